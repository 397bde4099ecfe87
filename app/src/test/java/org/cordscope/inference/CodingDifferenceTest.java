package org.cordscope.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.study.SliceKey;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodingDifferenceTest {
    @TempDir
    Path folder;

    @Test
    void the_same_coding_has_no_difference() throws IOException {
        Path a = coded("a", scan("1.2", 0.25, 0.75));
        Path b = coded("b", scan("1.2", 0.25, 0.75));
        assertEquals(List.of(), CodingDifference.between(a, b));
        assertEquals(-1, Files.mismatch(a.resolve("slices.csv"), b.resolve("slices.csv")));
    }

    @Test
    void changed_slices_and_scans_are_listed_by_column_and_those_of_one_coding_alone_as_rows() throws IOException {
        Path a = coded("a", scan("1.2", 0.25, 0.75), scan("1.3", 0.1));
        Path b = coded("b", scan("1.2", 0.5, 0.75), scan("1.4", 0.1));
        List<CodingDifference.Change> changes = CodingDifference.between(a, b);
        assertEquals(3, CodingDifference.rows(changes, "scans"));
        assertEquals(3, CodingDifference.rows(changes, "slices"));
        Path file = folder.resolve("changes.csv");
        CodingDifference.write(changes, file);
        assertEquals("""
                table,study_uid,series_uid,sop_instance_uid,frame,column,before,after
                scans,1.2,1.2.1,,,compressed_slices,1,2
                scans,1.2,1.2.1,,,compressed_fraction,0.500000,1.000000
                scans,1.2,1.2.1,,,longest_run,1,2
                scans,1.2,1.2.1,,,longest_run_fraction,0.500000,1.000000
                scans,1.3,1.3.1,,,,coded,
                scans,1.4,1.4.1,,,,,coded
                slices,1.2,1.2.1,1.2.10,1,probability,0.250000,0.500000
                slices,1.2,1.2.1,1.2.10,1,compressed,0,1
                slices,1.3,1.3.1,1.3.10,1,,coded,
                slices,1.4,1.4.1,1.4.10,1,,,coded
                """, Files.readString(file));
    }

    @Test
    void a_folder_without_tables_is_named() {
        UserFacingException e = assertThrows(UserFacingException.class, () -> CodingDifference.between(folder, folder));
        assertEquals(folder.resolve("scans.csv") + " does not exist", e.getMessage());
    }

    private Path coded(String name, CodedScan... scans) throws IOException {
        Path out = folder.resolve(name);
        CodingFiles.write(new CodingResult(List.of(scans), List.of()), "{}", out);
        return out;
    }

    private static CodedScan scan(String study, double... probabilities) {
        List<CodedSlice> slices = IntStream.range(0, probabilities.length)
                .mapToObj(i -> new CodedSlice(
                        new SliceKey(study + ".1" + i, 1), i, 3.0 * i, probabilities[i], probabilities[i] >= 0.5))
                .toList();
        return new CodedScan(study, study + ".1", slices, 0);
    }
}
