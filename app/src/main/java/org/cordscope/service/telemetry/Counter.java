package org.cordscope.service.telemetry;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A number that only grows, for each combination of its labels. */
final class Counter {
    private final String name;
    private final String help;
    private final List<String> labels;
    private final ConcurrentSkipListMap<String, LongAdder> series = new ConcurrentSkipListMap<>();

    Counter(String name, String help, String... labels) {
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** @param values of the labels, in their order: words of the program's own */
    Counter add(long amount, String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(name + " has the labels " + labels);
        }
        String of = IntStream.range(0, values.length)
                .mapToObj(i -> labels.get(i) + "=\"" + escaped(values[i]) + "\"")
                .collect(Collectors.joining(","));
        series.computeIfAbsent(of, key -> new LongAdder()).add(amount);
        return this;
    }

    static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    void write(StringBuilder out) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(" counter\n");
        series.forEach((of, sum) -> out.append(name)
                .append(of.isEmpty() ? "" : "{" + of + "}")
                .append(' ')
                .append(sum.sum())
                .append('\n'));
    }
}
