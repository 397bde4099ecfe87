package org.cordscope.deid;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.study.Acquisition;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.FramePixels;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;
import org.cordscope.study.UnusableFileException;
import org.cordscope.study.Vector3;
import org.jspecify.annotations.Nullable;

/**
 * A DICOM object made anew from the header and the pixels of a file that is none. Nothing is copied that is not named here: MR
 * Image Storage for one frame of a picture, Legacy Converted Enhanced MR for a volume (PS3.3 A.4 and A.70).
 */
final class ForeignImage {
    private static final String VOLUME = "1.2.840.10008.5.1.4.1.1.4.4";

    private static final int BITS = 16;

    private final InstanceHeader header;
    private final Acquisition acquisition;
    private final Pseudonyms pseudonyms;
    private final StoredGrey grey;
    private final DataSet data = new DataSet();

    private ForeignImage(InstanceHeader header, Pseudonyms pseudonyms, StoredGrey grey) {
        this.header = header;
        this.acquisition = header.frames().get(0).acquisition();
        this.pseudonyms = pseudonyms;
        this.grey = grey;
    }

    static Deidentification convert(
            InstanceHeader header,
            FramePixels pixels,
            Pseudonyms pseudonyms,
            LinkingTable linking,
            IdentifierJournal journal)
            throws IOException {
        if (header.patientId().isBlank()) {
            throw new UnusableFileException(
                    header.source(), "nothing says whose it is: name it sub-ID_..., or list it with its patient_id");
        }
        if (!header.frames().stream().allMatch(f -> f.plane() != null && f.spacing() != null)) {
            throw new UnusableFileException(
                    header.source(), "it says neither where it lies nor how large its pixels are");
        }
        StoredGrey grey = StoredGrey.of(header, pixels);
        Set<Identifier> identifiers = identifiers(header);
        linking.link(header.patientId(), header.studyUid());
        journal.add(identifiers, pseudonyms.subject(header.patientId()));
        ForeignImage image = new ForeignImage(header, pseudonyms, grey);
        return new DeidentifiedInstance(new DicomObject(new DataSet(), image.made()), identifiers);
    }

    private DataSet made() {
        setIdentity();
        setAcquisition();
        if (header.sopClassUid().equals(VOLUME)) {
            new ForeignVolume(header, grey, data).setFrames();
        } else {
            setPicture();
        }
        setPixels();
        return data;
    }

    private static Set<Identifier> identifiers(InstanceHeader header) {
        return Stream.of(
                        new Identifier(
                                IdentifierKind.PATIENT_ATTRIBUTE,
                                header.patientId().strip().toUpperCase(Locale.ROOT)),
                        new Identifier(IdentifierKind.UID, header.studyUid()),
                        new Identifier(IdentifierKind.UID, header.seriesUid()),
                        new Identifier(IdentifierKind.UID, header.sopInstanceUid()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void setIdentity() {
        String subject = pseudonyms.subject(header.patientId());
        data.set(Tag.SOP_CLASS_UID, Vr.UI, header.sopClassUid());
        data.set(Tag.SOP_INSTANCE_UID, Vr.UI, pseudonyms.uid(header.sopInstanceUid()));
        data.set(Tag.STUDY_INSTANCE_UID, Vr.UI, pseudonyms.uid(header.studyUid()));
        data.set(Tag.SERIES_INSTANCE_UID, Vr.UI, pseudonyms.uid(header.seriesUid()));
        data.set(Tag.FRAME_OF_REFERENCE_UID, Vr.UI, pseudonyms.uid(header.seriesUid() + ".1"));
        data.set(Tag.PATIENT_NAME, Vr.PN, subject);
        data.set(Tag.PATIENT_ID, Vr.LO, subject);
        for (int tag : new int[] {Tag.PATIENT_BIRTH_DATE, Tag.STUDY_DATE}) {
            data.set(tag, Vr.DA, new String[0]);
        }
        data.set(Tag.STUDY_TIME, Vr.TM, new String[0]);
        data.set(Tag.PATIENT_SEX, Vr.CS, new String[0]);
        data.set(Tag.LATERALITY, Vr.CS, new String[0]);
        data.set(Tag.STUDY_ID, Vr.SH, new String[0]);
        data.set(Tag.ACCESSION_NUMBER, Vr.SH, new String[0]);
        data.set(Tag.REFERRING_PHYSICIAN_NAME, Vr.PN, new String[0]);
        data.set(Tag.SERIES_NUMBER, Vr.IS, new String[0]);
        data.set(Tag.POSITION_REFERENCE_INDICATOR, Vr.LO, new String[0]);
        data.set(Tag.PATIENT_IDENTITY_REMOVED, Vr.CS, "YES");
        data.set(Tag.DEIDENTIFICATION_METHOD, Vr.LO, "Cordscope: made anew from pixels and geometry");
        data.setItems(
                Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE,
                List.of(new DataSet()
                        .set(Tag.CODE_VALUE, Vr.SH, "113100")
                        .set(Tag.CODING_SCHEME_DESIGNATOR, Vr.SH, "DCM")
                        .set(Tag.CODE_MEANING, Vr.LO, "Basic Application Confidentiality Profile")));
        data.set(Tag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED, Vr.CS, "REMOVED");
        data.set(Tag.INSTANCE_NUMBER, Vr.IS, "1");
    }

    private void setAcquisition() {
        data.set(Tag.MODALITY, Vr.CS, "MR");
        data.set(Tag.MANUFACTURER, Vr.LO, DeviceNames.maker(acquisition.manufacturer()));
        data.set(Tag.SERIES_DESCRIPTION, Vr.LO, Vocabulary.reduce(acquisition.seriesDescription()));
        data.set(Tag.SCANNING_SEQUENCE, Vr.CS, words(acquisition.scanningSequence(), "RM"));
        data.set(Tag.SEQUENCE_VARIANT, Vr.CS, words(acquisition.sequenceVariant(), "NONE"));
        data.set(Tag.SCAN_OPTIONS, Vr.CS, words(acquisition.scanOptions(), ""));
        data.set(Tag.MR_ACQUISITION_TYPE, Vr.CS, new String[0]);
        setNumber(Tag.ECHO_TIME, Vr.DS, acquisition.echoTimeMs());
        setNumber(Tag.REPETITION_TIME, Vr.DS, acquisition.repetitionTimeMs());
        setNumber(Tag.FLIP_ANGLE, Vr.DS, acquisition.flipAngleDegrees());
        Double train = acquisition.echoTrainLength();
        setNumber(Tag.ECHO_TRAIN_LENGTH, Vr.IS, train == null ? null : Double.valueOf(Math.rint(train)));
        if (acquisition.inversionTimeMs() != null) {
            setNumber(Tag.INVERSION_TIME, Vr.DS, acquisition.inversionTimeMs());
        }
    }

    private void setPicture() {
        FrameHeader frame = header.frames().get(0);
        SlicePlane plane = Objects.requireNonNull(frame.plane());
        Spacing spacing = Objects.requireNonNull(frame.spacing());
        data.set(Tag.IMAGE_TYPE, Vr.CS, "ORIGINAL", "PRIMARY", "OTHER");
        data.set(Tag.PATIENT_POSITION, Vr.CS, new String[0]);
        data.set(Tag.IMAGE_POSITION_PATIENT, Vr.DS, numbers(plane.position()));
        data.set(Tag.IMAGE_ORIENTATION_PATIENT, Vr.DS, orientation(plane));
        data.set(Tag.PIXEL_SPACING, Vr.DS, spacing.rowMm(), spacing.columnMm());
        setNumber(Tag.SLICE_THICKNESS, Vr.DS, acquisition.sliceThicknessMm());
        if (grey.isRescaled()) {
            data.set(Tag.RESCALE_SLOPE, Vr.DS, grey.slope());
            data.set(Tag.RESCALE_INTERCEPT, Vr.DS, grey.intercept());
            data.set(Tag.RESCALE_TYPE, Vr.LO, "US");
        }
    }

    private void setPixels() {
        data.set(Tag.SAMPLES_PER_PIXEL, Vr.US, 1);
        data.set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2");
        data.set(Tag.ROWS, Vr.US, header.rows());
        data.set(Tag.COLUMNS, Vr.US, header.columns());
        data.set(Tag.BITS_ALLOCATED, Vr.US, BITS);
        data.set(Tag.BITS_STORED, Vr.US, BITS);
        data.set(Tag.HIGH_BIT, Vr.US, BITS - 1);
        data.set(Tag.PIXEL_REPRESENTATION, Vr.US, grey.signed() ? 1 : 0);
        data.set(Tag.PIXEL_DATA, Vr.OW, grey.words());
    }

    static double[] numbers(Vector3 v) {
        return new double[] {v.x(), v.y(), v.z()};
    }

    static double[] orientation(SlicePlane plane) {
        Vector3 row = plane.row();
        Vector3 column = plane.column();
        return new double[] {row.x(), row.y(), row.z(), column.x(), column.y(), column.z()};
    }

    private void setNumber(int tag, Vr vr, @Nullable Double value) {
        if (value == null) {
            data.set(tag, vr, new String[0]);
        } else if (vr == Vr.IS) {
            data.set(tag, vr, value.intValue());
        } else {
            data.set(tag, vr, value.doubleValue());
        }
    }

    /** Those of the closed list. */
    private static String[] words(List<String> words, String otherwise) {
        List<String> known = words.stream().filter(CodeWords::contains).toList();
        if (known.isEmpty()) {
            return otherwise.isEmpty() ? new String[0] : new String[] {otherwise};
        }
        return known.toArray(new String[0]);
    }
}
