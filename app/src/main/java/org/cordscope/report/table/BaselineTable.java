package org.cordscope.report.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cordscope.cohort.Characteristics;
import org.cordscope.cohort.Part;
import org.cordscope.evaluation.baseline.BaselineRow;
import org.cordscope.evaluation.baseline.BaselineTest;
import org.cordscope.evaluation.baseline.Summary;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.figure.Terms;

/** Table 1: patients of training and validation against those of the holdout. */
public final class BaselineTable {
    private BaselineTable() {}

    /** Rows with no value in either group are left out. */
    public static Table of(List<Characteristics> patients) {
        List<Characteristics> first =
                patients.stream().filter(p -> p.part() != Part.HOLDOUT).toList();
        List<Characteristics> second =
                patients.stream().filter(p -> p.part() == Part.HOLDOUT).toList();
        List<List<String>> rows = new ArrayList<>();
        for (String name :
                names(patients.stream().map(p -> p.numbers().keySet()).toList())) {
            boolean whole = patients.stream()
                    .map(p -> p.numbers().get(name))
                    .allMatch(value -> value == null || value == Math.rint(value));
            rows.addAll(rows(BaselineRow.numbers(name, numbers(first, name), numbers(second, name)), whole));
        }
        for (String name : names(patients.stream().map(p -> p.words().keySet()).toList())) {
            rows.addAll(rows(BaselineRow.categories(name, words(first, name), words(second, name)), false));
        }
        return new Table(
                "Patients of training and validation against those of the holdout",
                List.of(
                        "Characteristic",
                        "Training and validation, n = " + first.size(),
                        "Holdout, n = " + second.size(),
                        "p",
                        "p, other test",
                        "SMD"),
                rows,
                List.of(
                        "Numbers: median (quartiles); p by Welch\u2019s t as the paper, the"
                                + " other by rank sum. Words: patients (share of those known); p by chi-squared without"
                                + " correction as the paper, the other by Fisher\u2019s exact test.",
                        "SMD: standardised mean difference, below 0.1 negligible; p values of a random split only tell"
                                + " how lucky the draw was."));
    }

    private static Set<String> names(Collection<Set<String>> names) {
        TreeSet<String> sorted = new TreeSet<>();
        names.forEach(sorted::addAll);
        Set<String> ordered = new LinkedHashSet<>();
        for (String leading : List.of("Age, years", "Sex", "mJOA")) {
            if (sorted.contains(leading)) {
                ordered.add(leading);
            }
        }
        ordered.addAll(sorted);
        return ordered;
    }

    private static double[] numbers(List<Characteristics> patients, String name) {
        return patients.stream()
                .mapToDouble(p -> p.numbers().getOrDefault(name, Double.NaN))
                .toArray();
    }

    private static List<String> words(List<Characteristics> patients, String name) {
        return patients.stream().map(p -> p.words().getOrDefault(name, "")).toList();
    }

    /** @param whole whether its values are whole numbers */
    private static List<List<String>> rows(BaselineRow row, boolean whole) {
        String p = p(row.tests().get(0));
        String other = p(row.tests().get(row.tests().size() - 1));
        String smd = Numbers.fixed(Math.abs(row.standardizedDifference()), 2);
        String missing = row.missing().get(0) + row.missing().get(1) == 0
                ? ""
                : "; unknown " + row.missing().get(0) + ", " + row.missing().get(1);
        if (row.measure() instanceof BaselineRow.Numbers numbers) {
            return List.of(List.of(
                    row.name() + missing,
                    summary(numbers.first(), whole),
                    summary(numbers.second(), whole),
                    p,
                    other,
                    smd));
        }
        BaselineRow.Categories words = (BaselineRow.Categories) row.measure();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(row.name() + missing, "", "", p, other, smd));
        for (int i = 0; i < words.names().size(); i++) {
            rows.add(List.of(
                    "\u2003" + Terms.group(row.name(), words.names().get(i)),
                    share(words.first(), i),
                    share(words.second(), i),
                    "",
                    "",
                    ""));
        }
        return rows;
    }

    private static String p(BaselineTest test) {
        return test.isDefined() ? Numbers.pValue(test.pValue()) : Numbers.NONE;
    }

    private static String summary(Summary s, boolean whole) {
        return value(s.median(), s, whole) + " (" + value(s.lowerQuartile(), s, whole) + " to "
                + value(s.upperQuartile(), s, whole) + ")";
    }

    /** Of whole numbers, a decimal only where a quartile of small ones lies between two of them. */
    private static String value(double value, Summary of, boolean whole) {
        return Numbers.fixed(value, whole && value == Math.rint(value) ? 0 : decimals(of));
    }

    private static int decimals(Summary s) {
        return s.maximum() < 2 ? 3 : s.maximum() < 30 ? 1 : 0;
    }

    private static String share(List<Long> counts, int index) {
        long all = counts.stream().mapToLong(Long::longValue).sum();
        return Numbers.count(counts.get(index)) + " (" + Numbers.percent((double) counts.get(index) / all) + ")";
    }
}
