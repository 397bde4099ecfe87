package org.cordscope.phantom.export;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Dictionary;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.study.ContentUid;

/**
 * A series of single-frame MR images as one Enhanced MR Image (PS3.3 A.36.2), as newer scanners of Philips and Siemens write
 * it. What the classic header leaves open, such as coils and absorbed power, says what is common.
 */
final class EnhancedMr {
    static final String ENHANCED_MR_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.4.1";

    /** Of patient, study, series, frame of reference and equipment; empty ones stay empty (type 2). */
    private static final List<Integer> COPIED = List.of(
            Tag.SPECIFIC_CHARACTER_SET,
            Tag.PATIENT_NAME,
            Tag.PATIENT_ID,
            Tag.PATIENT_BIRTH_DATE,
            Tag.PATIENT_SEX,
            Tag.PATIENT_AGE,
            Tag.PATIENT_WEIGHT,
            Tag.PATIENT_SIZE,
            Tag.STUDY_INSTANCE_UID,
            Tag.STUDY_DATE,
            Tag.STUDY_TIME,
            Tag.STUDY_ID,
            Tag.STUDY_DESCRIPTION,
            Tag.ACCESSION_NUMBER,
            Tag.REFERRING_PHYSICIAN_NAME,
            Tag.MODALITY,
            Tag.SERIES_INSTANCE_UID,
            Tag.SERIES_NUMBER,
            Tag.SERIES_DATE,
            Tag.SERIES_TIME,
            Tag.SERIES_DESCRIPTION,
            Tag.PROTOCOL_NAME,
            Tag.BODY_PART_EXAMINED,
            Tag.PATIENT_POSITION,
            Tag.OPERATORS_NAME,
            Tag.FRAME_OF_REFERENCE_UID,
            Tag.POSITION_REFERENCE_INDICATOR,
            Tag.MANUFACTURER,
            Tag.MANUFACTURER_MODEL_NAME,
            Tag.DEVICE_SERIAL_NUMBER,
            Tag.SOFTWARE_VERSIONS,
            Tag.INSTITUTION_NAME,
            Tag.STATION_NAME,
            Tag.CONTENT_DATE,
            Tag.CONTENT_TIME,
            Tag.ACQUISITION_NUMBER,
            Tag.MAGNETIC_FIELD_STRENGTH,
            Tag.PHOTOMETRIC_INTERPRETATION);

    private static final List<Integer> PIXEL_NUMBERS = List.of(
            Tag.SAMPLES_PER_PIXEL,
            Tag.ROWS,
            Tag.COLUMNS,
            Tag.BITS_ALLOCATED,
            Tag.BITS_STORED,
            Tag.HIGH_BIT,
            Tag.PIXEL_REPRESENTATION);

    private final List<ClassicMr> images;
    private final ClassicMr first;
    private final DataSet data = new DataSet();

    private EnhancedMr(List<ClassicMr> images) {
        this.images = images;
        this.first = images.get(0);
    }

    /**
     * One data set for all, its frames in the order of the images.
     *
     * @param images of one series, of MR Image Storage, alike in rows, columns and kind of pixels; they may lie in several
     *     orientations
     * @param sopInstanceUid of the new object
     * @throws IllegalArgumentException where there is no image, or one does not fit the first
     */
    static DataSet of(List<DataSet> images, String sopInstanceUid) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("an enhanced image has a frame");
        }
        images.forEach(image -> requireAlike(images.get(0), image));
        EnhancedMr enhanced = new EnhancedMr(images.stream().map(ClassicMr::new).toList());
        enhanced.fill(sopInstanceUid);
        return enhanced.data;
    }

    private static void requireAlike(DataSet first, DataSet image) {
        List<Integer> same = new ArrayList<>(PIXEL_NUMBERS);
        same.addAll(List.of(
                Tag.PHOTOMETRIC_INTERPRETATION,
                Tag.STUDY_INSTANCE_UID,
                Tag.SERIES_INSTANCE_UID,
                Tag.FRAME_OF_REFERENCE_UID));
        for (int tag : same) {
            if (!image.strings(tag).equals(first.strings(tag))) {
                throw new IllegalArgumentException("images of one series differ in " + Tag.display(tag));
            }
        }
    }

    private void fill(String sopInstanceUid) {
        for (int tag : COPIED) {
            if (first.data().contains(tag)) {
                data.set(tag, Dictionary.vr(tag), first.data().strings(tag).toArray(String[]::new));
            }
        }
        data.set(Tag.SOP_CLASS_UID, Vr.UI, ENHANCED_MR_IMAGE_STORAGE);
        data.set(Tag.SOP_INSTANCE_UID, Vr.UI, sopInstanceUid);
        data.set(Tag.INSTANCE_NUMBER, Vr.IS, 1);
        EnhancedFrames frames = new EnhancedFrames(images);
        setAcquisition();
        setPulseSequence();
        frames.description().tags().forEach(tag -> copy(frames.description(), tag));
        frames.addTo(data, ContentUid.of("dimensions", sopInstanceUid));
        setPixels();
    }

    private void copy(DataSet from, int tag) {
        data.set(tag, from.vr(tag), from.strings(tag).toArray(String[]::new));
    }

    /** The Enhanced MR Image module (C.8.13.1), but for what it says of the picture, and the acquisition context. */
    private void setAcquisition() {
        data.set(Tag.ACQUISITION_DATE_TIME, Vr.DT, EnhancedFrames.DATE_TIME.format(first.made()))
                .set(Tag.ACQUISITION_DURATION, Vr.FD, first.durationSeconds())
                .set(EnhancedTag.CONTENT_QUALIFICATION, Vr.CS, "PRODUCT")
                .set(
                        Tag.RESONANT_NUCLEUS,
                        Vr.CS,
                        first.data().string(Tag.IMAGED_NUCLEUS).orElse("1H"))
                .set(EnhancedTag.K_SPACE_FILTERING, Vr.CS, "NONE")
                .set(EnhancedTag.APPLICABLE_SAFETY_STANDARD_AGENCY, Vr.CS, "IEC")
                .set(Tag.BURNED_IN_ANNOTATION, Vr.CS, "NO")
                .set(Tag.LOSSY_IMAGE_COMPRESSION, Vr.CS, "00")
                .set(Tag.PRESENTATION_LUT_SHAPE, Vr.CS, "IDENTITY")
                .setItems(Tag.ACQUISITION_CONTEXT_SEQUENCE, List.of());
    }

    /** The MR Pulse Sequence module (C.8.13.4). */
    private void setPulseSequence() {
        boolean gradient = first.hasSequence("GR");
        boolean spin = !first.isGradientEcho();
        data.set(Tag.PULSE_SEQUENCE_NAME, Vr.SH, first.pulseSequenceName())
                .set(
                        Tag.MR_ACQUISITION_TYPE,
                        Vr.CS,
                        first.data().string(Tag.MR_ACQUISITION_TYPE).orElse("2D"))
                .set(Tag.ECHO_PULSE_SEQUENCE, Vr.CS, gradient && spin ? "BOTH" : spin ? "SPIN" : "GRADIENT")
                .set(Tag.MULTI_PLANAR_EXCITATION, Vr.CS, "NO")
                .set(EnhancedTag.PHASE_CONTRAST, Vr.CS, "NO")
                .set(EnhancedTag.TIME_OF_FLIGHT_CONTRAST, Vr.CS, "NO")
                .set(Tag.STEADY_STATE_PULSE_SEQUENCE, Vr.CS, steadyState())
                .set(Tag.ECHO_PLANAR_PULSE_SEQUENCE, Vr.CS, first.hasSequence("EP") ? "YES" : "NO")
                .set(Tag.SATURATION_RECOVERY, Vr.CS, "NO")
                .set(Tag.SPECTRALLY_SELECTED_SUPPRESSION, Vr.CS, first.hasOption("FS") ? "FAT" : "NONE")
                .set(EnhancedTag.OVERSAMPLING_PHASE, Vr.CS, first.hasOption("NPW") ? "2D" : "NONE")
                .set(EnhancedTag.GEOMETRY_OF_K_SPACE_TRAVERSAL, Vr.CS, "RECTILINEAR")
                .set(EnhancedTag.RECTILINEAR_PHASE_ENCODE_REORDERING, Vr.CS, "LINEAR")
                .set(EnhancedTag.SEGMENTED_K_SPACE_TRAVERSAL, Vr.CS, first.echoTrainLength() > 1 ? "PARTIAL" : "SINGLE")
                .set(EnhancedTag.NUMBER_OF_K_SPACE_TRAJECTORIES, Vr.US, 1);
        if (spin) {
            data.set(Tag.MULTIPLE_SPIN_ECHO, Vr.CS, first.echoTrainLength() > 1 ? "YES" : "NO");
        }
    }

    private String steadyState() {
        boolean steady = first.isGradientEcho() && first.hasVariant("SS");
        return !steady ? "NONE" : first.hasVariant("SP") ? "LONGITUDINAL" : "TRANSVERSE";
    }

    private void setPixels() {
        PIXEL_NUMBERS.forEach(tag -> data.set(tag, Vr.US, (int) first.number(tag)));
        int bits = (int) (first.number(Tag.BITS_ALLOCATED) * first.number(Tag.SAMPLES_PER_PIXEL));
        int frameBytes = Math.multiplyExact(Math.multiplyExact(first.rows(), first.columns()), bits / 8);
        byte[] all = new byte[Math.multiplyExact(frameBytes, images.size())];
        for (int i = 0; i < images.size(); i++) {
            byte[] pixels = images.get(i).data().bytes(Tag.PIXEL_DATA);
            if (pixels.length < frameBytes) {
                throw new IllegalArgumentException(pixels.length + " bytes are too few for " + frameBytes);
            }
            System.arraycopy(pixels, 0, all, i * frameBytes, frameBytes);
        }
        data.set(Tag.PIXEL_DATA, bits > 8 ? Vr.OW : Vr.OB, all);
    }
}
