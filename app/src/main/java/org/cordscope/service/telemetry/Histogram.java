package org.cordscope.service.telemetry;

import java.util.stream.LongStream;

/** How durations are spread, in seconds. */
final class Histogram {
    private static final double[] BOUNDS = {0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800};

    private final String name;
    private final String help;
    private final long[] counts = new long[BOUNDS.length + 1];
    private double sum;

    Histogram(String name, String help) {
        this.name = name;
        this.help = help;
    }

    synchronized void observe(double seconds) {
        int i = 0;
        while (i < BOUNDS.length && seconds > BOUNDS[i]) {
            i++;
        }
        counts[i]++;
        sum += seconds;
    }

    synchronized double mean(double ifNone) {
        long all = LongStream.of(counts).sum();
        return all == 0 ? ifNone : sum / all;
    }

    synchronized void write(StringBuilder out) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(" histogram\n");
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i];
            String bound = i == BOUNDS.length ? "+Inf" : Double.toString(BOUNDS[i]);
            out.append(name)
                    .append("_bucket{le=\"")
                    .append(bound)
                    .append("\"} ")
                    .append(below)
                    .append('\n');
        }
        out.append(name).append("_sum ").append(sum).append('\n');
        out.append(name).append("_count ").append(below).append('\n');
    }
}
