package org.cordscope.dicom.segmentation;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.dicom.segmentation.Segment.Algorithm;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SliceStack;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;

/** A small oblique series from the head down, and masks that overlap, leave slices out and end within a byte. */
final class SegmentedSeries {
    static final int ROWS = 7;
    static final int COLUMNS = 9;
    static final int SLICES = 4;
    static final String MR_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.4";

    static final List<Segment> SEGMENTS = List.of(
            SpineStructure.SPINAL_CORD.segment(Algorithm.AUTOMATIC, "Phantom"),
            SpineStructure.DURAL_SAC.segment(Algorithm.MANUAL, ""),
            SpineStructure.INTERVERTEBRAL_DISC.segment(Algorithm.AUTOMATIC, "Phantom"));

    private SegmentedSeries() {}

    static DataSet image() {
        return new DataSet()
                .set(Tag.SPECIFIC_CHARACTER_SET, Vr.CS, "ISO_IR 100")
                .set(Tag.SOP_CLASS_UID, Vr.UI, MR_IMAGE_STORAGE)
                .set(Tag.STUDY_INSTANCE_UID, Vr.UI, "2.25.1")
                .set(Tag.SERIES_INSTANCE_UID, Vr.UI, "2.25.2")
                .set(Tag.FRAME_OF_REFERENCE_UID, Vr.UI, "2.25.3")
                .set(Tag.PATIENT_NAME, Vr.PN, "Müller^Anna")
                .set(Tag.PATIENT_ID, Vr.LO, "P1")
                .set(Tag.PATIENT_BIRTH_DATE, Vr.DA, "19600102")
                .set(Tag.PATIENT_SEX, Vr.CS, "F")
                .set(Tag.PATIENT_AGE, Vr.AS, "065Y")
                .set(Tag.STUDY_DATE, Vr.DA, "20250304")
                .set(Tag.STUDY_TIME, Vr.TM, "101112")
                .set(Tag.STUDY_ID, Vr.SH, "1")
                .set(Tag.ACCESSION_NUMBER, Vr.SH, "A7")
                .set(Tag.ECHO_TIME, Vr.DS, 98);
    }

    static SliceStack stack() {
        Vector3 row = new Vector3(1, 0, 0);
        Vector3 column = new Vector3(0, Math.cos(0.2), Math.sin(0.2));
        Vector3 step = row.cross(column).times(-3.3);
        List<SlicePlane> planes = new ArrayList<>();
        for (int slice = 0; slice < SLICES; slice++) {
            planes.add(new SlicePlane(new Vector3(-80.25, -70.5, 130).plus(step.times(slice)), row, column));
        }
        return new SliceStack(ROWS, COLUMNS, new Spacing(0.75, 0.5), 3, planes);
    }

    static SourceSeries source() {
        return new SourceSeries(image(), stack(), keys());
    }

    static SegmentationSeries series() {
        return new SegmentationSeries(
                "2.25.20",
                "2.25.21",
                100,
                "Masks",
                "TRUTH",
                "",
                LocalDateTime.of(2025, 3, 4, 5, 6, 7),
                "Cordscope",
                "Cordscope",
                "0.1");
    }

    /** The cord on all slices but the third, the sac around it on all, the disc on the first two; none fills its slice. */
    static BitSet mask(int segment, int slice) {
        BitSet mask = new BitSet();
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                int radius = Math.abs(row - 3) + Math.abs(column - 4 - slice % 2);
                boolean set = switch (segment) {
                    case 0 -> radius < 2 && slice != 2;
                    case 1 -> radius < 4;
                    default -> row == 0 && column >= slice && slice < 2;
                };
                mask.set(row * COLUMNS + column, set);
            }
        }
        return mask;
    }

    static List<SliceKey> keys() {
        return IntStream.range(10, 14)
                .mapToObj(i -> new SliceKey("2.25." + i, 1))
                .toList();
    }
}
