package org.cordscope.deid;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.study.UserFacingException;

/** {@code private/linking.csv}: which pseudonym stands for whom. Grows by whole lines; a line cut off by a crash is dropped. */
public final class LinkingTable {
    private static final List<String> COLUMNS = List.of(
            "original_patient_id", "study_uid", "new_subject_id", "new_study_uid", "date_offset_days", "created_utc");
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private final Path file;
    private final Clock clock;
    private final Pseudonyms pseudonyms;
    private final Set<List<String>> linked = ConcurrentHashMap.newKeySet(); // on the disk already
    private final Set<String> subjects = new HashSet<>();

    private LinkingTable(Path file, Clock clock, Pseudonyms pseudonyms) {
        this.file = file;
        this.clock = clock;
        this.pseudonyms = pseudonyms;
    }

    static LinkingTable open(Path file, Clock clock, Pseudonyms pseudonyms) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.create(file, FORMAT.format(COLUMNS.toArray()) + "\n");
        }
        LinkingTable table = new LinkingTable(file, clock, pseudonyms);
        table.read();
        return table;
    }

    /** Days by which the dates of each subject were moved, of a table on disk. */
    static Map<String, Integer> offsetBySubject(Path file) throws IOException {
        Map<String, Integer> offsets = new HashMap<>();
        CSVFormat withHeader =
                FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
        String text = Files.readString(file, StandardCharsets.UTF_8);
        try (CSVParser rows = withHeader.parse(new StringReader(text.substring(0, text.lastIndexOf('\n') + 1)))) {
            for (CSVRecord row : rows) {
                offsets.put(row.get("new_subject_id"), Integer.valueOf(row.get("date_offset_days")));
            }
        }
        return offsets;
    }

    /** True where the patient's files have been linked before. */
    public synchronized boolean knows(String patientId) {
        return subjects.contains(pseudonyms.subject(patientId));
    }

    /** Records patient and study unless they are recorded already. Must be called before their pseudonyms are stored. */
    void link(String patientId, String studyUid) throws IOException {
        if (!linked.contains(List.of(patientId, studyUid))) {
            linkNew(patientId, studyUid);
        }
    }

    /** Waits for the disk; files of studies that are linked do not wait with it. */
    private synchronized void linkNew(String patientId, String studyUid) throws IOException {
        if (linked.contains(List.of(patientId, studyUid))) {
            return;
        }
        String subject = pseudonyms.subject(patientId);
        PrivateFiles.append(
                file,
                FORMAT.format(
                                patientId,
                                studyUid,
                                subject,
                                pseudonyms.uid(studyUid),
                                pseudonyms.dateOffsetDays(patientId),
                                clock.instant().truncatedTo(ChronoUnit.SECONDS))
                        + "\n");
        linked.add(List.of(patientId, studyUid));
        subjects.add(subject);
    }

    private void read() throws IOException {
        String text = dropUnfinishedLine(Files.readString(file, StandardCharsets.UTF_8));
        CSVFormat withHeader =
                FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser rows = withHeader.parse(new StringReader(text))) {
            if (!rows.getHeaderNames().equals(COLUMNS)) {
                throw new UserFacingException(
                        "The linking table has other columns than expected.",
                        "Restore private/linking.csv from a backup.");
            }
            for (CSVRecord row : rows) {
                linked.add(List.of(row.get("original_patient_id"), row.get("study_uid")));
                subjects.add(row.get("new_subject_id"));
            }
        }
    }

    private String dropUnfinishedLine(String text) throws IOException {
        if (text.endsWith("\n")) {
            return text;
        }
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        String repaired = whole.isEmpty() ? FORMAT.format(COLUMNS.toArray()) + "\n" : whole;
        Path old = file.resolveSibling(file.getFileName() + ".damaged");
        Files.move(file, old);
        PrivateFiles.create(file, repaired);
        Files.delete(old);
        return repaired;
    }
}
