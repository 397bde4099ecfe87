package org.cordscope.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cordscope.dicom.ElementParser.PixelSpan;
import org.cordscope.study.Acquisition;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SourceFile;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;
import org.jspecify.annotations.Nullable;

/** One image file as a header: pixel data are measured, not read, and a file that cannot have its frames is refused. */
final class HeaderReading {
    /** Metadata come without the pixels that would prove a number wrong. Less in a small memory. */
    private static final long MOST_FRAMES =
            Math.min(1_000_000, Runtime.getRuntime().maxMemory() >> 11);

    private final SourceFile source;
    private final DataSet data;
    private final String sopClass;
    private final String syntaxUid;

    private HeaderReading(SourceFile source, DataSet data, String sopClass, String syntaxUid) {
        this.source = source;
        this.data = data;
        this.sopClass = sopClass;
        this.syntaxUid = syntaxUid;
    }

    /** Whether the file can have its frames. */
    private interface PixelCheck {
        void check(int rows, int columns, int frames) throws IOException;
    }

    /** @throws DicomFormatException where the file is not an image that can be used */
    static InstanceHeader read(PartTen file) throws IOException {
        ElementParser parser = DicomReader.parser(file, true);
        DataSet data = parser.dataSet();
        PixelSpan pixels = parser.pixels();
        String sopClass = data.string(Tag.SOP_CLASS_UID)
                .or(() -> file.meta().string(Tag.MEDIA_STORAGE_SOP_CLASS_UID))
                .orElse("");
        HeaderReading reading = new HeaderReading(
                file.bytes().source(), data, sopClass, file.syntax().uid());
        if (pixels == null) {
            boolean directory = data.contains(Tag.DIRECTORY_RECORD_SEQUENCE);
            throw reading.refuse(
                    "no pixel data: " + SopClass.describe(directory ? SopClass.MEDIA_STORAGE_DIRECTORY : sopClass));
        }
        return reading.header(
                (rows, columns, frames) -> new PixelSize(file, data, rows, columns, frames).check(pixels));
    }

    /** Of a header alone, whose pixels are elsewhere. */
    static InstanceHeader read(SourceFile source, DataSet data) throws IOException {
        String sopClass = data.string(Tag.SOP_CLASS_UID).orElse("");
        return new HeaderReading(source, data, sopClass, "").header((rows, columns, frames) -> {});
    }

    private InstanceHeader header(PixelCheck pixels) throws IOException {
        int rows = size(Tag.ROWS, "Rows");
        int columns = size(Tag.COLUMNS, "Columns");
        int frames = frames();
        pixels.check(rows, columns, frames);
        if (frames > MOST_FRAMES) {
            throw refuse("Number of Frames is " + frames + ", more than " + MOST_FRAMES);
        }
        return new InstanceHeader(
                source,
                uid(Tag.STUDY_INSTANCE_UID, "Study Instance UID"),
                uid(Tag.SERIES_INSTANCE_UID, "Series Instance UID"),
                uid(Tag.SOP_INSTANCE_UID, "SOP Instance UID"),
                sopClass,
                syntaxUid,
                data.string(Tag.PATIENT_ID).orElse(""),
                rows,
                columns,
                frameHeaders(frames));
    }

    private DicomFormatException refuse(String reason) {
        return new DicomFormatException(source, reason);
    }

    private String uid(int tag, String name) throws DicomFormatException {
        return data.string(tag).orElseThrow(() -> refuse("no " + name));
    }

    private int size(int tag, String name) throws DicomFormatException {
        int size = data.integer(tag).orElse(0);
        if (size < 1) {
            throw refuse("no valid number of " + name);
        }
        return size;
    }

    private int frames() throws DicomFormatException {
        int frames = data.integer(Tag.NUMBER_OF_FRAMES)
                .orElse(data.string(Tag.NUMBER_OF_FRAMES).isPresent() ? 0 : 1);
        if (frames < 1) {
            throw refuse("Number of Frames is not a number from 1");
        }
        return frames;
    }

    private List<FrameHeader> frameHeaders(int count) {
        FrameAttributes attributes = new FrameAttributes(data);
        AcquisitionReading reading = new AcquisitionReading(data, attributes);
        List<FrameHeader> headers = new ArrayList<>(count);
        attributes.frame(1);
        Acquisition last = reading.read();
        for (int frame = 1; frame <= count; frame++) {
            attributes.frame(frame);
            if (frame > 1 && attributes.hasFunctionalGroups()) {
                Acquisition acquisition = reading.read();
                last = acquisition.equals(last) ? last : acquisition;
            }
            headers.add(new FrameHeader(frame, plane(attributes), spacing(attributes), last));
        }
        return headers;
    }

    private static @Nullable SlicePlane plane(FrameAttributes attributes) {
        double[] position = attributes.decimals(Tag.PLANE_POSITION_SEQUENCE, Tag.IMAGE_POSITION_PATIENT);
        double[] axes = attributes.decimals(Tag.PLANE_ORIENTATION_SEQUENCE, Tag.IMAGE_ORIENTATION_PATIENT);
        if (position.length != 3 || axes.length != 6) {
            return null;
        }
        try {
            return new SlicePlane(
                    new Vector3(position[0], position[1], position[2]),
                    new Vector3(axes[0], axes[1], axes[2]),
                    new Vector3(axes[3], axes[4], axes[5]));
        } catch (IllegalArgumentException notAPlane) {
            return null;
        }
    }

    private static @Nullable Spacing spacing(FrameAttributes attributes) {
        double[] mm = attributes.decimals(Tag.PIXEL_MEASURES_SEQUENCE, Tag.PIXEL_SPACING);
        try {
            return mm.length == 2 ? new Spacing(mm[0], mm[1]) : null;
        } catch (IllegalArgumentException notASpacing) {
            return null;
        }
    }
}
