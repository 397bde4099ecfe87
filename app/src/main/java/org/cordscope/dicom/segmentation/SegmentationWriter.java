package org.cordscope.dicom.segmentation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.dicom.StudyModules;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.study.ContentUid;

/**
 * Builds DICOM Segmentation objects (PS3.3 A.51): binary, one frame for every segment and slice on which it shows. Segments
 * are numbered from 1 in the order of the list, and may overlap; one that shows nowhere is described without a frame.
 */
public final class SegmentationWriter {
    /** Segmentation Storage. */
    public static final String SOP_CLASS_UID = "1.2.840.10008.5.1.4.1.1.66.4";

    private static final List<Integer> COPIED_WHERE_PRESENT = List.of(
            Tag.BODY_PART_EXAMINED,
            Tag.LOSSY_IMAGE_COMPRESSION,
            Tag.LOSSY_IMAGE_COMPRESSION_RATIO,
            Tag.LOSSY_IMAGE_COMPRESSION_METHOD);

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);

    private SegmentationWriter() {}

    /** Writes what {@link #build} makes, whole or not at all. */
    public static void write(
            Path file, SourceSeries source, List<Segment> segments, Masks masks, SegmentationSeries series)
            throws IOException {
        DicomWriter.write(file, new DicomObject(new DataSet(), build(source, segments, masks, series)));
    }

    /**
     * The whole object, pixels included.
     *
     * @throws IllegalArgumentException without a segment, where all masks are empty, or where one is larger than its slice
     */
    public static DataSet build(SourceSeries source, List<Segment> segments, Masks masks, SegmentationSeries series) {
        SegmentFrames frames = SegmentFrames.of(source.stack(), segments.size(), masks);
        DataSet data = new DataSet();
        StudyModules.copy(source.image(), data);
        StudyModules.copy(source.image(), data, Tag.FRAME_OF_REFERENCE_UID);
        StudyModules.copy(source.image(), data, Tag.POSITION_REFERENCE_INDICATOR);
        COPIED_WHERE_PRESENT.stream()
                .filter(source.image()::contains)
                .forEach(tag -> StudyModules.copy(source.image(), data, tag));
        describeSeries(data, series);
        describeImage(data, series);
        describePixels(data, source, frames);
        data.setItems(
                SegmentationTag.SEGMENT_SEQUENCE,
                IntStream.range(0, segments.size())
                        .mapToObj(i -> segments.get(i).item(i + 1))
                        .toList());
        String dimensions = ContentUid.of("dimensions", series.sopInstanceUid());
        new FunctionalGroups(source, frames).addTo(data, dimensions);
        DataSet referenced = new DataSet()
                .set(Tag.SERIES_INSTANCE_UID, Vr.UI, source.uid(Tag.SERIES_INSTANCE_UID))
                .setItems(
                        Tag.REFERENCED_INSTANCE_SEQUENCE,
                        frames.slicesShown().stream().map(source::reference).toList());
        return data.setItems(Tag.REFERENCED_SERIES_SEQUENCE, List.of(referenced));
    }

    private static void describeSeries(DataSet data, SegmentationSeries series) {
        data.set(Tag.MODALITY, Vr.CS, "SEG")
                .set(Tag.SERIES_INSTANCE_UID, Vr.UI, series.seriesUid())
                .set(Tag.SERIES_NUMBER, Vr.IS, series.seriesNumber())
                .set(Tag.SERIES_DATE, Vr.DA, DATE.format(series.made()))
                .set(Tag.SERIES_TIME, Vr.TM, TIME.format(series.made()))
                .set(Tag.SERIES_DESCRIPTION, Vr.LO, series.description())
                .set(Tag.MANUFACTURER, Vr.LO, series.manufacturer())
                .set(Tag.MANUFACTURER_MODEL_NAME, Vr.LO, series.model())
                .set(Tag.DEVICE_SERIAL_NUMBER, Vr.LO, series.version()) // software has none, and it must not be empty
                .set(Tag.SOFTWARE_VERSIONS, Vr.LO, series.version());
    }

    private static void describeImage(DataSet data, SegmentationSeries series) {
        data.set(Tag.SOP_CLASS_UID, Vr.UI, SOP_CLASS_UID)
                .set(Tag.SOP_INSTANCE_UID, Vr.UI, series.sopInstanceUid())
                .set(Tag.INSTANCE_NUMBER, Vr.IS, 1)
                .set(Tag.IMAGE_TYPE, Vr.CS, "DERIVED", "PRIMARY")
                .set(Tag.CONTENT_DATE, Vr.DA, DATE.format(series.made()))
                .set(Tag.CONTENT_TIME, Vr.TM, TIME.format(series.made()))
                .set(Tag.CONTENT_LABEL, Vr.CS, series.contentLabel())
                .set(Tag.CONTENT_DESCRIPTION, Vr.LO, series.description())
                .set(Tag.CONTENT_CREATOR_NAME, Vr.PN, series.creator());
    }

    private static void describePixels(DataSet data, SourceSeries source, SegmentFrames frames) {
        data.set(Tag.SAMPLES_PER_PIXEL, Vr.US, 1)
                .set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2")
                .set(Tag.NUMBER_OF_FRAMES, Vr.IS, frames.list().size())
                .set(Tag.ROWS, Vr.US, source.stack().rows())
                .set(Tag.COLUMNS, Vr.US, source.stack().columns())
                .set(Tag.BITS_ALLOCATED, Vr.US, 1)
                .set(Tag.BITS_STORED, Vr.US, 1)
                .set(Tag.HIGH_BIT, Vr.US, 0)
                .set(Tag.PIXEL_REPRESENTATION, Vr.US, 0)
                .set(SegmentationTag.SEGMENTATION_TYPE, Vr.CS, "BINARY")
                .set(SegmentationTag.SEGMENTS_OVERLAP, Vr.CS, frames.overlap() ? "YES" : "NO")
                .set(Tag.PIXEL_DATA, Vr.OB, frames.packed());
        if (!data.contains(Tag.LOSSY_IMAGE_COMPRESSION)) {
            data.set(Tag.LOSSY_IMAGE_COMPRESSION, Vr.CS, "00");
        }
    }
}
