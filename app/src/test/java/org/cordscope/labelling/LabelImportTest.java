package org.cordscope.labelling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordscope.cohort.Flow;
import org.cordscope.cohort.StoredStudy;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.cohort.StudySettings;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelImportTest {
    private static final String TWO_RATERS = """
        rater,sop_instance_uid,frame,label
        anna,P1.1,1,0
        anna,P1.2,1,1
        anna,P1.3,1,1
        anna,P1.4,1,0
        bert,P1.1,1,0
        bert,P1.2,1,1
        bert,P1.3,1,0
        """;

    /** The same tests run on PostgreSQL by a class that changes this. */
    StudySettings settings() {
        return StudySettings.named("trial");
    }

    @TempDir
    Path folder;

    private StudyFolder study;

    @BeforeEach
    void fill() throws IOException {
        study = StoredStudy.of(folder.resolve("study"), settings(), 2, 5);
    }

    @Test
    void agreeing_raters_give_the_label_and_others_are_listed() throws IOException {
        LabelImport.Result result = load(TWO_RATERS);
        assertEquals(List.of(), result.problems());
        assertEquals(7, result.added());
        Flow flow = Flow.of(study);
        assertEquals(2, flow.labelled());
        assertEquals(6, flow.unlabelled());
        assertEquals(
                Map.of("raters disagree and no consensus is given", 1L, "not labelled by all raters", 1L),
                flow.unresolved());
        assertEquals(new Consensus.Summary(2, 1, 1), Consensus.resolve(study));
    }

    @Test
    void explicit_consensus_wins() throws IOException {
        load(TWO_RATERS);
        load("sop_instance_uid,frame,label\nP1.3,1,compressed\nP1.1,1,1\n");
        StringBuilder out = new StringBuilder();
        LabelExport.zeroOne(study, out);
        assertEquals(
                String.join("\n", "sop_instance_uid,frame,label", row("P1.1", 1), row("P1.2", 1), row("P1.3", 1), ""),
                out.toString());
    }

    @Test
    void every_form_of_export_can_be_imported_again() throws IOException {
        load(TWO_RATERS);
        load("""
                rater,sop_instance_uid,label,kang_grade,level,confidence,reading
                bert,P1.4,1,3,C5/6,unsure,1
                bert,P1.5,0,,,,2
                """);
        Map<String, StringBuilder> files = new TreeMap<>();
        for (String name : List.of("labels.json", "long.csv", "redcap.csv", "wide.csv")) {
            files.put(name, new StringBuilder());
        }
        LabelExport.longTable(study, Objects.requireNonNull(files.get("long.csv")));
        LabelExport.wideTable(study, Objects.requireNonNull(files.get("wide.csv")));
        LabelExport.redcap(study, Objects.requireNonNull(files.get("redcap.csv")));
        LabelExport.json(study, Objects.requireNonNull(files.get("labels.json")));
        assertTrue(Objects.requireNonNull(files.get("long.csv")).toString().contains(",3,,unsure,C5/6,1\n"));
        List<String> before = marks("anna", "bert");
        int number = 0;
        for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
            String text = file.getValue().toString();
            Path path = Files.writeString(folder.resolve(file.getKey()), text);
            assertEquals(0, LabelImport.run(study, path).added(), file.getKey() + " says what is known");
            String[] others = {"carl" + ++number, "dora" + number};
            Files.writeString(path, text.replace("anna", others[0]).replace("bert", others[1]));
            LabelImport.Result result = LabelImport.run(study, path);
            assertEquals(List.of(), result.problems(), file.getKey());
            assertEquals(file.getKey().matches("l.*") ? 9 : 8, result.added(), file.getKey() + ", second readings");
            assertEquals(before, marks(others), file.getKey());
        }
    }

    /** Marks of raters for every slice, as the wide table has them. */
    private List<String> marks(String... raters) throws IOException {
        StringBuilder wide = new StringBuilder();
        LabelExport.wideTable(study, wide);
        List<List<String>> rows = wide.toString()
                .lines()
                .map(line -> List.of(line.split(",", -1)))
                .toList();
        return rows.stream()
                .skip(1)
                .map(row -> Arrays.stream(raters)
                        .map(rater -> row.get(rows.get(0).indexOf(rater)))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void zero_one_export_comes_back_unchanged() throws IOException {
        load(TWO_RATERS);
        StringBuilder out = new StringBuilder();
        LabelExport.zeroOne(study, out);
        load(out.toString());
        StringBuilder again = new StringBuilder();
        LabelExport.zeroOne(study, again);
        assertEquals(out.toString(), again.toString());
    }

    @Test
    void rows_without_frame_or_rater_are_consensus_labels_of_frame_one() throws IOException {
        assertEquals(2, load("sop_instance_uid,label\nP2.1,0\nP2.2,1\n").added());
        assertEquals(2, Flow.of(study).labelled());
    }

    @Test
    void single_rater_of_a_study_is_taken_as_is() throws IOException {
        load("rater,sop_instance_uid,label\nanna,P1.1,1\n");
        assertEquals(1, Flow.of(study).labelled());
    }

    @Test
    void rater_named_in_the_settings_is_waited_for() throws IOException {
        StudyFolder two = StoredStudy.of(
                folder.resolve("two"), StudySettings.named("t").withRaters(List.of("anna", "bert")), 1, 2);
        Path csv = Files.writeString(folder.resolve("l.csv"), "rater,sop_instance_uid,label\nanna,P1.1,1\n");
        LabelImport.run(two, csv);
        assertEquals(Map.of("not labelled by all raters", 1L), Flow.of(two).unresolved());
        Files.writeString(csv, "rater,sop_instance_uid,label\nmallory,P1.1,1\n");
        assertEquals(
                List.of("row 2: the rater is not one of study.yaml"),
                LabelImport.run(two, csv).problems());
    }

    @Test
    void bad_rows_are_listed_and_nothing_is_stored() throws IOException {
        LabelImport.Result result = load("""
            rater,sop_instance_uid,frame,label
            anna,P1.1,1,0
            anna,P1.1,1,1
            anna,P9.9,1,1
            anna,P1.2,1,2
            anna,P1.3,0,1
            ,P1.3,1,1
            anna,P1.3,2,1
            anna,,1,1
            """);
        assertEquals(
                List.of(
                        "row 3: contradicts an earlier row of the same rater and slice",
                        "row 4: no such slice in the study",
                        "row 5: label must be 0 or 1, or x where unreadable",
                        "row 6: frame must be a whole number from 1",
                        "row 7: rater is empty",
                        "row 8: no such slice in the study",
                        "row 9: sop_instance_uid is empty"),
                result.problems());
        assertEquals(0, result.added());
        assertEquals(10, Flow.of(study).unlabelled());
    }

    @Test
    void label_of_a_file_that_the_study_excluded_is_counted_not_stored() throws IOException {
        study.catalogue()
                .jdbi()
                .useHandle(h -> h.execute(
                        "INSERT INTO sources (path_hash, status, reason, sop_uid) VALUES ('x', 'excluded', 'not"
                                + " axial', ?)",
                        study.deidentifier().pseudonyms().uid("P7.1")));
        LabelImport.Result result = load("rater,sop_instance_uid,label\nanna,P7.1,1\nanna,P1.1,1\n");
        assertEquals(new LabelImport.Result(2, 1, 0, 1, List.of(), new Consensus.Summary(1, 0, 0)), result);
    }

    @Test
    void same_file_again_adds_nothing_and_a_changed_label_adds_an_event() throws IOException {
        load(TWO_RATERS);
        LabelImport.Result again = load(TWO_RATERS);
        assertEquals(0, again.added());
        assertEquals(7, again.unchanged());
        load("rater,sop_instance_uid,label\nbert,P1.3,1\n");
        assertEquals(8, events());
        assertEquals(3, Flow.of(study).labelled());
    }

    @Test
    void events_cannot_be_changed_or_deleted() throws IOException {
        load(TWO_RATERS);
        for (String sql : List.of("UPDATE label_events SET new_label = 0", "DELETE FROM label_events")) {
            assertThrows(
                    UnableToExecuteStatementException.class,
                    () -> study.catalogue().jdbi().useHandle(h -> h.execute(sql)));
        }
        assertEquals(7, events());
    }

    @Test
    void pair_of_raters_has_its_table_and_disagreements() throws IOException {
        load(TWO_RATERS);
        List<RaterPair> pairs = RaterPair.all(study);
        assertEquals(1, pairs.size());
        RaterPair pair = pairs.get(0);
        assertEquals("anna", pair.raterA());
        assertArrayEquals(new long[][] {{1, 0}, {1, 1}}, pair.table());
        assertEquals(pair, pair.among(Set.copyOf(pair.subjects())));
        assertEquals(List.of(), pair.among(Set.of("another")).slices());
        assertEquals(
                List.of(study.deidentifier().pseudonyms().uid("P1.3")),
                pair.disagreements().stream().map(k -> k.sopInstanceUid()).toList());
    }

    @Test
    void long_and_wide_tables_show_every_label_in_force() throws IOException {
        load(TWO_RATERS);
        StringBuilder longTable = new StringBuilder();
        LabelExport.longTable(study, longTable);
        assertEquals(8, longTable.toString().lines().count());
        StringBuilder wide = new StringBuilder();
        LabelExport.wideTable(study, wide);
        List<String> lines = wide.toString().lines().toList();
        assertEquals(11, lines.size());
        assertEquals("sop_instance_uid,frame,subject,scan,slice_index,anna,bert", lines.get(0));
        assertTrue(lines.stream().anyMatch(l -> l.endsWith(",3,0,")), wide.toString());
    }

    @Test
    void table_without_its_columns_is_refused() throws IOException {
        assertThrows(UserFacingException.class, () -> load("uid,label\nP1.1,1\n"));
        assertThrows(UserFacingException.class, () -> load("sop_instance_uid,label\nP1.1,1,7\n"));
    }

    private String row(String uid, int label) throws IOException {
        return study.deidentifier().pseudonyms().uid(uid) + ",1," + label;
    }

    private long events() {
        return study.catalogue()
                .jdbi()
                .withHandle(h -> h.createQuery("SELECT COUNT(*) FROM label_events")
                        .mapTo(Long.class)
                        .one());
    }

    private LabelImport.Result load(String text) throws IOException {
        return LabelImport.run(study, Files.writeString(folder.resolve("labels.csv"), text));
    }
}
