package org.cordscope.report.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordscope.evaluation.published.PublishedAgreement;
import org.cordscope.evaluation.published.Verdict;
import org.cordscope.evaluation.published.Verdict.Kind;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;

final class PublishedFileTest {

    @Test
    void the_paper_s_contradictions_are_found_and_what_holds_is_said() {
        Map<String, Kind> kinds = new TreeMap<>();
        PublishedFile.checkExample().forEach(v -> kinds.put(v.subject(), v.kind()));
        assertEquals(Kind.IMPOSSIBLE, kinds.get("Holdout metrics"));
        assertEquals(Kind.IMPOSSIBLE, kinds.get("Raters, training and validation"));
        assertEquals(Kind.IMPOSSIBLE, kinds.get("Raters, holdout"));
        assertEquals(Kind.IMPOSSIBLE, kinds.get("Scanners of training and validation, Table 1"));
        assertEquals(Kind.IMPOSSIBLE, kinds.get("Scanners of the holdout, Table 1"));
        assertEquals(Kind.IMPOSSIBLE, kinds.get("Scanners of Table 1, in any order"));
        assertEquals(Kind.IMPOSSIBLE, kinds.get("Patients for training and validation, said to be 75 %"));
        assertEquals(Kind.DOUBTFUL, kinds.get("Inner split, said to be by patient"));
        assertEquals(Kind.HOLDS, kinds.get("All scanners of Table 1"));
        assertEquals(
                Kind.HOLDS,
                kinds.get("Scanners of training and validation that Table 4 leaves (GE, Siemens, Philips)"));
    }

    @Test
    void agreement_and_kappa_of_a_real_table_hold_in_every_reading() {
        // 40 both, 6 first only, 4 second only, 150 neither
        double kappa = 0.857;
        for (double[] shares : new double[][] {
            {80.0 / 90, 300.0 / 310}, {40.0 / 46, 150.0 / 154}, {40.0 / 44, 150.0 / 156}, {40.0 / 50, 150.0 / 160}
        }) {
            PublishedAgreement printed =
                    new PublishedAgreement("x", 200, 46, 44, kappa, rounded(shares[0]), rounded(shares[1]), 3, 3);
            assertEquals(Kind.HOLDS, printed.check().kind(), printed.check().sentence());
        }
    }

    @Test
    void a_table_gives_the_prevalence_of_its_metrics() {
        List<Verdict> verdicts = PublishedFile.check("""
                metrics:
                  - name: x
                    decimals: 2
                    sensitivity: 0.8
                    specificity: 0.9
                    f1: 0.84
                    table: {true_positives: 8, false_positives: 1, true_negatives: 9, false_negatives: 2}
                """, "x.yaml");
        assertEquals(List.of(Kind.HOLDS), verdicts.stream().map(Verdict::kind).toList());
    }

    @Test
    void what_is_wrong_with_a_file_is_said_with_its_place() {
        assertTrue(refused("metrics:\n  - name: x\n    sensitivity: high\n")
                .contains("metrics, number 1, sensitivity: it is not a number"));
        assertTrue(refused("sum: 3\n").contains("sum: there is no such key"));
        assertTrue(refused("metrics: [").contains("is not YAML"));
        assertTrue(refused("").contains("is empty"));
        assertTrue(refused("sums:\n  - name: x\n    parts: [1]\n").contains("sums, number 1, whole: it is missing"));
        assertTrue(refused("metrics:\n  - name: x\n    prevalence: [20]\n").contains("prevalence must be"));
    }

    private static double rounded(double share) {
        return Math.round(share * 1000) / 1000.0;
    }

    private static String refused(String yaml) {
        return String.valueOf(assertThrows(UserFacingException.class, () -> PublishedFile.check(yaml, "x.yaml"))
                .getMessage());
    }
}
