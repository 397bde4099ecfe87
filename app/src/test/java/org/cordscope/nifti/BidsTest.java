package org.cordscope.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.study.Acquisition;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BidsTest {

    @TempDir
    Path folder;

    private Path anatomy;

    @BeforeEach
    void make_a_data_set() throws IOException {
        Files.writeString(folder.resolve("dataset_description.json"), "{\"Name\": \"n\", \"BIDSVersion\": \"1.8.0\"}");
        anatomy = Files.createDirectories(folder.resolve("sub-04/ses-2/anat"));
    }

    @Test
    void subject_and_session_come_from_the_name_else_from_the_folders() throws IOException {
        InstanceHeader named = volume("sub-04_ses-2_T2w.nii.gz");
        InstanceHeader foldered = volume("scan_T2w.nii.gz");
        assertEquals("04", named.patientId());
        assertEquals("04", foldered.patientId());
        assertEquals(named.studyUid(), foldered.studyUid());
        Path loose = MadeVolume.of(4, 3, 2).write(folder.resolve("t2.nii.gz"));
        assertEquals("", NiftiFile.header(SourceFile.of(loose)).patientId());
        InstanceHeader table = NiftiFile.header(SourceFile.of(loose), "P9", "before surgery");
        assertEquals("P9", table.patientId());
        assertNotEquals(
                table.studyUid(),
                NiftiFile.header(SourceFile.of(loose), "P9", "after").studyUid());
    }

    @Test
    void the_side_car_says_how_it_was_acquired_in_the_units_of_dicom() throws IOException {
        Files.writeString(anatomy.resolve("sub-04_ses-2_T2w.json"), """
                {"EchoTime": 0.095, "RepetitionTime": 4.2, "FlipAngle": 150, "Manufacturer": "Siemens",
                 "ScanningSequence": "SE", "SequenceVariant": "SK_SP", "EchoTrainLength": 15, "SliceThickness": 3.5,
                 "InstitutionName": "Somewhere", "PatientName": "Doe^Jane", "AcquisitionTime": "10:11:12.0"}
                """);
        Acquisition a = volume("sub-04_ses-2_T2w.nii.gz").frames().get(0).acquisition();
        assertEquals(95, a.echoTimeMs());
        assertEquals(4200, a.repetitionTimeMs());
        assertEquals(15, a.echoTrainLength());
        assertEquals(3.5, a.sliceThicknessMm());
        assertEquals(List.of("SE"), a.scanningSequence());
        assertEquals(List.of("SK", "SP"), a.sequenceVariant());
        assertEquals("T2w", a.seriesDescription());
        assertFalse(a.toString().contains("Doe") || a.toString().contains("Somewhere"));
    }

    @Test
    void the_nearer_side_car_overrules_the_farther_one() throws IOException {
        Files.writeString(folder.resolve("T2w.json"), "{\"EchoTime\": 0.08, \"RepetitionTime\": 3}");
        Files.writeString(folder.resolve("acq-axTSE_T2w.json"), "{\"EchoTime\": 0.09}");
        Files.writeString(anatomy.resolve("sub-04_ses-2_acq-axTSE_T2w.json"), "{\"EchoTime\": 0.1}");
        Acquisition a =
                volume("sub-04_ses-2_acq-axTSE_T2w.nii.gz").frames().get(0).acquisition();
        assertEquals(100, a.echoTimeMs());
        assertEquals(3000, a.repetitionTimeMs());
        assertEquals("T2w ax TSE", a.seriesDescription());
        Acquisition other = volume("sub-04_ses-2_T2w.nii.gz").frames().get(0).acquisition();
        assertEquals(80, other.echoTimeMs());
        Acquisition star = volume("sub-04_ses-2_T2starw.nii.gz").frames().get(0).acquisition();
        assertNull(star.echoTimeMs());
        assertEquals("T2*", star.seriesDescription());
    }

    @Test
    void times_in_milliseconds_are_not_believed() throws IOException {
        Files.writeString(anatomy.resolve("sub-04_T2w.json"), "{\"EchoTime\": 95, \"RepetitionTime\": \"long\"}");
        Acquisition a = volume("sub-04_T2w.nii.gz").frames().get(0).acquisition();
        assertNull(a.echoTimeMs());
        assertNull(a.repetitionTimeMs());
    }

    @Test
    void a_broken_side_car_refuses_its_volume() throws IOException {
        Files.writeString(anatomy.resolve("sub-04_T2w.json"), "{\"EchoTime\": ");
        String reason = assertThrows(UnusableFileException.class, () -> volume("sub-04_T2w.nii.gz"))
                .toRejected()
                .reason();
        assertEquals("its JSON side-car cannot be read", reason);
    }

    @Test
    void side_cars_are_claimed_and_other_text_is_not() throws IOException {
        Path sideCar = Files.writeString(anatomy.resolve("sub-04_T2w.json"), "{}");
        assertFalse(NiftiFile.claims(sideCar));
        Path volume = MadeVolume.of(4, 3, 2).write(anatomy.resolve("sub-04_T2w.nii.gz"));
        assertTrue(NiftiFile.claims(sideCar) && NiftiFile.claims(volume));
        assertTrue(NiftiFile.claims(folder.resolve("dataset_description.json")));
        assertTrue(NiftiFile.claims(folder.resolve("participants.tsv")));
        assertFalse(NiftiFile.claims(anatomy.resolve("notes.txt")));
        assertFalse(NiftiFile.claims(anatomy.resolve("0001.dcm")));
    }

    private InstanceHeader volume(String name) throws IOException {
        return NiftiFile.header(SourceFile.of(MadeVolume.of(4, 3, 2).write(anatomy.resolve(name))));
    }
}
