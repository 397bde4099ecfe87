package org.cordscope.phantom.randomised;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.cordscope.imaging.PixelText;
import org.cordscope.phantom.anatomy.Truth;
import org.cordscope.study.Compression;
import org.cordscope.study.WholeFile;

/**
 * A contact sheet of the first samples of a seed: of each the crop with the outlines of sac and cord, beside it the whole slice
 * with the canal marked and the crops of the neighbours, below it what is true.
 *
 * @param count samples, {@code columns} side by side
 */
public record RandomisedSheet(int count, int columns) {
    private static final int LARGE = 256;
    private static final int SMALL = 128;
    private static final int CAPTION = 16;
    private static final int GREY = 0xb8b8b8;
    private static final int AMBER = 0xffb454;
    private static final int OUTLINE_OF_SAC = 0x2f9bff;
    private static final int OUTLINE_OF_CORD = 0xffb454;

    public RandomisedSheet {
        if (count < 1 || columns < 1 || count > 1000) {
            throw new IllegalArgumentException("a sheet has 1 to 1000 samples: " + count + " in " + columns);
        }
    }

    public static RandomisedSheet defaults() {
        return new RandomisedSheet(48, 6);
    }

    /** Writes the sheet as PNG, whole or not at all. */
    public void write(RandomisedSlices slices, Path png) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(draw(slices), "png", bytes)) {
            throw new IOException("this Java cannot write PNG");
        }
        WholeFile.write(png, bytes.toByteArray());
    }

    BufferedImage draw(RandomisedSlices slices) {
        int rows = (count + columns - 1) / columns;
        BufferedImage sheet =
                new BufferedImage(columns * (LARGE + SMALL), rows * (LARGE + CAPTION), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < count; i++) {
            tile(sheet, slices.sample(i), (i % columns) * (LARGE + SMALL), (i / columns) * (LARGE + CAPTION));
        }
        return sheet;
    }

    private static void tile(BufferedImage sheet, Sample sample, int left, int top) {
        paint(sheet, sample.at(), left, top, LARGE);
        outline(sheet, sample.labels(), left, top);
        paint(sheet, sample.whole(), left + LARGE, top, SMALL);
        if (sample.view().showsCord()) {
            cross(sheet, sample, left + LARGE, top);
        }
        paint(sheet, sample.before(), left + LARGE, top + SMALL, SMALL / 2);
        paint(sheet, sample.after(), left + LARGE + SMALL / 2, top + SMALL, SMALL / 2);
        boolean compressed = sample.truth()
                .filter(t -> t.compression() == Compression.COMPRESSED)
                .isPresent();
        PixelText.draw(sheet, left + 4, top + LARGE + 3, caption(sample), compressed ? AMBER : GREY);
    }

    private static String caption(Sample sample) {
        if (sample.truth().isEmpty()) {
            return sample.view().name();
        }
        Truth truth = sample.truth().get();
        return String.format(
                Locale.ROOT,
                "%s K%d %s IND%02d AP%02d CAN%02d%s",
                truth.level().name() + (truth.disc() ? "D" : ""),
                truth.kangGrade(),
                truth.extent().name().substring(0, 4),
                Math.round(100 * truth.indentation()),
                Math.round(10 * truth.measures().apMm()),
                Math.round(10 * truth.canal().apMm()),
                truth.cordSignal() > 0 ? " SIG" : "");
    }

    /** Where a picture of as many pixels as its square holds is shown in a tile of another side. */
    private static void paint(BufferedImage sheet, float[] picture, int left, int top, int tile) {
        int side = (int) Math.sqrt(picture.length);
        for (int row = 0; row < tile; row++) {
            for (int column = 0; column < tile; column++) {
                float value = picture[row * side / tile * side + column * side / tile];
                int grey = (int) Math.max(0, Math.min(255, 255 * value));
                sheet.setRGB(left + column, top + row, grey * 0x010101);
            }
        }
    }

    /** Corners of pixels whose right or lower neighbour is labelled otherwise. */
    private static void outline(BufferedImage sheet, byte[] labels, int left, int top) {
        int side = (int) Math.sqrt(labels.length);
        for (int row = 0; row < side - 1; row++) {
            for (int column = 0; column < side - 1; column++) {
                int at = row * side + column;
                int most = Math.max(labels[at], Math.max(labels[at + 1], labels[at + side]));
                if (labels[at] != labels[at + 1] || labels[at] != labels[at + side]) {
                    int colour = most == Sample.CORD ? OUTLINE_OF_CORD : OUTLINE_OF_SAC;
                    sheet.setRGB(left + (column + 1) * LARGE / side - 1, top + (row + 1) * LARGE / side - 1, colour);
                }
            }
        }
    }

    private static void cross(BufferedImage sheet, Sample sample, int left, int top) {
        int side = (int) Math.sqrt(sample.whole().length);
        double perMm = SMALL / (side * sample.wholeMm());
        int x = left + (int) Math.round(SMALL / 2.0 + sample.canalXMm() * perMm);
        int y = top + (int) Math.round(SMALL / 2.0 + sample.canalYMm() * perMm);
        for (int i = -4; i <= 4; i++) {
            if (Math.abs(i) > 1 && x + i >= left && y + i >= top && x + i < left + SMALL && y + i < top + SMALL) {
                sheet.setRGB(x + i, y, AMBER);
                sheet.setRGB(x, y + i, AMBER);
            }
        }
    }
}
