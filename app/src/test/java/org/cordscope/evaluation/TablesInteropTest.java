package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.cordscope.evaluation.agreement.CohenKappa;
import org.cordscope.evaluation.agreement.CongerKappa;
import org.cordscope.evaluation.agreement.FleissKappa;
import org.cordscope.evaluation.agreement.GwetAgreement;
import org.cordscope.evaluation.agreement.KrippendorffAlpha;
import org.cordscope.evaluation.agreement.RatedUnit;
import org.cordscope.evaluation.agreement.Ratings;
import org.cordscope.evaluation.agreement.Weighting;
import org.cordscope.evaluation.baseline.ChiSquaredTest;
import org.cordscope.evaluation.baseline.FisherExactTest;
import org.cordscope.evaluation.baseline.RankSumTest;
import org.cordscope.evaluation.baseline.WelchTest;
import org.cordscope.evaluation.planning.AucVariance;
import org.cordscope.evaluation.scan.IntraclassCorrelation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recomputes in R and scikit-learn, on random data with ties and gaps, what raters, tables and scans are judged by. */
@Tag("interop")
final class TablesInteropTest {
    private static final double EXACT = 1e-9;
    private static final int GAP = -1;

    @TempDir
    private Path folder;

    /**
     * Coefficients over all ordered pairs of raters; standard errors from derivatives by unit, taken by complex steps, summed
     * by patient.
     */
    private static final String AGREEMENT = """
            R <- as.matrix(d[, -1]); R[R < 0] <- NA; R <- R + 1; q <- 4; N <- nrow(R)
            n <- t(apply(R, 1, function(x) tabulate(x[!is.na(x)], q))); r <- rowSums(n); ok <- r >= 2
            credit <- function(W) sapply(1:N, function(i) if (r[i] < 2) NA else
              (sum(W * outer(n[i,], n[i,])) - sum(diag(W) * n[i,])) / r[i] / (r[i] - 1))
            co <- function(W, chance, w) {
              f <- N / sum(ok); pk <- colSums(w * n / r) / sum(w); c <- credit(W)
              P <- apply(R, 2, function(x) sapply(1:q, function(k) sum(w[!is.na(x) & x == k]) / sum(w[!is.na(x)])))
              m <- ncol(R); s <- rowSums(P)
              pe <- switch(chance, fleiss = sum(W * outer(pk, pk)), gwet = sum(W) / q / (q - 1) * sum(pk * (1 - pk)),
                conger = (sum(W * outer(s, s)) - sum(sapply(1:m, function(g) sum(W * outer(P[,g], P[,g]))))) / m / (m - 1))
              (f * sum((w * c)[ok]) - pe * f * sum(w[ok])) / sum(w) / (1 - pe)
            }
            alpha <- function(D, w) {
              a <- n[ok,]; w <- w[ok]; m <- r[ok]; b <- sum(w * m) / sum(w); p <- colSums(w * a) / b / sum(w); V <- 1 - D / max(D)
              x <- sum(w * sapply(seq_along(m), function(i) (sum(V * outer(a[i,], a[i,])) - sum(a[i,])) / b / (m[i] - 1))) / sum(w)
              e <- sum(V * outer(p, p)); (x - e) / (1 - e)
            }
            se <- function(f, rows) {
              v <- sapply(which(rows), function(i) { w <- rep(1+0i, N); w[i] <- 1 + 1e-30i; Im(f(w)) / 1e-30 })
              s <- rowsum(v, d$p[rows]); sqrt(nrow(s) / (nrow(s) - 1) * sum(s^2))
            }
            W <- function(g) outer(1:q, 1:q, function(i, j) g(abs(i - j)))
            I <- W(function(x) 1 * (x == 0)); L <- W(function(x) 1 - x / 3); Q <- W(function(x) 1 - x^2 / 9)
            one <- rep(1, N); every <- rep(TRUE, N); out <- c()
            for (X in list(I, L, Q)) for (h in c("conger", "fleiss", "gwet"))
              out <- c(out, co(X, h, one), se(function(w) co(X, h, w), every))
            a <- n[ok,]; o <- Reduce(`+`, lapply(seq_len(nrow(a)), function(i) (outer(a[i,], a[i,]) - diag(a[i,])) / (sum(a[i,]) - 1)))
            nc <- rowSums(o); between <- function(i, j) (sum(nc[min(i, j):max(i, j)]) - (nc[i] + nc[j]) / 2)^2
            for (D in list(1 - I, outer(1:q, 1:q, Vectorize(between)), outer(1:q, 1:q, function(i, j) (i - j)^2)))
              out <- c(out, 1 - (sum(nc) - 1) * sum(o * D) / sum(outer(nc, nc) * D), se(function(w) alpha(D, w), ok))
            out <- c(out, qt(.975, length(unique(d$p)) - 1))
            """;

    @Test
    void coefficients_of_many_raters_are_those_written_out_in_R() throws Exception {
        Random random = new Random(3);
        List<RatedUnit> units = new ArrayList<>();
        StringBuilder csv = new StringBuilder("p,a,b,c,d\n");
        for (int i = 0; i < 120; i++) {
            int grade = random.nextInt(4);
            Map<String, Integer> ratings = new HashMap<>();
            csv.append(i / 6);
            for (String rater : List.of("a", "b", "c", "d")) {
                int own = Math.max(0, Math.min(3, grade + (random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0)));
                boolean seen = i % 6 < 2 && rater.compareTo("c") < 0 || random.nextInt(5) > 0;
                csv.append(',').append(seen ? own : GAP);
                if (seen) {
                    ratings.put(rater, own);
                }
            }
            csv.append('\n');
            units.add(new RatedUnit("P" + i / 6, ratings));
        }
        double[] r = new Peers(folder).r(csv.toString(), AGREEMENT);
        Ratings ratings = Ratings.of(units, 4);
        assertEquals(120, ratings.units());
        List<Estimate> ours = new ArrayList<>();
        for (Weighting weighting : List.of(Weighting.IDENTITY, Weighting.LINEAR, Weighting.QUADRATIC)) {
            ours.add(CongerKappa.of(ratings, weighting));
            ours.add(FleissKappa.of(ratings, weighting));
            ours.add(GwetAgreement.of(ratings, weighting));
        }
        for (KrippendorffAlpha.Distance distance : KrippendorffAlpha.Distance.values()) {
            ours.add(KrippendorffAlpha.of(ratings, distance));
        }
        double t = r[r.length - 1];
        for (int i = 0; i < ours.size(); i++) {
            Estimate e = ours.get(i);
            assertEquals(r[2 * i], e.value(), EXACT, e.toString());
            assertEquals(r[2 * i] - t * r[2 * i + 1], e.low(), EXACT, e.toString());
        }
    }

    @Test
    void weighted_kappas_are_those_of_scikit_learn() throws Exception {
        Random random = new Random(5);
        long[][] table = new long[4][4];
        StringBuilder csv = new StringBuilder("a,b\n");
        for (int i = 0; i < 300; i++) {
            int a = random.nextInt(4);
            int b = random.nextBoolean() ? a : random.nextInt(4);
            table[a][b]++;
            csv.append(a).append(',').append(b).append('\n');
        }
        double[] s = new Peers(folder).python(csv.toString(), """
                from sklearn.metrics import cohen_kappa_score as k
                out = [k(d["a"], d["b"], weights=w) for w in (None, "linear", "quadratic")]
                """);
        assertEquals(s[0], CohenKappa.of(table).kappa(), EXACT);
        assertEquals(s[1], CohenKappa.of(table, Weighting.LINEAR).kappa(), EXACT);
        assertEquals(s[2], CohenKappa.of(table, Weighting.QUADRATIC).kappa(), EXACT);
    }

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
                    row[j] = 1 + random.nextInt(9);
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
