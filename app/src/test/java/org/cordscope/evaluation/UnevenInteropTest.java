package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cordscope.evaluation.operating.OperatingRule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recomputes in R (pROC, prop.test, t.test, formulas written out) and Python (scikit-learn, numpy) what Cordscope says of
 * patients of uneven size, some with slices of one class only, and of a class of a handful of slices.
 */
@Tag("interop")
final class UnevenInteropTest {
    private static final double EXACT = 1e-9;

    @TempDir
    private Path folder;

    /** Few patients and many, and a class of a handful of slices. */
    static List<UnevenCohort> cohorts() {
        return List.of(
                UnevenCohort.drawn(21, 30, false),
                UnevenCohort.drawn(22, 60, false),
                UnevenCohort.drawn(23, 45, true),
                UnevenCohort.drawn(24, 12, false),
                UnevenCohort.drawn(27, 16, true));
    }

    /** With enough patients in each of three sites. */
    static List<UnevenCohort> larger() {
        return List.of(
                UnevenCohort.drawn(22, 60, false),
                UnevenCohort.drawn(25, 90, false),
                UnevenCohort.drawn(26, 120, true));
    }

    @ParameterizedTest
    @MethodSource("cohorts")
    void shares_are_those_of_prop_test_at_the_effective_sample_size(UnevenCohort cohort) throws Exception {
        double[] r = new Peers(folder).r(cohort.csv(), """
                share <- function(hit, of) {
                  x <- tapply(hit & of, d$p, sum); w <- tapply(of, d$p, sum); x <- x[w > 0]; w <- w[w > 0]
                  p <- sum(x) / sum(w); I <- length(w)
                  one <- p %in% c(0, 1) || all(w == 1); q <- if (one) qnorm(.975) else qt(.975, I - 1)
                  n <- if (one) I else min(sum(w), p * (1 - p) / (I / (I - 1) * sum((x - p * w)^2) / sum(w)^2))
                  c(p, suppressWarnings(prop.test(p * n, n, conf.level = 2 * pnorm(q) - 1, correct = FALSE))$conf.int)
                }
                y <- d$y == 1; c <- d$a >= .5; all <- rep(TRUE, nrow(d))
                out <- c(share(c, y), share(!c, !y), share(y, c), share(!y, !c), share(y == c, all))
                """);
        Pooled pooled = Pooled.of(
                cohort.scores(), 0.5, new PatientBootstrap(cohort.scores().patientCount(), 20, 1));
        List<Estimate> ours =
                List.of(pooled.sensitivity(), pooled.specificity(), pooled.ppv(), pooled.npv(), pooled.accuracy());
        for (int i = 0; i < ours.size(); i++) {
            assertEstimate(r[3 * i], r[3 * i + 1], r[3 * i + 2], ours.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("cohorts")
    void areas_leaving_out_patients_and_of_patients_are_those_of_pROC(UnevenCohort cohort) throws Exception {
        double[] r = new Peers(folder).r(cohort.csv(), """
                suppressMessages(library(pROC))
                A <- function(d) as.numeric(auc(roc(d$y, d$a, levels = 0:1, direction = "<", quiet = TRUE)))
                I <- length(unique(d$p)); l <- qlogis(sapply(unique(d$p), function(i) A(d[d$p != i,])))
                reach <- qt(.975, I - 1) * (I - 1) / sqrt(I) * sd(l)
                own <- unlist(lapply(split(d, d$p), function(q) if (length(unique(q$y)) == 2) A(q)))
                z <- roc(d$y, d$a, levels = 0:1, direction = "<", quiet = TRUE); v <- mean(d$y)
                best <- function(w) { b <- as.matrix(coords(z, "best", best.method = "youden", best.weights = w,
                  ret = c("sensitivity", "specificity"), transpose = FALSE)); b[which.max(b[, 2]), ] }
                out <- c(A(d), plogis(qlogis(A(d)) + c(-reach, reach)), mean(own), pmin(1, pmax(0, t.test(own)$conf.int)),
                  sd(own), length(own), best(c(1, .5)), best(c(3.8, v)),
                  max(z$specificities[z$sensitivities >= .95]), max(z$sensitivities[z$specificities >= .95]))
                """);
        assertEstimate(r[0], r[1], r[2], ClusteredAuc.auc(cohort.scores()));
        PerPatient own = PerPatient.of(cohort.slices());
        assertEstimate(r[3], r[4], r[5], own.meanAuc());
        assertEquals(r[6], own.sdAuc(), EXACT);
        assertEquals(r[7], own.defined().size());
        assertTrue(own.undefined().size() >= own.patients().size() / 5, "patients of one class: " + own.undefined());
        Confusion youden = at(cohort, new OperatingRule.Youden());
        assertEquals(r[8] + r[9], youden.sensitivity() + youden.specificity(), EXACT);
        Confusion cheapest = at(cohort, new OperatingRule.LeastCost(3.8));
        assertEquals(cost(r[10], r[11], cohort), cost(cheapest.sensitivity(), cheapest.specificity(), cohort), EXACT);
        assertEquals(
                r[12], at(cohort, new OperatingRule.SensitivityAtLeast(0.95)).specificity(), EXACT);
        assertEquals(
                r[13], at(cohort, new OperatingRule.SpecificityAtLeast(0.95)).sensitivity(), EXACT);
    }

    private static Confusion at(UnevenCohort cohort, OperatingRule rule) {
        return Confusion.of(cohort.scores(), rule.threshold(cohort.scores()));
    }

    private static double cost(double sensitivity, double specificity, UnevenCohort cohort) {
        double prevalence =
                (double) cohort.scores().positives() / cohort.slices().size();
        return 3.8 * prevalence * (1 - sensitivity) + (1 - prevalence) * (1 - specificity);
    }

    @ParameterizedTest
    @MethodSource("larger")
    void areas_of_other_patients_are_compared_as_Obuchowskis_variances_in_R_have_it(UnevenCohort cohort)
            throws Exception {
        double[] r = new Peers(folder).r(cohort.csv(), """
                k <- function(x, o) mean((x > o) + .5 * (x == o))
                part <- function(d, s) { X <- s[d$y == 1]; Y <- s[d$y == 0]; A <- mean(sapply(X, k, Y))
                  v <- ifelse(d$y == 1, sapply(s, k, Y), 1 - sapply(s, k, X)) - A
                  list(A = A, x = tapply(v * d$y, d$p, sum), y = tapply(v * (1 - d$y), d$p, sum)) }
                cv <- function(d, f, g) { M <- sum(d$y); N <- sum(1 - d$y); I <- length(unique(d$p))
                  I10 <- length(unique(d$p[d$y == 1])); I01 <- length(unique(d$p[d$y == 0]))
                  I10/(I10-1)/M^2 * sum(f$x*g$x) + I01/(I01-1)/N^2 * sum(f$y*g$y) + I/(I-1)/(M*N) * sum(f$x*g$y + f$y*g$x) }
                g <- split(d, d$g); f <- lapply(g, function(q) part(q, q$a)); A <- sapply(f, `[[`, "A")
                v <- mapply(function(q, h) cv(q, h, h), g, f); w <- 1 / v; Q <- sum(w * (A - sum(w * A) / sum(w))^2)
                z <- (A[1] - A[2]) / sqrt(v[1] + v[2])
                a <- part(d, d$a); b <- part(d, d$b); s <- cv(d, a, a) + cv(d, b, b) - 2 * cv(d, a, b); e <- a$A - b$A
                out <- c(z, 2 * pnorm(-abs(z)), Q, pchisq(Q, 2, lower.tail = FALSE),
                  e / sqrt(s), 2 * pnorm(-abs(e / sqrt(s))), e + c(-1, 1) * qnorm(.975) * sqrt(s))
                """);
        Comparison unpaired = ClusteredAuc.unpaired(site(cohort, "A"), site(cohort, "B"));
        assertEquals(r[0], unpaired.statistic(), EXACT);
        assertEquals(r[1], unpaired.pValue(), EXACT);
        Interaction sites = new SubgroupTable(2).interactions(cohort.slices()).get(0);
        assertEquals(r[2], sites.statistic(), 1e-9 * Math.max(1, r[2]));
        assertEquals(r[3], sites.pValue(), EXACT);
        Comparison paired = ClusteredAuc.paired(cohort.scores(), cohort.otherScores());
        assertEquals(r[4], paired.statistic(), EXACT);
        assertEquals(r[5], paired.pValue(), EXACT);
        assertEquals(r[6], paired.difference().low(), EXACT);
        assertEquals(r[7], paired.difference().high(), EXACT);
    }

    private static Scores site(UnevenCohort cohort, String name) {
        return Scores.of(cohort.slices().stream()
                .filter(s -> name.equals(s.subgroups().get("site")))
                .toList());
    }

    @ParameterizedTest
    @MethodSource("cohorts")
    void calibration_benefit_and_curves_are_those_of_scikit_learn_and_numpy(UnevenCohort cohort) throws Exception {
        double[] s = new Peers(folder).python(cohort.csv(), """
                from sklearn.metrics import precision_recall_curve, roc_curve, average_precision_score, roc_auc_score
                y, a, n = d["y"], d["a"], len(d); bin = np.minimum(9, (a * 10).astype(int)); m = y.mean()
                cell = [(bin == b) for b in range(10) if (bin == b).any()]
                ece = sum(c.sum() / n * abs(a[c].mean() - y[c].mean()) for c in cell)
                rel = sum(c.sum() / n * (a[c].mean() - y[c].mean()) ** 2 for c in cell)
                res = sum(c.sum() / n * (y[c].mean() - m) ** 2 for c in cell)
                rest = sum(c.sum() / n * (a[c].var() - 2 * ((a[c] - a[c].mean()) * (y[c] - y[c].mean())).mean()) for c in cell)
                net = [((a >= t) & (y == 1)).sum() / n - ((a >= t) & (y == 0)).sum() / n * t / (1 - t) for t in (.05, .5, .75)]
                grid = np.linspace(0, 1, 101); own = []
                for p in np.unique(d["p"]):
                  k = d["p"] == p
                  if len(set(y[k])) == 2:
                    f, t, _ = roc_curve(y[k], a[k], drop_intermediate=False); own.append(np.interp(grid, f, t)); own[-1][0] = 0
                own = np.array(own); q, r, _ = precision_recall_curve(y, a)
                out = [ece, rel, res, rest, *net, own.mean(0)[30], own.std(0, ddof=1)[30], own.mean(0)[71],
                  average_precision_score(y, a), roc_auc_score(y, a), len(q) - 1, *q[:-1], *r[:-1]]
                """);
        Calibration c = Calibration.of(
                cohort.scores(), new PatientBootstrap(cohort.scores().patientCount(), 20, 1));
        assertEquals(s[0], c.expectedCalibrationError().value(), EXACT);
        assertEquals(s[1], c.decomposition().reliability(), EXACT);
        assertEquals(s[2], c.decomposition().resolution(), EXACT);
        assertEquals(s[3], c.decomposition().withinBins(), EXACT);
        List<DecisionCurve.Point> net = DecisionCurve.of(cohort.scores()).points();
        assertEquals(s[4], net.get(4).model(), EXACT);
        assertEquals(s[5], net.get(49).model(), EXACT);
        assertEquals(s[6], net.get(74).model(), EXACT);
        List<CurveBand.Point> mean = PerPatient.of(cohort.slices()).meanRoc().points();
        assertEquals(s[7], mean.get(30).sensitivity(), EXACT);
        assertEquals(Math.min(1, s[7] + s[8]), mean.get(30).high(), EXACT);
        assertEquals(s[9], mean.get(71).sensitivity(), EXACT);
        assertEquals(s[10], PrecisionRecall.averagePrecision(cohort.scores()), EXACT);
        assertEquals(s[11], Roc.of(cohort.scores()).auc(), EXACT);
        List<PrecisionRecall.Point> curve =
                new ArrayList<>(PrecisionRecall.of(cohort.scores()).points());
        Collections.reverse(curve);
        assertEquals(s[12], curve.size());
        for (int i = 0; i < curve.size(); i++) {
            assertEquals(s[13 + i], curve.get(i).precision(), EXACT);
            assertEquals(s[13 + curve.size() + i], curve.get(i).recall(), EXACT);
        }
    }

    private static void assertEstimate(double value, double low, double high, Estimate estimate) {
        assertEquals(value, estimate.value(), EXACT, estimate.toString());
        assertEquals(low, estimate.low(), EXACT, estimate.toString());
        assertEquals(high, estimate.high(), EXACT, estimate.toString());
    }
}
