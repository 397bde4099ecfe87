package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.cordscope.evaluation.baseline.ChiSquaredTest;
import org.cordscope.evaluation.baseline.FisherExactTest;
import org.cordscope.evaluation.baseline.RankSumTest;
import org.cordscope.evaluation.baseline.WelchTest;
import org.cordscope.evaluation.planning.AucVariance;
import org.cordscope.evaluation.scan.IntraclassCorrelation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recomputes in R and scikit-learn, on random data with ties and gaps, what tables and scans are judged by. */
@Tag("interop")
final class TablesInteropTest {
    private static final double EXACT = 1e-9;

    @TempDir
    private Path folder;

    @Test
    void tests_of_two_groups_are_those_of_R() throws Exception {
        Random random = new Random(8);
        for (int round = 0; round < 5; round++) {
            int size = 12 + 20 * round;
            double[] a = random.doubles(size, 20, 80).toArray();
            double[] b = random.doubles(size - 5, 25, 80).toArray();
            double[] tiedA = Arrays.stream(a).map(v -> Math.rint(v / 5)).toArray();
            double[] tiedB = Arrays.stream(b).map(v -> Math.rint(v / 5)).toArray();
            double[] r = new Peers(folder).r(csv(a, b), """
                    x <- d$v[d$g == 1]; y <- d$v[d$g == 2]; s <- round(x / 5); t <- round(y / 5)
                    w <- wilcox.test(x, y); u <- wilcox.test(s, t, exact = FALSE)
                    out <- c(t.test(x, y)$p.value, w$statistic, w$p.value, u$statistic, u$p.value)
                    """);
            assertEquals(r[0], WelchTest.of(a, b).pValue(), EXACT);
            assertEquals(r[1], RankSumTest.of(a, b).statistic(), EXACT);
            assertEquals(r[2], RankSumTest.of(a, b).pValue(), EXACT);
            assertEquals(r[3], RankSumTest.of(tiedA, tiedB).statistic(), EXACT);
            assertEquals(r[4], RankSumTest.of(tiedA, tiedB).pValue(), EXACT);
        }
    }

    @Test
    void tests_of_tables_are_those_of_R() throws Exception {
        Random random = new Random(9);
        for (int round = 0; round < 6; round++) {
            int rows = 2 + round % 3;
            int columns = 2 + round % 2;
            long[][] table = new long[rows][columns];
            StringBuilder csv = new StringBuilder("v\n");
            for (long[] row : table) {
                for (int j = 0; j < columns; j++) {
                    row[j] = 1L + random.nextInt(9);
                    csv.append(row[j]).append('\n');
                }
            }
            double[] r = new Peers(folder).r(csv.toString(), "t <- matrix(d$v, ncol = " + columns + """
                    , byrow = TRUE); c <- suppressWarnings(list(chisq.test(t), chisq.test(t, correct = FALSE)))
                    out <- c(c[[1]]$p.value, c[[2]]$statistic, c[[2]]$p.value, fisher.test(t)$p.value)
                    """);
            assertEquals(r[0], ChiSquaredTest.of(table).pValue(), EXACT);
            assertEquals(r[1], ChiSquaredTest.of(table, false).statistic(), EXACT);
            assertEquals(r[2], ChiSquaredTest.of(table, false).pValue(), EXACT);
            assertEquals(r[3], FisherExactTest.of(table).pValue(), EXACT);
        }
    }

    @Test
    void intraclass_correlations_follow_from_Rs_analysis_of_variance() throws Exception {
        Random random = new Random(10);
        double[][] table = new double[25][3];
        StringBuilder csv = new StringBuilder("v,s,r\n");
        for (int i = 0; i < table.length; i++) {
            int base = random.nextInt(12);
            for (int j = 0; j < 3; j++) {
                table[i][j] = base + j + random.nextInt(4);
                csv.append(table[i][j] + "," + i + "," + j + "\n");
            }
        }
        double[] r = new Peers(folder).r(csv.toString(), """
                a <- summary(aov(v ~ factor(s) + factor(r), d))[[1]][["Mean Sq"]]; n <- 25; k <- 3; f <- a[1] / a[3]
                l <- f / qf(.975, n - 1, (n - 1) * (k - 1)); u <- f * qf(.975, (n - 1) * (k - 1), n - 1)
                out <- c((a[1] - a[3]) / (a[1] + 2 * a[3] + 3 * (a[2] - a[3]) / n), (f - 1) / (f + 2), (l - 1) / (l + 2), (u - 1) / (u + 2))
                """);
        IntraclassCorrelation icc =
                IntraclassCorrelation.of(table, IntStream.range(0, 25).toArray());
        assertEquals(r[0], icc.agreement().value(), EXACT);
        assertEquals(r[1], icc.consistency().value(), EXACT);
        assertEquals(r[2], icc.consistency().low(), EXACT);
        assertEquals(r[3], icc.consistency().high(), EXACT);
    }

    @Test
    void the_reliability_curve_is_scikit_learns_isotonic_regression() throws Exception {
        Random random = new Random(12);
        boolean[] truth = new boolean[200];
        double[] score = new double[200];
        StringBuilder csv = new StringBuilder("y,a\n");
        for (int i = 0; i < 200; i++) {
            score[i] = Math.rint(40 * random.nextDouble()) / 40;
            truth[i] = random.nextDouble() < score[i] * score[i];
            csv.append(truth[i] ? 1 : 0).append(',').append(score[i]).append('\n');
        }
        double[] s = new Peers(folder).python(csv.toString(), """
                from sklearn.isotonic import IsotonicRegression
                from sklearn.metrics import brier_score_loss as b
                f = np.clip(IsotonicRegression().fit_transform(d["a"], d["y"]), 0, 1); y = d["y"]
                out = [b(y, d["a"]) - b(y, f), y.mean() * (1 - y.mean()) - b(y, f), len(np.unique(np.round(f, 9)))]
                """);
        ReliabilityCurve curve = ReliabilityCurve.of(Scores.independent(truth, score));
        assertEquals(s[0], curve.miscalibration(), EXACT);
        assertEquals(s[1], curve.discrimination(), EXACT);
        assertEquals(s[2], curve.steps().size());
    }

    @Test
    void planned_variances_are_those_of_pROC() throws Exception {
        double[] r = new Peers(folder).r("v\n1\n", """
                suppressMessages(library(pROC)); a <- c(.6, .75, .9, .97)
                out <- sapply(a, function(x) pROC:::var.params.obuchowski(sqrt(2) * qnorm(x), 1, 300 / 80) / 80)
                """);
        double[] areas = {.6, .75, .9, .97};
        for (int i = 0; i < areas.length; i++) {
            assertEquals(r[i], AucVariance.binormal(areas[i], 80, 300), EXACT);
        }
    }

    private static String csv(double[] first, double[] second) {
        StringBuilder text = new StringBuilder("g,v\n");
        for (double v : first) {
            text.append("1,").append(v).append('\n');
        }
        for (double v : second) {
            text.append("2,").append(v).append('\n');
        }
        return text.toString();
    }
}
