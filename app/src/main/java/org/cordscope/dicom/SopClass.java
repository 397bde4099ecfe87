package org.cordscope.dicom;

import java.util.Map;

/** Names of storage classes (PS3.4 annex B), for messages. */
final class SopClass {
    static final String MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10";
    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry(MEDIA_STORAGE_DIRECTORY, "Media Storage Directory (DICOMDIR)"),
            Map.entry(STORAGE + "4.2", "MR Spectroscopy Storage"),
            Map.entry(STORAGE + "9.1.1", "12-lead ECG Waveform Storage"),
            Map.entry(STORAGE + "9.1.2", "General ECG Waveform Storage"),
            Map.entry(STORAGE + "11.1", "Grayscale Softcopy Presentation State Storage"),
            Map.entry(STORAGE + "11.2", "Color Softcopy Presentation State Storage"),
            Map.entry(STORAGE + "66", "Raw Data Storage"),
            Map.entry(STORAGE + "66.1", "Spatial Registration Storage"),
            Map.entry(STORAGE + "66.2", "Spatial Fiducials Storage"),
            Map.entry(STORAGE + "66.3", "Deformable Spatial Registration Storage"),
            Map.entry(STORAGE + "66.5", "Surface Segmentation Storage"),
            Map.entry(STORAGE + "67", "Real World Value Mapping Storage"),
            Map.entry(STORAGE + "88.11", "Basic Text SR Storage"),
            Map.entry(STORAGE + "88.22", "Enhanced SR Storage"),
            Map.entry(STORAGE + "88.33", "Comprehensive SR Storage"),
            Map.entry(STORAGE + "88.34", "Comprehensive 3D SR Storage"),
            Map.entry(STORAGE + "88.40", "Procedure Log Storage"),
            Map.entry(STORAGE + "88.59", "Key Object Selection Document Storage"),
            Map.entry(STORAGE + "88.67", "X-Ray Radiation Dose SR Storage"),
            Map.entry(STORAGE + "104.1", "Encapsulated PDF Storage"),
            Map.entry(STORAGE + "104.2", "Encapsulated CDA Storage"),
            Map.entry(STORAGE + "481.1", "RT Image Storage"),
            Map.entry(STORAGE + "481.3", "RT Structure Set Storage"),
            Map.entry(STORAGE + "481.4", "RT Beams Treatment Record Storage"),
            Map.entry(STORAGE + "481.5", "RT Plan Storage"),
            Map.entry(STORAGE + "481.8", "RT Ion Plan Storage"),
            Map.entry("1.2.840.10008.5.1.4.39.1", "Color Palette Storage"),
            Map.entry(STORAGE + "1", "Computed Radiography Image Storage"),
            Map.entry(STORAGE + "2", "CT Image Storage"),
            Map.entry(STORAGE + "4", "MR Image Storage"),
            Map.entry(STORAGE + "4.1", "Enhanced MR Image Storage"),
            Map.entry(STORAGE + "7", "Secondary Capture Image Storage"),
            Map.entry(STORAGE + "481.2", "RT Dose Storage"),
            Map.entry("1.2.840.113619.4.30", "GE Private 3D Object Storage"),
            Map.entry("1.3.46.670589.11.0.0.12.1", "Philips Private MR Spectrum Storage"),
            Map.entry("1.3.46.670589.11.0.0.12.2", "Philips Private MR Series Data Storage"),
            Map.entry("1.3.46.670589.11.0.0.12.4", "Philips Private MR Examcard Storage"),
            Map.entry("1.3.12.2.1107.5.9.1", "Siemens CSA Non-Image Storage"));

    private SopClass() {}

    /** Name of the class, or the UID where it has none here. */
    static String describe(String uid) {
        String unnamed = TransferSyntax.isUid(uid) ? "SOP class " + uid : "unknown SOP class";
        return NAMES.getOrDefault(uid, unnamed);
    }
}
