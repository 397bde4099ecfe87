package org.cordscope.report.predictions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What predict has coded, joined to labelled slices. */
final class CodedTableTest {
    private static final String HEADING = "study_uid,series_uid,sop_instance_uid,frame,probability,judged\n";
    private static final List<ScoredSlice> SLICES = List.of(
            new ScoredSlice("p1", "2.25.1", true, 0.9),
            new ScoredSlice("p1", "2.25.1#2", false, 0.2),
            new ScoredSlice("p2", "2.25.3", false, 0.1));

    @TempDir
    private Path folder;

    @Test
    void slices_keep_their_order_patient_and_label_and_take_the_codings_probability() throws IOException {
        CodedTable.Joined joined = joined(
                "s,x,2.25.3,1,0.3,1\ns,x,2.25.9,1,0.5,1\ns,x,2.25.1,2,0.4,0\ns,x,2.25.1,1,0.8,1\n",
                UnaryOperator.identity());
        assertEquals(
                List.of(
                        new ScoredSlice("p1", "2.25.1", true, 0.8),
                        new ScoredSlice("p1", "2.25.1#2", false, 0.4),
                        new ScoredSlice("p2", "2.25.3", false, 0.3)),
                joined.slices());
        assertEquals(1, joined.further());
        assertEquals(1, joined.notJudged());
    }

    @Test
    void a_coding_of_original_files_is_found_by_the_studys_names_for_them() throws IOException {
        CodedTable.Joined joined =
                joined("s,x,1.2.1,1,0.8,1\ns,x,1.2.1,2,0.4,1\ns,x,1.2.3,1,0.3,1\n", uid -> "2.25" + uid.substring(3));
        assertEquals(
                List.of(0.8, 0.4, 0.3),
                joined.slices().stream().map(ScoredSlice::probability).toList());
    }

    @Test
    void a_spreadsheets_semicolons_and_decimal_commas_are_read() throws IOException {
        Path csv = write("sop_instance_uid;frame;probability\n2.25.1;1;0,8\n2.25.1;2;0,4\n2.25.3;1;0,3\n");
        assertTrue(CodedTable.claims(csv));
        List<ScoredSlice> slices = CodedTable.read(csv)
                .joined(SLICES, "the run", UnaryOperator.identity())
                .slices();
        assertEquals(0.4, slices.get(1).probability());
    }

    @Test
    void predictions_with_labels_are_no_coding() throws IOException {
        assertFalse(CodedTable.claims(write("patient_id,slice_id,label,probability\np1,s1,1,0.9\n")));
        assertFalse(CodedTable.claims(write("patient_id,sop_instance_uid,label,probability\np1,s1,1,0.9\n")));
        assertTrue(CodedTable.claims(write(HEADING)));
    }

    @Test
    void slices_that_were_not_coded_are_named() {
        UnaryOperator<String> same = UnaryOperator.identity();
        assertTrue(message(() -> joined("s,x,2.25.1,1,0.3,1\n", same))
                .startsWith("2 of 3 slices of the run are not in slices.csv: 2.25.1#2, 2.25.3."));
        assertTrue(message(() -> joined("s,x,9.9.9,1,0.3,1\n", same))
                .startsWith(
                        "None of the 3 slices of the run is in slices.csv; slices are matched by SOP Instance UID"));
    }

    @Test
    void what_cannot_be_read_is_named_by_row_and_column() {
        String message = message(() -> joined(
                "s,x,2.25.1,1,0.3,1\ns,x,2.25.1,1,0.4,1\ns,x,2.25.3,0,,1\ns,x,2.25E+38,1,0.2,1\n",
                UnaryOperator.identity()));
        assertTrue(message.startsWith("slices.csv has 4 problems:"), message);
        assertTrue(
                message.contains("row 3, column sop_instance_uid: repeats that of row 2 with the same frame"), message);
        assertTrue(message.contains("row 4, column probability: is empty"), message);
        assertTrue(message.contains("row 4, column frame: is not a whole number from 1"), message);
        assertTrue(message.contains("row 5, column sop_instance_uid: is a long number that a spreadsheet"), message);
    }

    private CodedTable.Joined joined(String rows, UnaryOperator<String> uids) throws IOException {
        return CodedTable.read(write(HEADING + rows)).joined(SLICES, "the run", uids);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("slices.csv"), text);
    }

    private static String message(Executable action) {
        return String.valueOf(assertThrows(UserFacingException.class, action).getMessage());
    }
}
