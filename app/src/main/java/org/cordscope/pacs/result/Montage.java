package org.cordscope.pacs.result;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.imaging.PixelText;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.CordFindings;
import org.cordscope.pacs.result.ResultHeader.Kind;

/**
 * Multi-frame true colour secondary capture: pages of slices from the head down, each with its probability as a bar, under what
 * the model looked at or found. Captions are drawn dot by dot, so that a machine without fonts makes
 * the same pixels.
 */
final class Montage {
    private static final int COLUMNS = 4;
    private static final int MOST_ROWS = 3;
    private static final int TITLE = 40;
    private static final int CAPTION = 32;
    private static final int TEXT_LEFT = 8;
    private static final int LINE = 16;
    private static final int BAR_HEIGHT = 6;
    private static final int WHITE = 0xffffff;
    private static final int GREY = 0x9aa8b5;
    private static final int DARK = 0x2b353f;
    private static final int ORANGE = 0xf0904d;

    private final ResultHeader header;
    private final SlicePictures pictures;
    private final List<CodedSlice> slices;
    private final int rows;
    private final int pages;

    private Montage(ResultHeader header, SlicePictures pictures) {
        this.header = header;
        this.pictures = pictures;
        this.slices = header.source().scan().slices();
        this.rows = Math.min(MOST_ROWS, (slices.size() + COLUMNS - 1) / COLUMNS);
        this.pages = (slices.size() + rows * COLUMNS - 1) / (rows * COLUMNS);
    }

    static DataSet build(ResultHeader header, SlicePictures pictures) throws IOException {
        return new Montage(header, pictures).capture();
    }

    private int width() {
        return COLUMNS * SlicePictures.SIDE;
    }

    private int height() {
        return TITLE + rows * (SlicePictures.SIDE + CAPTION);
    }

    private DataSet capture() throws IOException {
        DataSet data = header.of(Kind.MONTAGE, pictures.name());
        ScanSource source = header.source();
        data.set(Tag.IMAGE_TYPE, Vr.CS, "DERIVED", "SECONDARY")
                .set(Tag.CONVERSION_TYPE, Vr.CS, "WSD")
                .set(Tag.BODY_PART_EXAMINED, Vr.CS, "CSPINE")
                .set(Tag.PATIENT_ORIENTATION, Vr.CS, new String[0])
                .set(Tag.DERIVATION_DESCRIPTION, Vr.ST, description())
                .set(Tag.IMAGE_COMMENTS, Vr.LT, ResultHeader.NOT_FOR_DIAGNOSIS + ".")
                .setItems(
                        Tag.SOURCE_IMAGE_SEQUENCE,
                        source.all().stream().map(source::reference).toList());
        return pixels(data);
    }

    private String description() {
        return "Slices as the network sees them, with the probability of spinal cord compression"
                + (pictures.overlay().isEmpty() ? "" : "; " + pictures.overlay());
    }

    private DataSet pixels(DataSet data) throws IOException {
        byte[] samples = new byte[Math.multiplyExact(pages, 3 * width() * height())];
        for (int page = 0; page < pages; page++) {
            copy(page(page), samples, page * 3 * width() * height());
        }
        if (pages > 1) {
            data.set(Tag.FRAME_INCREMENT_POINTER, Vr.AT, Tag.PAGE_NUMBER_VECTOR)
                    .set(
                            Tag.PAGE_NUMBER_VECTOR,
                            Vr.IS,
                            IntStream.rangeClosed(1, pages).toArray());
        }
        String lossy =
                header.source().image().string(Tag.LOSSY_IMAGE_COMPRESSION).orElse("00");
        return data.set(Tag.SAMPLES_PER_PIXEL, Vr.US, 3)
                .set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "RGB")
                .set(Tag.PLANAR_CONFIGURATION, Vr.US, 0)
                .set(Tag.NUMBER_OF_FRAMES, Vr.IS, pages)
                .set(Tag.ROWS, Vr.US, height())
                .set(Tag.COLUMNS, Vr.US, width())
                .set(Tag.BITS_ALLOCATED, Vr.US, 8)
                .set(Tag.BITS_STORED, Vr.US, 8)
                .set(Tag.HIGH_BIT, Vr.US, 7)
                .set(Tag.PIXEL_REPRESENTATION, Vr.US, 0)
                .set(Tag.BURNED_IN_ANNOTATION, Vr.CS, "YES")
                .set(Tag.LOSSY_IMAGE_COMPRESSION, Vr.CS, lossy)
                .set(Tag.PIXEL_DATA, Vr.OB, samples);
    }

    private static void copy(BufferedImage page, byte[] samples, int at) {
        int to = at;
        for (int rgb : rgb(page)) {
            samples[to++] = (byte) (rgb >> 16);
            samples[to++] = (byte) (rgb >> 8);
            samples[to++] = (byte) rgb;
        }
    }

    /** Of a picture of TYPE_INT_RGB, row by row. */
    private static int[] rgb(BufferedImage picture) {
        return (int[]) picture.getRaster().getDataElements(0, 0, picture.getWidth(), picture.getHeight(), null);
    }

    private BufferedImage page(int number) throws IOException {
        BufferedImage page = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        String title = ResultHeader.NOT_FOR_DIAGNOSIS.toUpperCase(Locale.ROOT).replace(",", " -");
        PixelText.draw(page, TEXT_LEFT, TEXT_LEFT, title, ORANGE);
        PixelText.draw(page, TEXT_LEFT, TEXT_LEFT + LINE, legend(), GREY);
        String pageName = "PAGE " + (number + 1) + "/" + pages;
        PixelText.draw(page, width() - TEXT_LEFT - PixelText.width(pageName), TEXT_LEFT, pageName, GREY);
        int first = number * rows * COLUMNS;
        for (int i = first; i < Math.min(slices.size(), first + rows * COLUMNS); i++) {
            int place = i - first;
            int top = TITLE + place / COLUMNS * (SlicePictures.SIDE + CAPTION);
            tile(page, slices.size() - 1 - i, place % COLUMNS * SlicePictures.SIDE, top);
        }
        return page;
    }

    private String legend() {
        return String.format(
                Locale.ROOT,
                "CORDSCOPE %s   MODEL %s   THRESHOLD %.2f   %s",
                header.algorithm().version().toUpperCase(Locale.ROOT),
                header.algorithm().weightsSha256().substring(0, 8).toUpperCase(Locale.ROOT),
                header.algorithm().threshold(),
                pictures.overlay().toUpperCase(Locale.ROOT).replace(",", " -"));
    }

    private void tile(BufferedImage page, int i, int left, int top) throws IOException {
        CodedSlice slice = slices.get(i);
        BufferedImage picture = pictures.draw(header.source().images().get(i), slice);
        page.getRaster().setDataElements(left, top, SlicePictures.SIDE, SlicePictures.SIDE, rgb(picture));
        int below = top + SlicePictures.SIDE;
        String place = String.format(Locale.ROOT, "%d/%d   ", slice.index() + 1, slices.size());
        if (!slice.judged()) {
            PixelText.draw(page, left + TEXT_LEFT, below + 4, place + "NOT JUDGED", GREY);
            return;
        }
        CordFindings found = slice.findings();
        String grade = found == null ? "" : "   KANG " + found.grade();
        String caption = place + String.format(Locale.ROOT, "P %.2f", slice.probability()) + grade;
        PixelText.draw(page, left + TEXT_LEFT, below + 4, caption, slice.compressed() ? ORANGE : WHITE);
        bar(page, left + TEXT_LEFT, below + 4 + LINE, slice);
    }

    /** The probability from left to right, with a tick at the threshold. */
    private void bar(BufferedImage page, int left, int top, CodedSlice slice) {
        int length = SlicePictures.SIDE - 2 * TEXT_LEFT;
        int full = (int) Math.round(slice.probability() * (length - 1));
        int tick = (int) Math.round(header.algorithm().threshold() * (length - 1));
        for (int x = 0; x < length; x++) {
            int colour = x > full ? DARK : slice.compressed() ? ORANGE : GREY;
            for (int y = 0; y < BAR_HEIGHT; y++) {
                page.setRGB(left + x, top + y, x == tick ? WHITE : colour);
            }
        }
    }
}
