package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.cordscope.evaluation.agreement.CohenKappa;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recomputes in R (pROC, glm, written-out formulas) and scikit-learn what Cordscope computes, on random data with ties. */
@Tag("interop")
final class PeersInteropTest {
    private static final double EXACT = 1e-9;

    @TempDir
    private Path folder;

    /** Random scores of patients: two models, half of the values shared between slices. */
    @SuppressWarnings("ArrayRecordComponent") // columns of a table, never compared
    private record Sample(boolean[] compressed, double[] first, double[] second, int[] patient) {
        static Sample drawn(long seed, int patients) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = patients * 9;
            Sample s = new Sample(new boolean[n], new double[n], new double[n], new int[n]);
            for (int i = 0; i < n; i++) {
                s.patient[i] = i / 9;
                s.compressed[i] = i % 9 == 0 || random.nextInt(4) == 0;
                double base = 0.2 + 0.4 * random.nextDouble() + 0.02 * (s.patient[i] % 5);
                double lift = s.compressed[i] ? 0.2 : 0;
                s.first[i] = Math.round(20 * (base + lift)) / 20.0;
                s.second[i] = Math.round(20 * (base + lift * random.nextDouble())) / 20.0;
            }
            return s;
        }

        Scores one() {
            return Scores.clustered(compressed, first, patient);
        }

        Scores two() {
            return Scores.clustered(compressed, second, patient);
        }

        String csv() {
            StringBuilder text = new StringBuilder("y,a,b,p\n");
            for (int i = 0; i < first.length; i++) {
                text.append(compressed[i] ? 1 : 0).append(',').append(first[i]).append(',');
                text.append(second[i]).append(',').append(patient[i]).append('\n');
            }
            return text.toString();
        }
    }

    @Test
    void areas_variances_and_tests_are_those_of_pROC() throws Exception {
        Sample sample = Sample.drawn(1, 40);
        double[] r = rscript(sample, """
                suppressMessages(library(pROC))
                ra <- roc(d$y, d$a, direction="<", quiet=TRUE); rb <- roc(d$y, d$b, direction="<", quiet=TRUE)
                t <- roc.test(ra, rb, paired=TRUE, method="delong")
                h <- d[d$p < 20,]; rh <- roc(h$y, h$b, direction="<", quiet=TRUE)
                u <- roc.test(ra, rh, paired=FALSE, method="delong")
                out <- c(auc(ra), var(ra), ci(ra), t$statistic, t$p.value, t$conf.int, u$statistic, u$parameter, u$p.value)
                """);
        assertEquals(r[0], Roc.of(sample.one()).auc(), EXACT);
        assertEquals(r[1], DeLong.variance(sample.one()), EXACT);
        assertEquals(r[2], DeLong.auc(sample.one()).low(), EXACT);
        assertEquals(r[4], DeLong.auc(sample.one()).high(), EXACT);
        Comparison paired = DeLong.paired(sample.one(), sample.two());
        assertEquals(r[5], paired.statistic(), EXACT);
        assertEquals(r[6], paired.pValue(), EXACT);
        assertEquals(r[7], paired.difference().low(), EXACT);
        assertEquals(r[8], paired.difference().high(), EXACT);
        int half = 20 * 9;
        Comparison unpaired = DeLong.unpaired(
                sample.one(),
                Scores.independent(Arrays.copyOf(sample.compressed(), half), Arrays.copyOf(sample.second(), half)));
        assertEquals(r[9], unpaired.statistic(), EXACT);
        assertEquals(r[10], unpaired.degreesOfFreedom(), 1e-7);
        assertEquals(r[11], unpaired.pValue(), EXACT);
    }

    @Test
    void the_published_tests_on_pROCs_own_data_come_out() throws Exception {
        double[] r = rscript(Sample.drawn(1, 4), """
                suppressMessages(library(pROC)); data(aSAH)
                out <- c(as.numeric(aSAH$outcome == "Poor"), as.numeric(aSAH$wfns), aSAH$s100b, aSAH$ndka)
                """);
        int n = r.length / 4;
        boolean[] poor = new boolean[n];
        for (int i = 0; i < n; i++) {
            poor[i] = r[i] == 1;
        }
        Scores wfns = Scores.independent(poor, Arrays.copyOfRange(r, n, 2 * n));
        Scores s100b = Scores.independent(poor, Arrays.copyOfRange(r, 2 * n, 3 * n));
        Scores ndka = Scores.independent(poor, Arrays.copyOfRange(r, 3 * n, 4 * n));
        Comparison paired = DeLong.paired(wfns, s100b);
        assertEquals(2.20898359144091, paired.statistic(), EXACT);
        assertEquals(.0271757822291882, paired.pValue(), EXACT);
        assertEquals(.0104061769564846, paired.difference().low(), EXACT);
        assertEquals(.174214419249478, paired.difference().high(), EXACT);
        assertEquals(2.79777591868904, DeLong.paired(wfns, ndka).statistic(), EXACT);
        assertEquals(-1.39077002573558, DeLong.paired(ndka, s100b).statistic(), EXACT);
        Comparison unpaired = DeLong.unpaired(wfns, s100b);
        assertEquals(1.43490640926908, unpaired.statistic(), EXACT);
        assertEquals(.152825378808796, unpaired.pValue(), EXACT);
    }

    @Test
    void clustered_variances_are_those_of_Obuchowskis_formulas_in_R() throws Exception {
        Sample sample = Sample.drawn(2, 30);
        double[] r = rscript(sample, """
                k <- function(x, others) mean((x > others) + .5 * (x == others))
                comp <- function(s) {
                  X <- s[d$y == 1]; Y <- s[d$y == 0]; A <- mean(sapply(X, k, Y))
                  v <- ifelse(d$y == 1, sapply(s, k, Y), 1 - sapply(s, k, X)) - A
                  list(x = tapply(v * d$y, d$p, sum), y = tapply(v * (1 - d$y), d$p, sum))
                }
                M <- sum(d$y); N <- sum(1 - d$y); I <- length(unique(d$p))
                I10 <- length(unique(d$p[d$y == 1])); I01 <- length(unique(d$p[d$y == 0]))
                cv <- function(f, g) I10/(I10-1)/M^2 * sum(f$x*g$x) + I01/(I01-1)/N^2 * sum(f$y*g$y) +
                  I/(I-1)/(M*N) * (sum(f$x*g$y) + sum(f$y*g$x))
                f <- comp(d$a); g <- comp(d$b)
                out <- c(cv(f, f), cv(g, g), cv(f, f) + cv(g, g) - 2 * cv(f, g))
                """);
        assertEquals(r[0], ClusteredAuc.variance(sample.one()), 1e-12);
        assertEquals(r[1], ClusteredAuc.variance(sample.two()), 1e-12);
        Comparison paired = ClusteredAuc.paired(sample.one(), sample.two());
        assertEquals(paired.difference().value() / Math.sqrt(r[2]), paired.statistic(), EXACT);
    }

    @Test
    void logistic_recalibration_is_that_of_glm() throws Exception {
        Sample sample = Sample.drawn(3, 40);
        double[] r = rscript(sample, """
                x <- qlogis(d$a); ctl <- list(epsilon=1e-14, maxit=100)
                g0 <- glm(d$y ~ offset(x), family=binomial, control=ctl); g1 <- glm(d$y ~ x, family=binomial, control=ctl)
                se <- function(g, X) { e <- d$y - fitted(g); W <- fitted(g) * (1 - fitted(g)); B <- solve(t(X) %*% (X * W))
                  S <- rowsum(X * e, d$p); G <- nrow(S); sqrt(diag(B %*% (t(S) %*% S * G / (G - 1)) %*% B)) }
                out <- c(coef(g0), se(g0, matrix(1, nrow(d), 1)), coef(g1)[2], se(g1, cbind(1, x))[2])
                """);
        Calibration calibration = Calibration.of(sample.one(), new PatientBootstrap(40, 10, 1));
        assertEquals(r[0], calibration.intercept().value(), EXACT);
        assertEquals(r[0] + Estimate.Z * r[1], calibration.intercept().high(), EXACT);
        assertEquals(r[2], calibration.slope().value(), 1e-8);
        assertEquals(r[2] + Estimate.Z * r[3], calibration.slope().high(), 1e-7);
    }

    @Test
    void metrics_are_those_of_scikit_learn() throws Exception {
        Sample sample = Sample.drawn(4, 40);
        double[] s = python(sample, """
                from sklearn.metrics import *
                c = (d["a"] >= 0.5).astype(int); y = d["y"].astype(int)
                f, t, _ = roc_curve(y, d["a"])
                out = [roc_auc_score(y, d["a"]), average_precision_score(y, d["a"]), f1_score(y, c),
                  matthews_corrcoef(y, c), balanced_accuracy_score(y, c), accuracy_score(y, c), precision_score(y, c),
                  recall_score(y, c), brier_score_loss(y, d["a"]), cohen_kappa_score(y, c)]
                out += list(np.interp([.13, .37, .71], f, t))
                """);
        Scores scores = sample.one();
        Confusion c = Confusion.of(scores, 0.5);
        double[] ours = {
            Roc.of(scores).auc(),
            PrecisionRecall.averagePrecision(scores),
            c.f1(),
            c.mcc(),
            c.balancedAccuracy(),
            c.accuracy(),
            c.ppv(),
            c.sensitivity(),
            Calibration.of(scores, new PatientBootstrap(40, 10, 1)).brier().value(),
            CohenKappa.of(new long[][] {{c.trueNegatives(), c.falsePositives()}, {c.falseNegatives(), c.truePositives()}
                    })
                    .kappa()
        };
        for (int i = 0; i < ours.length; i++) {
            assertEquals(s[i], ours[i], EXACT, "number " + i);
        }
        double[] grid = WeightedSweep.of(scores).sensitivityOnGrid(101);
        assertEquals(s[10], grid[13], EXACT);
        assertEquals(s[11], grid[37], EXACT);
        assertEquals(s[12], grid[71], EXACT);
    }

    @Test
    void bca_interval_of_a_skewed_mean_is_near_that_of_scipy() throws Exception {
        Sample sample = Sample.drawn(5, 60);
        double[] byPatient = new double[60];
        for (int i = 0; i < sample.first().length; i++) {
            byPatient[sample.patient()[i]] += Math.exp(6 * sample.first()[i]);
        }
        double[] s = python(sample, """
                from scipy.stats import bootstrap
                v = np.bincount(d["p"].astype(int), weights=np.exp(6 * d["a"]))
                r = bootstrap((v,), np.mean, n_resamples=20000, method="BCa", random_state=1).confidence_interval
                out = [r.low, r.high, v.std(ddof=1) / np.sqrt(len(v))]
                """);
        Estimate ours = new PatientBootstrap(60, 20000, 2).bca(times -> {
            double sum = 0;
            for (int i = 0; i < 60; i++) {
                sum += times[i] * byPatient[i];
            }
            return sum / 60;
        });
        assertEquals(s[0], ours.low(), 0.05 * s[2]);
        assertEquals(s[1], ours.high(), 0.05 * s[2]);
    }

    private double[] rscript(Sample sample, String script) throws IOException, InterruptedException {
        return new Peers(folder).r(sample.csv(), script);
    }

    private double[] python(Sample sample, String script) throws IOException, InterruptedException {
        return new Peers(folder).python(sample.csv(), script);
    }
}
