package org.cordscope.labelling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.cohort.StoredStudy;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.cohort.StudySettings;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Label files as spreadsheets and people write them. */
final class LabelSpellingTest {
    @TempDir
    Path folder;

    private StudyFolder study;

    @BeforeEach
    void fill() throws IOException {
        study = StoredStudy.of(folder.resolve("study"), StudySettings.named("trial"), 1, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "windows-1252"})
    void german_spreadsheet_is_read_in_its_encoding(String charset) throws IOException {
        String text = "sep=;\r\nLabel;Frame;SOP Instance UID;Rater\r\n1,0;1,0;P1.1;Müller\r\n0,0;1,0;P1.2;Müller\r\n";
        LabelImport.Result result = load(text, Charset.forName(charset));
        assertEquals(List.of(), result.problems());
        assertEquals(2, result.added());
        assertTrue(longTable().contains("\nMüller,"), longTable());
    }

    @ParameterizedTest
    @CsvSource({
        "no, yes",
        "Nein, Ja",
        "negative, Positive",
        "N, Y",
        "FALSE, TRUE",
        "not compressed, compressed",
        "0.0, 1.0"
    })
    void words_for_a_label_are_understood(String no, String yes) throws IOException {
        assertEquals(
                new Consensus.Summary(2, 0, 0),
                load("SOPInstanceUID,label\nP1.1," + no + "\nP1.2," + yes + "\n")
                        .labels());
        assertEquals(List.of("0", "1"), zeroOne());
    }

    @Test
    void kang_grades_alone_say_whether_the_cord_is_compressed() throws IOException {
        load("rater,sop_instance_uid,Kang grade\na,P1.1,0\na,P1.2,Grade 1\na,P1.3,Kang 2\na,P1.4,3.0\n");
        assertEquals(List.of("0", "0", "1", "1"), zeroOne());
        assertEquals(
                List.of("row 2: label is empty: leave out the row, or write x where the slice is unreadable"),
                load("rater,sop_instance_uid,kang_grade\na,P1.1,\n").problems());
        assertEquals(
                List.of("row 2: a Kang grade is 0 to 3"),
                load("rater,sop_instance_uid,label,kang_grade\na,P1.1,0,IV\n").problems());
    }

    @Test
    void long_table_without_labels_is_not_taken_for_a_column_per_rater() {
        UserFacingException refused =
                assertThrows(UserFacingException.class, () -> load("rater,sop_instance_uid,compression\n1,P1.1,1\n"));
        assertTrue(String.valueOf(refused.getMessage()).contains("no column label"), refused.getMessage());
    }

    @Test
    void raters_that_differ_in_capitals_are_one() throws IOException {
        load("rater,sop_instance_uid,label\nAnna,P1.1,1\nanna,P1.2,0\n");
        assertEquals(
                new Consensus.Summary(3, 0, 0),
                load("rater,sop_instance_uid,label\nANNA,P1.3,1\n").labels());
        load("rater,sop_instance_uid,label\nConsensus,P1.4,1\n");
        assertEquals(List.of("1", "0", "1", "1"), zeroOne());
        assertEquals(
                1,
                LabelStore.raters(study.catalogue().jdbi().open(), study).stream()
                        .filter(rater -> rater.equalsIgnoreCase("anna"))
                        .count());
    }

    @Test
    void label_of_one_of_several_frames_must_say_which() throws IOException {
        StoredStudy.addFrame(study, "P1", 1, 2);
        StoredStudy.addFrame(study, "P1", 4, 7);
        String missing = "row 2: the image has 2 frames: say in a column frame which is meant, from 1";
        assertEquals(
                List.of(missing),
                load("sop_instance_uid,label\nP1.1,0\nP1.2,0\n").problems());
        assertEquals(
                List.of(missing),
                load("sop_instance_uid,frame,label\nP1.1,,0\n").problems());
        assertEquals(
                2, load("sop_instance_uid,frame,label\nP1.1,2,0\nP1.2,,0\n").added());
    }

    @Test
    void a_table_without_rows_is_refused() {
        assertThrows(UserFacingException.class, () -> load("sop_instance_uid,label\n"));
    }

    private LabelImport.Result load(String text) throws IOException {
        return load(text, StandardCharsets.UTF_8);
    }

    private LabelImport.Result load(String text, Charset charset) throws IOException {
        return LabelImport.run(study, Files.writeString(folder.resolve("labels.csv"), text, charset));
    }

    private String longTable() throws IOException {
        StringBuilder out = new StringBuilder();
        LabelExport.longTable(study, out);
        return out.toString();
    }

    private List<String> zeroOne() throws IOException {
        StringBuilder out = new StringBuilder();
        LabelExport.zeroOne(study, out);
        return out.toString()
                .lines()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }
}
