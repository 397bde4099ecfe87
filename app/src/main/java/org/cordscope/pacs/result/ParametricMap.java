package org.cordscope.pacs.result;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.cordscope.dicom.Code;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.StudyModules;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.pacs.result.ResultHeader.Kind;
import org.cordscope.study.ContentUid;
import org.cordscope.study.Vector3;

/**
 * Parametric Map (PS3.3 A.75) in 32-bit floats: what the model looked at on each positive slice, a frame for each, on a
 * grid of the method and at its place in the patient. Each frame is scaled so that its largest magnitude is 1.
 */
final class ParametricMap {
    private static final Code QUANTITY = new Code("246205007", "SCT", "Quantity");
    private static final Code SOURCE_IMAGE = new Code("121322", "DCM", "Source image for image processing operation");
    private static final List<String> IMAGE_TYPE = List.of("DERIVED", "PRIMARY", "STATIC", "NONE");

    private static final int PARAMETRIC_MAP_FRAME_TYPE_SEQUENCE = 0x00409092;
    private static final int DOUBLE_FLOAT_FIRST_VALUE_MAPPED = 0x00409214;
    private static final int DOUBLE_FLOAT_LAST_VALUE_MAPPED = 0x00409213;
    private static final int QUANTITY_DEFINITION_SEQUENCE = 0x00409220;
    private static final int CONTENT_QUALIFICATION = 0x00189004;
    private static final int RECOGNIZABLE_VISUAL_FEATURES = 0x00280302;
    private static final int PRESENTATION_LUT_SHAPE = 0x20500020;
    private static final int SPATIAL_LOCATIONS_PRESERVED = 0x0028135a;

    private final ResultHeader header;
    private final ScanSource source;
    private final SliceMaps maps;
    private final List<Integer> slices;

    private ParametricMap(ResultHeader header, SliceMaps maps) {
        this.header = header;
        this.source = header.source();
        this.maps = maps;
        this.slices = source.positive();
    }

    /** @throws IllegalArgumentException where no slice is positive */
    static DataSet build(ResultHeader header, SliceMaps maps) throws IOException {
        if (header.source().positive().isEmpty()) {
            throw new IllegalArgumentException("a parametric map needs a positive slice");
        }
        return new ParametricMap(header, maps).map();
    }

    private DataSet map() throws IOException {
        List<SliceMaps.InPatient> placed = new ArrayList<>();
        for (int slice : slices) {
            placed.add(maps.of(source, slice));
        }
        int rows = placed.get(0).map().rows();
        int columns = placed.get(0).map().columns();
        ByteBuffer pixels = ByteBuffer.allocate(Math.multiplyExact(slices.size(), 4 * rows * columns))
                .order(ByteOrder.LITTLE_ENDIAN);
        List<DataSet> frames = new ArrayList<>();
        for (SliceMaps.InPatient map : placed) {
            for (float value : map.map().values()) {
                pixels.putFloat(value);
            }
            frames.add(frame(map, slices.get(frames.size()), frames.size() + 1));
        }
        DataSet data = header.of(Kind.PARAMETRIC_MAP, maps.name());
        describe(data);
        dimensions(data);
        data.setItems(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, List.of(shared()))
                .setItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frames);
        return data.set(Tag.SAMPLES_PER_PIXEL, Vr.US, 1)
                .set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2")
                .set(Tag.NUMBER_OF_FRAMES, Vr.IS, slices.size())
                .set(Tag.ROWS, Vr.US, rows)
                .set(Tag.COLUMNS, Vr.US, columns)
                .set(Tag.BITS_ALLOCATED, Vr.US, 32)
                .set(Tag.FLOAT_PIXEL_DATA, Vr.OF, pixels.array());
    }

    private void describe(DataSet data) {
        DataSet image = source.image();
        if (image.contains(Tag.FRAME_OF_REFERENCE_UID)) {
            StudyModules.copy(image, data, Tag.FRAME_OF_REFERENCE_UID);
        } else {
            data.set(
                    Tag.FRAME_OF_REFERENCE_UID,
                    Vr.UI,
                    ContentUid.of("frame of reference", source.scan().seriesUid()));
        }
        StudyModules.copy(image, data, Tag.POSITION_REFERENCE_INDICATOR);
        data.set(Tag.IMAGE_TYPE, Vr.CS, IMAGE_TYPE.toArray(String[]::new))
                .set(Tag.BODY_PART_EXAMINED, Vr.CS, "CSPINE")
                .set(Tag.CONTENT_LABEL, Vr.CS, "SALIENCY")
                .set(Tag.CONTENT_DESCRIPTION, Vr.LO, "What the model looked at on positive slices")
                .set(Tag.CONTENT_CREATOR_NAME, Vr.PN, new String[0])
                .set(Tag.IMAGE_COMMENTS, Vr.LT, ResultHeader.NOT_FOR_DIAGNOSIS + ".")
                .set(CONTENT_QUALIFICATION, Vr.CS, "RESEARCH")
                .set(Tag.BURNED_IN_ANNOTATION, Vr.CS, "NO")
                .set(RECOGNIZABLE_VISUAL_FEATURES, Vr.CS, "NO")
                .set(
                        Tag.LOSSY_IMAGE_COMPRESSION,
                        Vr.CS,
                        image.string(Tag.LOSSY_IMAGE_COMPRESSION).orElse("00"))
                .set(PRESENTATION_LUT_SHAPE, Vr.CS, "IDENTITY")
                .setItems(Tag.ACQUISITION_CONTEXT_SEQUENCE, List.of());
        DataSet series = new DataSet()
                .set(Tag.SERIES_INSTANCE_UID, Vr.UI, source.scan().seriesUid())
                .setItems(Tag.REFERENCED_INSTANCE_SEQUENCE, source.files(slices));
        data.setItems(Tag.REFERENCED_SERIES_SEQUENCE, List.of(series));
    }

    private void dimensions(DataSet data) {
        String uid =
                ContentUid.of("dimensions", data.string(Tag.SOP_INSTANCE_UID).orElseThrow());
        data.setItems(
                        Tag.DIMENSION_ORGANIZATION_SEQUENCE,
                        List.of(new DataSet().set(Tag.DIMENSION_ORGANIZATION_UID, Vr.UI, uid)))
                .setItems(
                        Tag.DIMENSION_INDEX_SEQUENCE,
                        List.of(new DataSet()
                                .set(Tag.DIMENSION_INDEX_POINTER, Vr.AT, Tag.IMAGE_POSITION_PATIENT)
                                .set(Tag.FUNCTIONAL_GROUP_POINTER, Vr.AT, Tag.PLANE_POSITION_SEQUENCE)
                                .set(Tag.DIMENSION_ORGANIZATION_UID, Vr.UI, uid)
                                .set(Tag.DIMENSION_DESCRIPTION_LABEL, Vr.LO, "Image Position Patient")));
    }

    /** What is the same in all frames: that they are maps, and that the stored values are the values. */
    private DataSet shared() {
        DataSet quantity = new DataSet()
                .set(Tag.VALUE_TYPE, Vr.CS, "CODE")
                .setItems(Tag.CONCEPT_NAME_CODE_SEQUENCE, QUANTITY.item())
                .setItems(Tag.CONCEPT_CODE_SEQUENCE, maps.method().item());
        DataSet mapping = new DataSet()
                .set(Tag.LUT_EXPLANATION, Vr.LO, "Stored values")
                .set(Tag.LUT_LABEL, Vr.SH, "SALIENCY")
                .setItems(Tag.MEASUREMENT_UNITS_CODE_SEQUENCE, Concepts.NO_UNITS.item())
                .setItems(QUANTITY_DEFINITION_SEQUENCE, List.of(quantity))
                .set(DOUBLE_FLOAT_FIRST_VALUE_MAPPED, Vr.FD, -1.0)
                .set(DOUBLE_FLOAT_LAST_VALUE_MAPPED, Vr.FD, 1.0)
                .set(Tag.REAL_WORLD_VALUE_INTERCEPT, Vr.FD, 0.0)
                .set(Tag.REAL_WORLD_VALUE_SLOPE, Vr.FD, 1.0);
        return new DataSet()
                .setItems(
                        PARAMETRIC_MAP_FRAME_TYPE_SEQUENCE,
                        List.of(new DataSet().set(Tag.FRAME_TYPE, Vr.CS, IMAGE_TYPE.toArray(String[]::new))))
                .setItems(
                        Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                        List.of(new DataSet()
                                .set(Tag.RESCALE_INTERCEPT, Vr.DS, 0)
                                .set(Tag.RESCALE_SLOPE, Vr.DS, 1)
                                .set(Tag.RESCALE_TYPE, Vr.LO, "US")))
                .setItems(
                        Tag.FRAME_VOI_LUT_SEQUENCE,
                        List.of(new DataSet().set(Tag.WINDOW_CENTER, Vr.DS, 0.5).set(Tag.WINDOW_WIDTH, Vr.DS, 1)))
                .setItems(Tag.REAL_WORLD_VALUE_MAPPING_SEQUENCE, List.of(mapping));
    }

    /** @param number of the frame, from 1: frames go upwards as the slices do */
    private DataSet frame(SliceMaps.InPatient map, int slice, int number) {
        DataSet measures = new DataSet().set(Tag.PIXEL_SPACING, Vr.DS, map.rowMm(), map.columnMm());
        for (int tag : new int[] {Tag.SLICE_THICKNESS, Tag.SPACING_BETWEEN_SLICES}) {
            source.image().decimal(tag).ifPresent(mm -> measures.set(tag, Vr.DS, mm));
        }
        Vector3 row = map.row();
        Vector3 column = map.column();
        Vector3 corner = map.corner();
        return new DataSet()
                .setItems(Tag.PIXEL_MEASURES_SEQUENCE, List.of(measures))
                .setItems(
                        Tag.PLANE_ORIENTATION_SEQUENCE,
                        List.of(new DataSet()
                                .set(
                                        Tag.IMAGE_ORIENTATION_PATIENT,
                                        Vr.DS,
                                        row.x(),
                                        row.y(),
                                        row.z(),
                                        column.x(),
                                        column.y(),
                                        column.z())))
                .setItems(
                        Tag.PLANE_POSITION_SEQUENCE,
                        List.of(new DataSet()
                                .set(Tag.IMAGE_POSITION_PATIENT, Vr.DS, corner.x(), corner.y(), corner.z())))
                .setItems(
                        Tag.FRAME_CONTENT_SEQUENCE,
                        List.of(new DataSet().set(Tag.DIMENSION_INDEX_VALUES, Vr.UL, number)))
                .setItems(Tag.DERIVATION_IMAGE_SEQUENCE, List.of(derivation(slice)));
    }

    private DataSet derivation(int slice) {
        DataSet from = source.reference(slice)
                .set(SPATIAL_LOCATIONS_PRESERVED, Vr.CS, "YES")
                .setItems(Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE, SOURCE_IMAGE.item());
        return new DataSet()
                .setItems(Tag.DERIVATION_CODE_SEQUENCE, maps.method().item())
                .setItems(Tag.SOURCE_IMAGE_SEQUENCE, List.of(from));
    }
}
