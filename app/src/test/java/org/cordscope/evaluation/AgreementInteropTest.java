package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cordscope.evaluation.agreement.CohenKappa;
import org.cordscope.evaluation.agreement.CongerKappa;
import org.cordscope.evaluation.agreement.FleissKappa;
import org.cordscope.evaluation.agreement.GwetAgreement;
import org.cordscope.evaluation.agreement.KrippendorffAlpha;
import org.cordscope.evaluation.agreement.RatedUnit;
import org.cordscope.evaluation.agreement.Ratings;
import org.cordscope.evaluation.agreement.Weighting;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recomputes in R and scikit-learn, on random data with gaps, how far raters agree. */
@Tag("interop")
final class AgreementInteropTest {
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
                boolean seen = (i % 6 < 2 && rater.compareTo("c") < 0) || random.nextInt(5) > 0;
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
}
