package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordscope.evaluation.agreement.CohenKappa;
import org.cordscope.evaluation.agreement.MultiRaterAgreement;
import org.cordscope.evaluation.agreement.RatedUnit;
import org.cordscope.evaluation.agreement.Ratings;
import org.cordscope.evaluation.agreement.Weighting;
import org.cordscope.evaluation.baseline.StandardizedDifference;
import org.cordscope.evaluation.paired.ModelComparison;
import org.cordscope.evaluation.paired.PairedShare;
import org.cordscope.evaluation.reader.NonInferiority;
import org.cordscope.evaluation.reader.ReadSlice;
import org.cordscope.evaluation.scan.BlandAltman;
import org.cordscope.evaluation.scan.IntraclassCorrelation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recomputes in R, on random data, how models, raters and scans compare: by its own tests, or by formulas written out. */
@Tag("interop")
final class ReadersInteropTest {
    private static final double EXACT = 1e-9;
    /** A difference per slice with its error from patients' sums, Student's t. */
    private static final String BY_PATIENT = """
            diff <- function(g, of, margin = 0) {
              x <- tapply(g[of], d$p[of], sum); w <- tapply(of[of], d$p[of], sum); e <- sum(x) / sum(w); I <- length(w)
              s <- sqrt(I / (I - 1) * sum((x - e * w)^2)) / sum(w)
              c(e, pmin(1, pmax(-1, e + c(-1, 1) * qt(.975, I - 1) * s)), 2 * pt(-abs(e / s), I - 1),
                pt((e + margin) / s, I - 1, lower.tail = FALSE))
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void two_models_shares_are_compared_as_in_R() throws Exception {
        UnevenCohort cohort = UnevenCohort.drawn(31, 50, false);
        double[] r = new Peers(folder).r(cohort.csv(), BY_PATIENT + """
                y <- d$y == 1; one <- (d$a >= .4) == y; two <- (d$b >= .4) == y; g <- one - two; all <- rep(TRUE, nrow(d))
                exact <- function(of) binom.test(sum(g[of] > 0), sum(g[of] != 0))$p.value
                out <- c(diff(g, y)[1:4], exact(y), diff(g, !y)[1:4], exact(!y), diff(g, all)[1:4], exact(all))
                """);
        List<PairedShare> shares =
                ModelComparison.of(cohort.slices(), cohort.others(), 0.4, 1).shares();
        assertEquals(3, shares.size());
        for (int i = 0; i < 3; i++) {
            PairedShare share = shares.get(i);
            assertEstimate(r, 5 * i, share.difference());
            assertEquals(r[5 * i + 3], share.pValue(), EXACT);
            assertEquals(r[5 * i + 4], share.mcNemar(), EXACT);
        }
    }

    @Test
    void the_model_against_raters_is_that_of_R() throws Exception {
        SplittableRandom random = new SplittableRandom(32);
        List<ReadSlice> slices = new ArrayList<>();
        StringBuilder csv = new StringBuilder("p,y,c,a,b,e\n");
        for (int i = 0; i < 260; i++) {
            int p = (int) (40 * random.nextDouble() * random.nextDouble());
            boolean truth = p % 6 != 0 && random.nextInt(3) == 0;
            boolean[] calls = new boolean[4];
            for (int k = 0; k < 4; k++) {
                calls[k] = (random.nextInt(6) == 0) != truth;
            }
            boolean third = random.nextBoolean();
            slices.add(new ReadSlice(
                    "P" + p,
                    truth,
                    calls[0],
                    third ? List.of(calls[1], calls[2], calls[3]) : List.of(calls[1], calls[2])));
            csv.append(p).append(',').append(truth ? 1 : 0);
            for (int k = 0; k < 3; k++) {
                csv.append(',').append(calls[k] ? 1 : 0);
            }
            csv.append(',').append(!third ? "NA" : calls[3] ? "1" : "0").append('\n');
        }
        double[] r = new Peers(folder).r(csv.toString(), BY_PATIENT + """
                R <- as.matrix(d[, c("a", "b", "e")]); y <- d$y == 1; all <- rep(TRUE, nrow(d))
                gain <- (d$c == d$y) - rowMeans(R == d$y, na.rm = TRUE)
                pair <- rowMeans(cbind(R[,1] == R[,2], R[,1] == R[,3], R[,2] == R[,3]), na.rm = TRUE)
                out <- c(diff(gain, y, .05), diff(gain, !y, .05), diff(rowMeans(R == d$c, na.rm = TRUE) - pair, all, .05))
                """);
        List<NonInferiority> ours = List.of(
                NonInferiority.sensitivity(slices, 0.05),
                NonInferiority.specificity(slices, 0.05),
                NonInferiority.interchangeability(slices, 0.05));
        for (int i = 0; i < 3; i++) {
            assertEstimate(r, 5 * i, ours.get(i).difference());
            assertEquals(r[5 * i + 4], ours.get(i).pValue(), EXACT);
        }
    }

    @Test
    void counts_of_scans_agree_as_in_R_once_per_patient_and_with_repeats() throws Exception {
        SplittableRandom random = new SplittableRandom(33);
        int n = 40;
        double[][] table = new double[n][];
        int[] patient = new int[n];
        StringBuilder csv = new StringBuilder("x,y,p\n");
        for (int i = 0; i < n; i++) {
            int base = random.nextInt(9);
            table[i] = new double[] {base + random.nextInt(3), base + random.nextInt(3) + random.nextInt(2)};
            patient[i] = i < 25 ? i : random.nextInt(25);
            csv.append(table[i][0] + "," + table[i][1] + "," + patient[i] + "\n");
        }
        double[] r = new Peers(folder).r(csv.toString(), """
                x <- d$x - d$y; n <- nrow(d); z <- qnorm(.975); m <- mean(x); s <- sd(x); t <- qt(.975, n - 1)
                e <- s * sqrt(1 / n + z^2 / 2 / (n - 1))
                square <- function(d) { l <- data.frame(v = c(d$x, d$y), s = factor(rep(seq_len(nrow(d)), 2)),
                  r = factor(rep(1:2, each = nrow(d)))); summary(aov(v ~ s + r, l))[[1]][["Mean Sq"]] }
                two <- function(q, n) (q[1] - q[3]) / (q[1] + q[3] + 2 * (q[2] - q[3]) / n)
                q <- square(d); i <- two(q, n); k <- 2; f <- q[2] / q[3]
                v <- (k - 1) * (n - 1) * (k * i * f + n * (1 + (k - 1) * i) - k * i)^2 /
                  ((n - 1) * k^2 * i^2 * f^2 + (n * (1 + (k - 1) * i) - k * i)^2)
                U <- qf(.975, n - 1, v); L <- qf(.975, v, n - 1); o <- k * q[2] + (k * n - k - n) * q[3]
                once <- c(m, m - t * s / sqrt(n), m + t * s / sqrt(n), m - z * s, m - z * s - t * e, m - z * s + t * e,
                  i, n * (q[1] - U * q[3]) / (U * o + n * q[1]), n * (L * q[1] - q[3]) / (o + n * L * q[1]))
                sdr <- function(d) { x <- d$x - d$y; a <- summary(aov(x ~ factor(d$p)))[[1]][["Mean Sq"]]; c <- table(d$p)
                  sqrt(max(0, (a[1] - a[2]) / ((sum(c) - sum(c^2) / sum(c)) / (length(c) - 1))) + a[2]) }
                knife <- function(f) { P <- unique(d$p); I <- length(P); l <- sapply(P, function(i) f(d[d$p != i,]))
                  f(d) + c(0, -1, 1) * qt(.975, I - 1) * (I - 1) / sqrt(I) * sd(l) }
                out <- c(once, knife(function(d) mean(d$x - d$y)), knife(function(d) mean(d$x - d$y) + z * sdr(d)),
                  pmin(1, pmax(-1, knife(function(d) two(square(d), nrow(d))))))
                """);
        double[] first = Arrays.stream(table).mapToDouble(row -> row[0]).toArray();
        double[] second = Arrays.stream(table).mapToDouble(row -> row[1]).toArray();
        int[] alone = IntStream.range(0, n).toArray();
        BlandAltman single = BlandAltman.of(first, second, alone);
        assertEstimate(r, 0, single.bias());
        assertEstimate(r, 3, single.lower());
        assertEstimate(r, 6, IntraclassCorrelation.of(table, alone).agreement());
        BlandAltman repeated = BlandAltman.of(first, second, patient);
        assertEstimate(r, 9, repeated.bias());
        assertEstimate(r, 12, repeated.upper());
        assertEstimate(r, 15, IntraclassCorrelation.of(table, patient).agreement());
    }

    @Test
    void errors_of_kappas_are_those_of_the_formula_that_vcd_has_written_out() throws Exception {
        SplittableRandom random = new SplittableRandom(34);
        long[][] table = new long[4][4];
        StringBuilder csv = new StringBuilder("v\n");
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                table[i][j] = random.nextInt(5) + (i == j ? 20L : 0L);
                csv.append(table[i][j]).append('\n');
            }
        }
        double[] r = new Peers(folder).r(csv.toString(), """
                x <- matrix(d$v, 4, byrow = TRUE); n <- sum(x); p <- x / n; R <- rowSums(p); C <- colSums(p)
                k <- function(W) { po <- sum(W * p); pc <- sum(W * outer(R, C)); k <- (po - pc) / (1 - pc)
                  M <- outer(as.vector(W %*% C), as.vector(t(W) %*% R), `+`)
                  c(k, sqrt((sum(p * (W - M * (1 - k))^2) - (k - pc * (1 - k))^2) / n) / (1 - pc)) }
                i <- outer(1:4, 1:4, `-`); out <- c(k(1 * (i == 0)), k(1 - abs(i) / 3), k(1 - i^2 / 9))
                """);
        List<Weighting> weightings = List.of(Weighting.IDENTITY, Weighting.LINEAR, Weighting.QUADRATIC);
        for (int i = 0; i < 3; i++) {
            CohenKappa kappa = CohenKappa.of(table, weightings.get(i));
            assertEquals(r[2 * i], kappa.kappa(), EXACT);
            assertEquals(r[2 * i + 1], kappa.standardError(), EXACT);
        }
    }

    @Test
    void small_formulas_are_those_of_R() throws Exception {
        SplittableRandom random = new SplittableRandom(35);
        double[] values = random.doubles(24).map(v -> v * v / 4).toArray();
        StringBuilder csv = new StringBuilder("v\n");
        Arrays.stream(values).forEach(v -> csv.append(v).append('\n'));
        double[] r = new Peers(folder).r(csv.toString(), """
                x <- d$v[1:12]; y <- d$v[13:24]; t <- round(matrix(d$v * 40, ncol = 2, byrow = TRUE)) + 1
                p <- t[,1] / sum(t[,1]); q <- t[,2] / sum(t[,2]); S <- (diag(p) - p %o% p + diag(q) - q %o% q) / 2
                g <- (p - q)[-1]; m <- 7; n <- 9; A <- .93; h <- (m + n) / 2
                v <- function(a) a * (1 - a) / m / n * (2 * h - 1 - (3 * h - 3) / ((2 - a) * (1 + a)))
                end <- function(s, to) uniroot(function(a) a - A - s * qnorm(.975) * sqrt(v(a)), c(A, to), tol = 1e-14)$root
                out <- c(p.adjust(d$v, "holm"), (mean(x) - mean(y)) / sqrt((var(x) + var(y)) / 2),
                  sqrt(g %*% solve(S[-1, -1]) %*% g), end(-1, 1e-9), end(1, 1 - 1e-9), prop.test(7, 31, correct = FALSE)$conf.int)
                """);
        double[] holm = Holm.adjust(values);
        for (int i = 0; i < holm.length; i++) {
            assertEquals(r[i], holm[i], EXACT);
        }
        double[] first = Arrays.copyOf(values, 12);
        double[] second = Arrays.copyOfRange(values, 12, 24);
        assertEquals(r[24], StandardizedDifference.ofMeans(first, second), EXACT);
        long[][] table = IntStream.range(0, 12)
                .mapToObj(i -> new long[] {
                    (long) Math.rint(values[2 * i] * 40) + 1, (long) Math.rint(values[2 * i + 1] * 40) + 1
                })
                .toArray(long[][]::new);
        assertEquals(r[25], StandardizedDifference.ofCategories(table), EXACT);
        Estimate newcombe = NewcombeAuc.interval(0.93, 7, 9);
        assertEquals(r[26], newcombe.low(), EXACT);
        assertEquals(r[27], newcombe.high(), EXACT);
        assertEquals(r[28], Proportions.wilson(7, 31).low(), EXACT);
        assertEquals(r[29], Proportions.wilson(7, 31).high(), EXACT);
    }

    @Test
    void agreement_on_each_class_is_that_of_pairs_of_raters_in_R() throws Exception {
        SplittableRandom random = new SplittableRandom(36);
        List<RatedUnit> units = new ArrayList<>();
        StringBuilder csv = new StringBuilder("p,a,b,c\n");
        for (int i = 0; i < 200; i++) {
            int p = (int) (25 * random.nextDouble() * random.nextDouble());
            int truth = random.nextInt(4) == 0 ? 1 : 0;
            Map<String, Integer> ratings = new HashMap<>();
            csv.append(p);
            for (String rater : List.of("a", "b", "c")) {
                int call = random.nextInt(8) == 0 ? 1 - truth : truth;
                boolean seen = random.nextInt(6) > 0;
                csv.append(',').append(seen ? String.valueOf(call) : "NA");
                if (seen) {
                    ratings.put(rater, call);
                }
            }
            csv.append('\n');
            units.add(new RatedUnit("P" + p, ratings));
        }
        double[] r = new Peers(folder).r(csv.toString(), """
                R <- as.matrix(d[, -1]); m <- rowSums(!is.na(R)); ok <- m > 1
                on <- function(k) { c <- rowSums(R == k, na.rm = TRUE)[ok]; w <- tapply(c, d$p[ok], sum)
                  x <- tapply(c * (c - 1) / (m[ok] - 1), d$p[ok], sum); x <- x[w > 0]; w <- w[w > 0]; p <- sum(x) / sum(w)
                  I <- length(w); n <- min(sum(w), p * (1 - p) / (I / (I - 1) * sum((x - p * w)^2) / sum(w)^2))
                  c(p, prop.test(p * n, n, conf.level = 2 * pnorm(qt(.975, I - 1)) - 1, correct = FALSE)$conf.int) }
                out <- c(on(0), on(1))
                """);
        List<Estimate> specific =
                MultiRaterAgreement.nominal(Ratings.of(units, 2)).specific();
        assertEstimate(r, 0, specific.get(0));
        assertEstimate(r, 3, specific.get(1));
    }

    /** Value, low and high from {@code r[at]} on. */
    private static void assertEstimate(double[] r, int at, Estimate estimate) {
        assertEquals(r[at], estimate.value(), EXACT, estimate.toString());
        assertEquals(r[at + 1], estimate.low(), EXACT, estimate.toString());
        assertEquals(r[at + 2], estimate.high(), EXACT, estimate.toString());
    }
}
