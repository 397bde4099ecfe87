package org.cordscope.pacs.result;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.StudyModules;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.study.ContentUid;

/**
 * What all results of one scan have in common: patient and study of the images, a series for each kind, the program that made
 * them.
 *
 * @param made when the scan was coded: date and time of the content
 */
record ResultHeader(ScanSource source, Algorithm algorithm, LocalDateTime made) {
    /** Says in every header and on every picture what the results are. */
    static final String NOT_FOR_DIAGNOSIS = "AI result, not for diagnosis";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);

    /** Kinds of results, each a series of its own behind those of the scanner. */
    enum Kind {
        REPORT("1.2.840.10008.5.1.4.1.1.88.34", "SR", 9701, "Cord compression report"),
        MONTAGE("1.2.840.10008.5.1.4.1.1.7.4", "OT", 9702, "Cord compression montage"),
        KEY_OBJECTS("1.2.840.10008.5.1.4.1.1.88.59", "KO", 9703, "Cord compression key images"),
        /** Modality OT: nothing is to take a map for an image of the scanner. */
        PARAMETRIC_MAP("1.2.840.10008.5.1.4.1.1.30", "OT", 9704, "Cord compression saliency");

        private final String sopClassUid;
        private final String modality;
        private final int seriesNumber;
        private final String title;

        Kind(String sopClassUid, String modality, int seriesNumber, String title) {
            this.sopClassUid = sopClassUid;
            this.modality = modality;
            this.seriesNumber = seriesNumber;
            this.title = title;
        }
    }

    /**
     * A data set to build on.
     *
     * @param variant what else tells two results of this kind and scan apart
     */
    DataSet of(Kind kind, String... variant) {
        DataSet data = new DataSet();
        StudyModules.copy(source.image(), data);
        return data.set(Tag.STUDY_INSTANCE_UID, Vr.UI, source.scan().studyUid())
                .set(Tag.SOP_CLASS_UID, Vr.UI, kind.sopClassUid)
                .set(Tag.SOP_INSTANCE_UID, Vr.UI, uid(kind, "instance", variant))
                .set(Tag.INSTANCE_CREATION_DATE, Vr.DA, DATE.format(made))
                .set(Tag.INSTANCE_CREATION_TIME, Vr.TM, TIME.format(made))
                .set(Tag.MODALITY, Vr.CS, kind.modality)
                .set(Tag.SERIES_INSTANCE_UID, Vr.UI, uid(kind, "series", variant))
                .set(Tag.SERIES_NUMBER, Vr.IS, kind.seriesNumber)
                .set(Tag.SERIES_DATE, Vr.DA, DATE.format(made))
                .set(Tag.SERIES_TIME, Vr.TM, TIME.format(made))
                .set(Tag.SERIES_DESCRIPTION, Vr.LO, kind.title + " (" + NOT_FOR_DIAGNOSIS + ")")
                .set(Tag.CONTENT_DATE, Vr.DA, DATE.format(made))
                .set(Tag.CONTENT_TIME, Vr.TM, TIME.format(made))
                .set(Tag.INSTANCE_NUMBER, Vr.IS, 1)
                .set(Tag.MANUFACTURER, Vr.LO, Algorithm.NAME)
                .set(Tag.MANUFACTURER_MODEL_NAME, Vr.LO, Algorithm.NAME)
                .set(
                        Tag.DEVICE_SERIAL_NUMBER,
                        Vr.LO,
                        algorithm.version()) // software has none, and it must not be empty
                .set(Tag.SOFTWARE_VERSIONS, Vr.LO, algorithm.version());
    }

    /** The same for the same slices, model, software and settings; another one as soon as one of them differs. */
    private String uid(Kind kind, String level, String... variant) {
        return ContentUid.of(
                "result",
                kind.name(),
                level,
                source.scan().studyUid(),
                source.scan().seriesUid(),
                source.state(),
                algorithm.id(),
                String.join(" ", variant));
    }

    /** Name of a group of measurements, the same in every report of the same slices by the same model. */
    String trackingUid(String group) {
        return uid(Kind.REPORT, "group", group);
    }

    /** What a structured report and a key object selection have beyond their content (PS3.3 C.17.1 and C.17.2, C.17.6). */
    DataSet document(Kind kind, List<Integer> slices) {
        return of(kind).setItems(Tag.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE, List.of())
                .setItems(Tag.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE, List.of(source.evidence(slices)));
    }
}
