package org.cordscope.report.published;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.cordscope.evaluation.Confusion;
import org.cordscope.evaluation.Consistency;
import org.cordscope.evaluation.Published;
import org.cordscope.evaluation.published.PublishedAgreement;
import org.cordscope.evaluation.published.PublishedCounts;
import org.cordscope.evaluation.published.Verdict;
import org.jspecify.annotations.Nullable;

/** What a paper prints, as its YAML file has it; every list may be absent. */
public record PublishedNumbers(
        @Nullable String source,
        @Nullable List<Metrics> metrics,
        @Nullable List<Agreement> agreement,
        @Nullable List<Sum> sums,
        @Nullable List<DealtOut> dealtOut,
        @Nullable List<Share> shares,
        @Nullable List<WholePatients> wholePatients,
        @Nullable List<Repeated> repeated) {

    /** Metrics of one set of slices; prevalence is one number or a range of two, or follows from counts or the table. */
    public record Metrics(
            @JsonProperty(required = true) String name,
            @Nullable Integer decimals,
            @Nullable List<Double> prevalence,
            @Nullable List<Double> compressed,
            @Nullable Double slices,
            @Nullable Double sensitivity,
            @Nullable Double specificity,
            @Nullable Double ppv,
            @Nullable Double npv,
            @Nullable Double accuracy,
            @Nullable Double f1,
            @Nullable TwoByTwo table) {

        List<Verdict> verdicts() {
            Published published = published();
            List<Consistency.Finding> findings = new ArrayList<>(Consistency.check(published));
            if (table != null) {
                findings.addAll(Consistency.check(published, table.confusion()));
            }
            return findings.isEmpty()
                    ? List.of(new Verdict(name, Verdict.Kind.HOLDS, "the metrics can all be true together"))
                    : findings.stream().map(this::impossible).toList();
        }

        private Verdict impossible(Consistency.Finding f) {
            int digits = decimals == null ? 2 : decimals;
            return new Verdict(
                    name,
                    Verdict.Kind.IMPOSSIBLE,
                    String.format(
                            Locale.ROOT,
                            "%s %." + digits + "f: %s allow %." + (digits + 1) + "f to %." + (digits + 1) + "f",
                            f.metric(),
                            f.published(),
                            f.because(),
                            f.low(),
                            f.high()));
        }

        private Published published() {
            List<Double> range = prevalenceRange();
            return new Published(
                    range.get(0),
                    range.get(range.size() - 1),
                    optional(sensitivity),
                    optional(specificity),
                    optional(ppv),
                    optional(npv),
                    optional(accuracy),
                    optional(f1),
                    decimals == null ? 2 : decimals);
        }

        private List<Double> prevalenceRange() {
            if (prevalence != null && !prevalence.isEmpty()) {
                return prevalence;
            }
            if (compressed != null && !compressed.isEmpty() && slices != null) {
                double all = slices;
                return compressed.stream().map(c -> c / all).sorted().toList();
            }
            if (table != null) {
                Confusion c = table.confusion();
                return List.of((double) c.compressed() / c.slices());
            }
            return List.of(0.0, 1.0);
        }

        private static OptionalDouble optional(@Nullable Double value) {
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
    }

    /** Counts of truth and call. */
    public record TwoByTwo(
            @JsonProperty(required = true) long truePositives,
            @JsonProperty(required = true) long falsePositives,
            @JsonProperty(required = true) long trueNegatives,
            @JsonProperty(required = true) long falseNegatives) {
        Confusion confusion() {
            return new Confusion(truePositives, falsePositives, trueNegatives, falseNegatives);
        }
    }

    /** Two raters. */
    public record Agreement(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) long slices,
            @JsonProperty(required = true) long firstCompressed,
            @JsonProperty(required = true) long secondCompressed,
            @JsonProperty(required = true) double kappa,
            @JsonProperty(required = true) double onCompressed,
            @JsonProperty(required = true) double onNotCompressed,
            @Nullable Integer kappaDecimals,
            @Nullable Integer shareDecimals) {
        Verdict verdict() {
            return new PublishedAgreement(
                            name,
                            slices,
                            firstCompressed,
                            secondCompressed,
                            kappa,
                            onCompressed,
                            onNotCompressed,
                            Objects.requireNonNullElse(kappaDecimals, 2),
                            Objects.requireNonNullElse(shareDecimals, 3))
                    .check();
        }
    }

    /** Parts and what they should make up. */
    public record Sum(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) List<Long> parts,
            @JsonProperty(required = true) long whole) {}

    /** Parts whose order is in doubt, and the two wholes that they should make up. */
    public record DealtOut(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) List<Long> parts,
            @JsonProperty(required = true) long first,
            @JsonProperty(required = true) long second) {}

    /** A share and what it is a share of. */
    public record Share(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) double share,
            @Nullable Integer decimals,
            @JsonProperty(required = true) long part,
            @JsonProperty(required = true) long whole) {}

    /** A split that is said to keep patients whole. */
    public record WholePatients(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) double share,
            @JsonProperty(required = true) long images,
            @JsonProperty(required = true) long allImages,
            @JsonProperty(required = true) double imagesPerPatient) {}

    /** One number, as often as it is printed. */
    public record Repeated(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) List<Double> printed) {}

    /** One or more verdicts for each entry. */
    public List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        stream(metrics).map(Metrics::verdicts).forEach(verdicts::addAll);
        stream(agreement).map(Agreement::verdict).forEach(verdicts::add);
        stream(sums)
                .map(s -> PublishedCounts.sum(s.name(), s.parts(), s.whole()))
                .forEach(verdicts::add);
        stream(dealtOut)
                .map(d -> PublishedCounts.dealtOut(d.name(), d.parts(), d.first(), d.second()))
                .forEach(verdicts::add);
        stream(shares)
                .map(s -> PublishedCounts.share(
                        s.name(), s.share(), Objects.requireNonNullElse(s.decimals(), 2), s.part(), s.whole()))
                .forEach(verdicts::add);
        stream(wholePatients)
                .map(w -> PublishedCounts.wholePatients(
                        w.name(), w.share(), w.images(), w.allImages(), w.imagesPerPatient()))
                .forEach(verdicts::add);
        stream(repeated)
                .map(r -> PublishedCounts.repeated(r.name(), r.printed()))
                .forEach(verdicts::add);
        return verdicts;
    }

    private static <T> Stream<T> stream(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }
}
