package org.cordscope.labelling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.evaluation.agreement.IntraRater;
import org.cordscope.evaluation.agreement.MultiRaterAgreement;
import org.cordscope.evaluation.agreement.RepeatedReading;
import org.cordscope.evaluation.agreement.Weighting;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RatingTableTest {
    @TempDir
    private Path folder;

    @Test
    void three_raters_are_compared_at_once_and_each_with_its_second_reading() throws IOException {
        RatingTable table = read("""
            patient_id,slice_id,rater,label,reading
            p1,s1,a,1,2
            p1,s1,a,0,1
            p1,s1,b,1,1
            p1,s1,c,1,1
            p1,s2,a,0,1
            p1,s2,b,0,1
            p2,s3,a,1,1
            p2,s3,a,1,2
            p2,s3,c,0,1
            """);
        MultiRaterAgreement agreement = table.agreement();
        assertEquals(List.of("a", "b", "c"), agreement.raters());
        assertEquals(3, agreement.units());
        List<IntraRater> intra = table.intraRater();
        assertEquals(1, intra.size());
        assertEquals(2, intra.get(0).agreement().slices());
        assertEquals(1, intra.get(0).agreement().disagreements());
    }

    @Test
    void grades_are_compared_with_weights() throws IOException {
        RatingTable table =
                read("patient_id,slice_id,rater,grade\np1,s1,a,3\np1,s1,b,2\np2,s2,a,0\np2,s2,b,0\np2,s2,a,2\n");
        assertEquals(Weighting.QUADRATIC, table.agreement().weighting());
        assertEquals(1, table.intraRater().get(0).agreement().disagreements());
    }

    @Test
    void consensus_is_no_rater_and_an_unreadable_slice_has_no_rating() throws IOException {
        MultiRaterAgreement agreement = read("""
            rater,sop_instance_uid,frame,label,subject
            a,s1,1,yes,p1
            b,s1,1,1,p1
            consensus,s1,1,1,p1
            a,s2,1,x,p1
            b,s2,1,0,p1
            a,s3,1,0,p2
            b,s3,1,no,p2
            """).agreement();
        assertEquals(List.of("a", "b"), agreement.raters());
        assertEquals(1, agreement.observed().value());
        assertEquals(2, agreement.patients());
    }

    @Test
    void grades_are_read_as_people_write_them() throws IOException {
        assertEquals(
                Weighting.QUADRATIC,
                read("Patient ID,Slice ID,Rater,Kang Grade\np1,s1,a,Grade 3\np1,s1,b,2\np2,s2,a,0\np2,s2,b,0\n")
                        .agreement()
                        .weighting());
    }

    @Test
    void what_cannot_be_used_is_named_by_row() {
        String problem = String.valueOf(assertThrows(
                        UserFacingException.class,
                        () -> read("patient_id,slice_id,rater,label\np1,s1,a,2\n,s2,a,1\np2,s1,b,1\n"))
                .getMessage());
        assertTrue(problem.contains("row 2: column label is not 0 to 1"), problem);
        assertTrue(problem.contains("row 3: patient_id, slice_id and rater"), problem);
        assertTrue(problem.contains("row 4: the slice belongs to another patient"), problem);
    }

    @Test
    void a_column_repeat_tells_the_second_reading_and_the_studys_own_long_table_is_read() throws IOException {
        RatingTable table = read("""
            rater,sop_instance_uid,frame,label,subject,repeat
            a,1.2.3,1,1,p1,1
            a,1.2.3,1,0,p1,0
            a,1.2.3,2,1,p1,0
            b,1.2.3,1,0,p1,0
            """);
        assertEquals(List.of(new RepeatedReading("a", "p1", false, true)), table.repeats());
        assertEquals(2, table.first().size());
    }

    private RatingTable read(String text) throws IOException {
        Path csv = folder.resolve("ratings.csv");
        Files.writeString(csv, text);
        return RatingTable.read(List.of(csv));
    }
}
