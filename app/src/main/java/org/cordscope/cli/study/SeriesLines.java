package org.cordscope.cli.study;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.cohort.SeriesEvidence;

/** Series as lines for people: one each, and its evidence indented below. */
final class SeriesLines {
    private SeriesLines() {}

    static List<String> of(List<SeriesEvidence> series) {
        int name = series.stream().mapToInt(s -> s.name().length()).max().orElse(0);
        int subject = series.stream().mapToInt(s -> s.subject().length()).max().orElse(0);
        int files = series.stream()
                .mapToInt(s -> String.valueOf(s.files()).length())
                .max()
                .orElse(0);
        String format = "%-" + name + "s  %-" + subject + "s  %" + files + "d %-5s  %s";
        List<String> lines = new ArrayList<>();
        for (SeriesEvidence one : series) {
            lines.add(String.format(
                    format,
                    one.name(),
                    one.subject(),
                    one.files(),
                    one.files() == 1 ? "file" : "files",
                    (one.chosen() ? "chosen: " : "not chosen: ") + one.reason()));
            one.evidence().forEach(fact -> lines.add("    " + fact));
        }
        return lines;
    }
}
