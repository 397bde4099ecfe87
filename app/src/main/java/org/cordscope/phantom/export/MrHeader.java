package org.cordscope.phantom.export;

import java.util.List;
import java.util.Locale;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.phantom.anatomy.Subject;
import org.cordscope.phantom.rendering.Examination;
import org.cordscope.phantom.rendering.Manufacturer;
import org.cordscope.phantom.rendering.Scanner;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;

/** Fills data sets: what all files of a study share, and the modules of an MR image (PS3.3 A.4). */
final class MrHeader {
    static final String MR_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.4";
    private static final int GE_ACQUISITION_CREATOR = 0x00190010;
    private static final int GE_SERIES_PLANE = 0x00191017;

    private final Examination examination;
    private final Identity identity;
    private final PhantomUids uids;
    private final StudyProtocols protocols;

    MrHeader(Examination examination, StudyProtocols protocols, Identity identity, PhantomUids uids) {
        this.protocols = protocols;
        this.examination = examination;
        this.identity = identity;
        this.uids = uids;
    }

    /**
     * Patient, study, series and equipment of one file of a series.
     *
     * @param instance what its UID is made from
     * @param number what Instance Number says, from 0
     */
    DataSet common(SeriesKind kind, int instance, int number, String sopClass, String modality) {
        Subject subject = examination.subject();
        DataSet data = new DataSet();
        data.set(Tag.SPECIFIC_CHARACTER_SET, Vr.CS, "ISO_IR 100");
        data.set(Tag.SOP_CLASS_UID, Vr.UI, sopClass);
        data.set(Tag.SOP_INSTANCE_UID, Vr.UI, uids.instance(kind.key(), instance));
        data.set(Tag.STUDY_INSTANCE_UID, Vr.UI, uids.study());
        data.set(Tag.SERIES_INSTANCE_UID, Vr.UI, uids.series(kind.key()));
        data.set(Tag.MODALITY, Vr.CS, modality);
        data.set(Tag.PATIENT_NAME, Vr.PN, identity.patientName());
        data.set(Tag.PATIENT_ID, Vr.LO, identity.patientId());
        data.set(Tag.PATIENT_BIRTH_DATE, Vr.DA, identity.birthDate());
        data.set(Tag.PATIENT_SEX, Vr.CS, subject.sex().name());
        data.set(Tag.PATIENT_AGE, Vr.AS, String.format(Locale.ROOT, "%03dY", subject.ageYears()));
        data.set(Tag.PATIENT_WEIGHT, Vr.DS, number(subject.weightKg()));
        data.set(Tag.PATIENT_SIZE, Vr.DS, number(subject.heightCm() / 100));
        data.set(Tag.STUDY_DATE, Vr.DA, identity.studyDate());
        data.set(Tag.STUDY_TIME, Vr.TM, identity.studyTime());
        data.set(Tag.SERIES_DATE, Vr.DA, identity.studyDate());
        data.set(Tag.SERIES_TIME, Vr.TM, identity.studyTime());
        data.set(Tag.CONTENT_DATE, Vr.DA, identity.studyDate());
        data.set(Tag.CONTENT_TIME, Vr.TM, identity.studyTime());
        data.set(Tag.STUDY_ID, Vr.SH, "1");
        data.set(Tag.STUDY_DESCRIPTION, Vr.LO, "MRI CERVICAL SPINE");
        data.set(Tag.ACCESSION_NUMBER, Vr.SH, identity.accessionNumber());
        data.set(Tag.REFERRING_PHYSICIAN_NAME, Vr.PN, identity.referringPhysician());
        data.set(Tag.OPERATORS_NAME, Vr.PN, identity.operator());
        data.set(Tag.INSTITUTION_NAME, Vr.LO, identity.institution());
        data.set(Tag.STATION_NAME, Vr.SH, identity.stationName());
        data.set(Tag.DEVICE_SERIAL_NUMBER, Vr.LO, identity.serialNumber());
        data.set(Tag.SERIES_NUMBER, Vr.IS, Integer.toString(kind.number()));
        data.set(Tag.INSTANCE_NUMBER, Vr.IS, Integer.toString(number + 1));
        data.set(
                Tag.BODY_PART_EXAMINED,
                Vr.CS,
                examination.scanner().manufacturer() == Manufacturer.GE ? "SPINE" : "CSPINE");
        setMaker(data);
        return data;
    }

    private void setMaker(DataSet data) {
        Scanner scanner = examination.scanner();
        String maker = switch (scanner.manufacturer()) {
            case GE -> "GE MEDICAL SYSTEMS";
            case SIEMENS -> "SIEMENS";
            case PHILIPS -> "Philips Medical Systems";
        };
        data.set(Tag.MANUFACTURER, Vr.LO, maker);
        data.set(Tag.MANUFACTURER_MODEL_NAME, Vr.LO, scanner.model());
        data.set(Tag.SOFTWARE_VERSIONS, Vr.LO, array(scanner.software()));
    }

    /** A whole MR image without its pixels. */
    DataSet image(
            SeriesKind kind,
            int instance,
            int number,
            SlicePlane plane,
            Spacing spacing,
            double thicknessMm,
            double stepMm) {
        Protocol protocol = protocols.of(kind);
        DataSet data = common(kind, instance, number, MR_IMAGE_STORAGE, "MR");
        data.set(Tag.IMAGE_TYPE, Vr.CS, array(protocol.imageType()));
        data.set(Tag.SERIES_DESCRIPTION, Vr.LO, protocol.description());
        data.set(Tag.PROTOCOL_NAME, Vr.LO, protocol.protocolName());
        data.set(Tag.SCANNING_SEQUENCE, Vr.CS, array(protocol.scanningSequence()));
        data.set(Tag.SEQUENCE_VARIANT, Vr.CS, array(protocol.sequenceVariant()));
        data.set(Tag.SCAN_OPTIONS, Vr.CS, array(protocol.scanOptions()));
        data.set(Tag.MR_ACQUISITION_TYPE, Vr.CS, "2D");
        if (!protocol.sequenceName().isEmpty()) {
            data.set(Tag.SEQUENCE_NAME, Vr.SH, protocol.sequenceName());
        }
        data.set(Tag.ECHO_TIME, Vr.DS, number(protocol.echoTimeMs()));
        data.set(Tag.REPETITION_TIME, Vr.DS, number(protocol.repetitionTimeMs()));
        if (kind == SeriesKind.SAGITTAL_STIR) {
            data.set(
                    Tag.INVERSION_TIME,
                    Vr.DS,
                    number(Math.rint(protocols.contrast(kind).inversionMs())));
        }
        data.set(Tag.ECHO_TRAIN_LENGTH, Vr.IS, Integer.toString(protocol.echoTrainLength()));
        data.set(Tag.FLIP_ANGLE, Vr.DS, number(protocol.flipAngleDegrees()));
        data.set(Tag.NUMBER_OF_AVERAGES, Vr.DS, "2");
        data.set(Tag.ECHO_NUMBERS, Vr.IS, "1");
        data.set(
                Tag.MAGNETIC_FIELD_STRENGTH, Vr.DS, number(examination.scanner().tesla()));
        data.set(Tag.IMAGING_FREQUENCY, Vr.DS, number(examination.scanner().frequencyMhz()));
        data.set(Tag.IMAGED_NUCLEUS, Vr.SH, "1H");
        data.set(Tag.ACQUISITION_NUMBER, Vr.IS, "1");
        setGeometry(data, plane, spacing, thicknessMm, stepMm);
        setSeriesPlane(data, kind);
        return data;
    }

    private void setGeometry(DataSet data, SlicePlane plane, Spacing spacing, double thicknessMm, double stepMm) {
        Vector3 p = plane.position();
        Vector3 r = plane.row();
        Vector3 c = plane.column();
        data.set(Tag.FRAME_OF_REFERENCE_UID, Vr.UI, uids.frameOfReference());
        data.set(Tag.POSITION_REFERENCE_INDICATOR, Vr.LO, new String[0]);
        data.set(Tag.PATIENT_POSITION, Vr.CS, "HFS");
        data.set(Tag.IMAGE_POSITION_PATIENT, Vr.DS, number(p.x()), number(p.y()), number(p.z()));
        data.set(
                Tag.IMAGE_ORIENTATION_PATIENT,
                Vr.DS,
                cosine(r.x()),
                cosine(r.y()),
                cosine(r.z()),
                cosine(c.x()),
                cosine(c.y()),
                cosine(c.z()));
        data.set(Tag.SLICE_LOCATION, Vr.DS, number(plane.positionMm()));
        data.set(Tag.SLICE_THICKNESS, Vr.DS, number(thicknessMm));
        data.set(Tag.SPACING_BETWEEN_SLICES, Vr.DS, number(stepMm));
        data.set(Tag.PIXEL_SPACING, Vr.DS, number(spacing.rowMm()), number(spacing.columnMm()));
    }

    /** GE says the plane of a series in a private element: 2 axial, 4 sagittal, 256 three-plane localiser. */
    private void setSeriesPlane(DataSet data, SeriesKind kind) {
        if (examination.scanner().manufacturer() == Manufacturer.GE) {
            int plane = kind == SeriesKind.LOCALIZER ? 256 : kind.sagittal() ? 4 : 2;
            data.set(GE_ACQUISITION_CREATOR, Vr.LO, "GEMS_ACQU_01");
            data.set(GE_SERIES_PLANE, Vr.SS, plane);
        }
    }

    private static String[] array(List<String> values) {
        return values.toArray(new String[0]);
    }

    private static String cosine(double value) {
        return trimmed(String.format(Locale.ROOT, "%.8f", value));
    }

    private static String number(double value) {
        return trimmed(String.format(Locale.ROOT, "%.4f", value));
    }

    private static String trimmed(String text) {
        String shorter = text.replaceAll("0+$", "").replaceAll("\\.$", "");
        return shorter.equals("-0") ? "0" : shorter;
    }
}
