package org.cordscope.cohort;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.cordscope.deid.Deidentifier;
import org.cordscope.deid.Pseudonyms;
import org.jdbi.v3.core.Jdbi;

/** A study whose catalogue was filled by hand: patients P1..Pn, one scan each, instances named {@code P1.1}, {@code P1.2}... */
public final class StoredStudy {
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    private StoredStudy() {}

    public static StudyFolder of(Path root, StudySettings settings, int patients, int slicesEach) throws IOException {
        StudyFolder study = StudyFolder.init(root, settings, CLOCK);
        Deidentifier deidentifier = study.deidentifier();
        for (int i = 1; i <= patients; i++) {
            addPatient(study.catalogue().jdbi(), deidentifier.pseudonyms(), "P" + i, slicesEach);
        }
        return study;
    }

    /** Adds one patient more, as a later import does. */
    public static void add(StudyFolder study, String patient, int slices) throws IOException {
        addPatient(study.catalogue().jdbi(), study.deidentifier().pseudonyms(), patient, slices);
    }

    /** Adds one frame more to an image of a patient, so that it is an image of several. */
    public static void addFrame(StudyFolder study, String patient, int image, int frame) throws IOException {
        Pseudonyms pseudonyms = study.deidentifier().pseudonyms();
        String sop = pseudonyms.uid(patient + "." + image);
        study.catalogue()
                .jdbi()
                .useTransaction(handle -> new FileStatements(handle.getConnection())
                        .putSlices(List.of(new ImportStore.Slice(
                                sop,
                                frame,
                                pseudonyms.scan(patient),
                                100 + frame,
                                300.0 + frame,
                                0,
                                0.5,
                                0.5,
                                "images/" + sop + ".dcm",
                                "hash" + sop))));
    }

    private static void addPatient(Jdbi jdbi, Pseudonyms pseudonyms, String patient, int slices) {
        String subject = pseudonyms.subject(patient);
        String scan = pseudonyms.scan(patient);
        jdbi.useTransaction(handle -> {
            ImportStore.putSubject(handle, subject, 55, "F");
            ImportStore.putScan(
                    handle,
                    new ImportStore.Scan(
                            scan,
                            subject,
                            pseudonyms.uid(patient + "s"),
                            pseudonyms.uid(patient + "e"),
                            "SIEMENS",
                            3.0,
                            "chosen",
                            List.of("axial"),
                            null));
            FileStatements statements = new FileStatements(handle.getConnection());
            for (int i = 1; i <= slices; i++) {
                String sop = pseudonyms.uid(patient + "." + i);
                statements.putSlices(List.of(new ImportStore.Slice(
                        sop, 1, scan, i - 1, 3.0 * i, 0, 0.5, 0.5, "images/" + sop + ".dcm", "hash" + sop)));
                statements.putSources(List.of(new ImportStore.Source(
                        pseudonyms.pathHash(patient + i),
                        "used",
                        "",
                        pseudonyms.uid(patient + "e"),
                        sop,
                        "hash" + sop,
                        null)));
            }
        });
    }
}
