package org.cordscope.report.predictions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.scan.ScanReading;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PredictionsFileTest {
    private static final String HEADING = "patient_id,slice_id,label,probability";

    @TempDir
    private Path folder;

    @Test
    void further_columns_are_subgroups_and_blanks_are_unknown() throws IOException {
        Predictions read = read("sex,probability,label,slice_id,patient_id\nF,0.25,0,s1,p1\n,1e-3,1,s2,p1\n");
        assertEquals(
                List.of(
                        new ScoredSlice("p1", "s1", false, 0.25, Map.of("sex", "F")),
                        new ScoredSlice("p1", "s2", true, 0.001)),
                read.slices());
    }

    @Test
    void every_bad_row_is_named_with_its_column_and_reason() {
        assertEquals("""
                predictions.csv has 5 problems:
                  row 3, column label: is not 0 or 1
                  row 4, column probability: is above 1
                  row 5, column patient_id: is empty
                  row 6, column slice_id: repeats that of row 2: no two slices may share a name
                  row 7: it has 3 values for 4 columns""", refused(HEADING + """

                p1,s1,1,0.5
                p1,s2,2,0.5
                p1,s3,1,1.5
                ,s4,1,0.5
                p1,s1,0,0.5
                p1,s5,1
                """));
    }

    @Test
    void scans_are_put_in_order_of_their_slices() throws IOException {
        Predictions read = read(HEADING + ",scan_id,slice_index\n" + """
                p1,s1,1,0.9,a,2
                p1,s2,0,0.1,a,10
                p1,s3,1,0.2,a,1
                p1,s4,0,0.6,b,1
                """);
        assertEquals(
                List.of(
                        new ScanReading("p1", List.of(true, true, false), List.of(false, true, false)),
                        new ScanReading("p1", List.of(false), List.of(true))),
                read.scans(0.5));
        assertEquals(
                List.of(
                        new ScoredSlice("p1", "a", true, 0.9, Map.of()),
                        new ScoredSlice("p1", "b", false, 0.6, Map.of())),
                read.wholeScans());
    }

    @Test
    void calls_of_raters_are_no_subgroups() throws IOException {
        Predictions read = read(HEADING + ",rater_a,rater_b\np1,s1,1,0.9,1,0\np1,s2,0,0.1,,0\n");
        assertEquals(List.of("a", "b"), read.raters());
        assertEquals(List.of(false), read.read(0.5).get(1).raters());
        assertTrue(read.slices().get(0).subgroups().isEmpty());
    }

    @Test
    void what_is_written_is_read_again() throws IOException {
        Predictions read = read(HEADING + ",scan_id,slice_index,rater_a,sex\np1,s1,1,0.25,x,1,1,F\np2,s2,0,1,y,1,,\n");
        Path again = folder.resolve("again.csv");
        PredictionsFile.write(read, again);
        assertEquals(read, PredictionsFile.read(again, Map.of()));
    }

    @Test
    void two_tables_of_other_slices_are_not_compared() throws IOException {
        List<ScoredSlice> first = read(HEADING + "\np1,s1,1,0.9\np1,s2,0,0.2\n").slices();
        List<ScoredSlice> fewer = read(HEADING + "\np1,s2,0,0.3\n").slices();
        List<ScoredSlice> other = read(HEADING + "\np1,s2,1,0.3\np1,s1,1,0.8\n").slices();
        assertTrue(message(() -> SameCases.inOrderOf(first, "a.csv", fewer, "b.csv"))
                .startsWith("1 slice of a.csv is not in b.csv: s1"));
        assertTrue(message(() -> SameCases.inOrderOf(fewer, "b.csv", first, "a.csv"))
                .startsWith("1 slice of a.csv is not in b.csv: s1"));
        assertTrue(message(() -> SameCases.inOrderOf(first, "a.csv", other, "b.csv"))
                .contains("another label or patient"));
    }

    private Predictions read(String text) throws IOException {
        Path csv = folder.resolve("predictions.csv");
        Files.writeString(csv, text);
        return PredictionsFile.read(csv, Map.of());
    }

    private String refused(String text) {
        return message(() -> read(text));
    }

    private static String message(org.junit.jupiter.api.function.Executable action) {
        return String.valueOf(assertThrows(UserFacingException.class, action).getMessage());
    }
}
