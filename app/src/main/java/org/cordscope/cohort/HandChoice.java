package org.cordscope.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cordscope.deid.Pseudonyms;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;
import org.jdbi.v3.core.Handle;

/**
 * A series that somebody chose by hand for its study, in place of the one that the rules would choose. It stays chosen in later
 * imports.
 */
final class HandChoice {
    private static final int SHORTEST_NAME = 4;

    private HandChoice() {}

    /**
     * Records the choice, makes room for it where the study has another scan without labels, and counts the study's files as
     * found by this import. Images of the scan that goes are deleted, whether or not its files are still there to make them
     * anew: nothing would ever read them, and what is in no list should not lie in a folder of patients.
     *
     * @throws UserFacingException where no series, or more than one, has this name, none of its files is there any more, or the
     *     study's scan has labels
     */
    static void make(ImportRun run, SeriesOverride override) throws IOException {
        Map<String, String> studies = run.index().studyBySeries();
        String series =
                find(studies.keySet().stream().toList(), override.series().strip(), run.pseudonyms());
        String original = Objects.requireNonNull(studies.get(series));
        String study = run.pseudonyms().uid(original);
        String chosen = run.pseudonyms().uid(series);
        run.index().recall(original);
        if (run.index().filesOf(original).stream()
                .noneMatch(f ->
                        f.seriesUid().equals(series) && Files.exists(f.source().file()))) {
            throw new UserFacingException(
                    "The files of series " + override.series() + " are no longer where they were imported from.",
                    "Put them back, or import their folder anew with --choose.");
        }
        List<Path> displaced = run.handle().inTransaction(handle -> {
            record(handle, study, chosen, override, run.study().clock().instant());
            List<Path> folders = makeRoom(handle, study, chosen);
            handle.createUpdate("INSERT INTO chosen_series (study_uid, series_uid) VALUES (:study, :series)"
                            + " ON CONFLICT (study_uid) DO UPDATE SET series_uid = excluded.series_uid")
                    .bind("study", study)
                    .bind("series", chosen)
                    .execute();
            return folders;
        });
        for (Path folder : displaced) {
            WholeFile.deleteFolder(run.study().images().resolve(folder));
        }
    }

    /** Adds an event, unless the series is the chosen one already. */
    private static void record(Handle handle, String study, String chosen, SeriesOverride override, Instant at) {
        if (of(handle, study).filter(chosen::equals).isPresent()) {
            return;
        }
        handle.createUpdate("INSERT INTO series_choices (event, study_uid, series_uid, displaced_uid, done_by, reason,"
                        + " at_utc) SELECT COALESCE(MAX(event), 0) + 1, :study, :series, :displaced, :by, :reason, :at"
                        + " FROM series_choices")
                .bind("study", study)
                .bind("series", chosen)
                .bind("displaced", ImportStore.scanSeriesOfStudy(handle, study).orElse(""))
                .bind("by", override.by())
                .bind("reason", override.reason().strip())
                .bind("at", at.toString())
                .execute();
    }

    /** Series (pseudonym) that was chosen by hand for a study (pseudonym); empty where none was. */
    static Optional<String> of(Handle handle, String studyUid) {
        return handle.createQuery("SELECT series_uid FROM chosen_series WHERE study_uid = :study")
                .bind("study", studyUid)
                .mapTo(String.class)
                .findOne();
    }

    private static String find(List<String> series, String name, Pseudonyms pseudonyms) {
        List<String> found = series.stream()
                .filter(uid ->
                        uid.equals(name) || pseudonyms.scan(uid).equals(name) || names(pseudonyms.uid(uid), name))
                .toList();
        if (found.isEmpty()) {
            throw new UserFacingException(
                    "No series of the files that were imported is named " + name + ".",
                    "cordscope status --series lists them; name the folder as well where it was not imported yet.");
        }
        if (found.size() > 1) {
            throw new UserFacingException(
                    found.size() + " series are named " + name + ".", "Give more letters of the name.");
        }
        return found.get(0);
    }

    /** A pseudonymous UID is named by itself or by enough of its last digits. */
    private static boolean names(String uid, String name) {
        return uid.equals(name) || (name.length() >= SHORTEST_NAME && uid.endsWith(name));
    }

    /** Takes away the scan that the study has, unless it is the chosen one; returns where its images lie in the study's folder of images. */
    private static List<Path> makeRoom(Handle handle, String study, String chosen) {
        List<Path> folders = handle.createQuery(
                        "SELECT subject, scan FROM scans WHERE study_uid = :study AND series_uid <> :chosen")
                .bind("study", study)
                .bind("chosen", chosen)
                .map((row, context) -> Path.of(row.getString("subject"), row.getString("scan")))
                .list();
        for (Path folder : folders) {
            String scan = folder.getFileName().toString();
            if (isLabelled(handle, scan)) {
                throw new UserFacingException(
                        "The study has a scan with labels, " + scan + ", which would be lost.",
                        "Keep that scan, or import into a new study.");
            }
            handle.execute(
                    "UPDATE sources SET status = 'excluded', reason = 'another series was chosen by hand'"
                            + " WHERE status = 'used' AND series_uid = (SELECT series_uid FROM scans WHERE scan = ?)",
                    scan);
            handle.execute("DELETE FROM slices WHERE scan = ?", scan);
            handle.execute("DELETE FROM scans WHERE scan = ?", scan);
        }
        return folders;
    }

    private static boolean isLabelled(Handle handle, String scan) {
        return handle.createQuery(
                                "SELECT COUNT(*) FROM slices WHERE scan = :scan AND (EXISTS (SELECT 1 FROM label_events"
                                        + " WHERE label_events.sop_uid = slices.sop_uid AND label_events.frame = slices.frame)"
                                        + " OR EXISTS (SELECT 1 FROM consensus_labels WHERE consensus_labels.sop_uid = slices.sop_uid"
                                        + " AND consensus_labels.frame = slices.frame))")
                        .bind("scan", scan)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
