package org.cordscope.cli.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.evaluation.published.Verdict;
import org.cordscope.report.published.PublishedFile;
import org.cordscope.report.published.PublishedNumbers;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What cannot be true together of a paper's numbers. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says which printed numbers of a paper cannot be true together: a YAML file, or metrics as options, as in:",
            "cordscope evaluate check --prevalence 0.2 --sensitivity 0.88 --specificity 0.89 --f1 0.82"
        })
final class EvaluateCheck implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "0..1", description = "Printed numbers as YAML")
    private @Nullable Path file;

    @Option(names = "--example", description = "Check the paper that Cordscope re-implements")
    private boolean example;

    @Option(names = "--show-example", description = "Print its numbers as YAML, to be copied and filled in")
    private boolean showExample;

    @ArgGroup(exclusive = false)
    private @Nullable Printed printed;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    /** Metrics as a paper prints them. */
    static final class Printed {
        @Option(names = "--prevalence", arity = "1..2", description = "Share of positives, or the ends of its range")
        private List<Double> prevalence = List.of();

        @Option(names = "--sensitivity", description = "As printed")
        private @Nullable Double sensitivity;

        @Option(names = "--specificity", description = "As printed")
        private @Nullable Double specificity;

        @Option(names = "--ppv", description = "As printed")
        private @Nullable Double ppv;

        @Option(names = "--npv", description = "As printed")
        private @Nullable Double npv;

        @Option(names = "--accuracy", description = "As printed")
        private @Nullable Double accuracy;

        @Option(names = "--f1", description = "As printed")
        private @Nullable Double f1;

        @Option(names = "--decimals", description = "Decimals of the metrics (2)")
        private int decimals = 2;

        @Option(
                names = "--table",
                arity = "4",
                paramLabel = "N",
                description = "True positives, false positives, true negatives, false negatives")
        private List<Long> table = List.of();

        List<Verdict> check() {
            PublishedNumbers.TwoByTwo counts = table.isEmpty()
                    ? null
                    : new PublishedNumbers.TwoByTwo(table.get(0), table.get(1), table.get(2), table.get(3));
            PublishedNumbers.Metrics metrics = new PublishedNumbers.Metrics(
                    "Metrics",
                    decimals,
                    prevalence,
                    List.of(),
                    null,
                    sensitivity,
                    specificity,
                    ppv,
                    npv,
                    accuracy,
                    f1,
                    counts);
            return new PublishedNumbers(null, List.of(metrics), null, null, null, null, null, null).verdicts();
        }
    }

    @Override
    public Integer call() {
        if (showExample) {
            System.out.print(PublishedFile.example());
            return 0;
        }
        List<Verdict> verdicts = verdicts();
        if (json) {
            Json.print(Map.of("verdicts", verdicts), true);
            return 0;
        }
        for (Verdict verdict : verdicts) {
            System.out.printf(
                    "%-11s %s: %s%n",
                    verdict.kind().name().toLowerCase(Locale.ROOT), verdict.subject(), verdict.sentence());
        }
        return 0;
    }

    private List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        if (example) {
            verdicts.addAll(PublishedFile.checkExample());
        }
        if (file != null) {
            Inputs.mustExist(file, "Check the path.");
            verdicts.addAll(PublishedFile.check(file));
        }
        if (printed != null) {
            verdicts.addAll(printed.check());
        }
        if (verdicts.isEmpty()) {
            throw new UserFacingException(
                    "There is nothing to check", "Give a YAML file, metrics as options, or --example.");
        }
        return verdicts;
    }
}
