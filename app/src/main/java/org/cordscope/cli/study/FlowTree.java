package org.cordscope.cli.study;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordscope.cohort.Flow;
import org.cordscope.cohort.Part;

/** A tree of counts as lines for people: the number in front, so that all stand below each other whatever the names' length. */
final class FlowTree {
    private static final String[] LINES = {"\u251c\u2500 ", "\u2514\u2500 ", "\u2502  "};
    private static final String[] PLAIN = {"|- ", "`- ", "|  "};

    private final String name;
    private final long count;
    private final List<FlowTree> branches = new ArrayList<>();

    private FlowTree(String name, long count) {
        this.name = name;
        this.count = count;
    }

    /** Trees of files, series and slices below one root without a count. */
    static FlowTree of(Flow flow) {
        FlowTree root = new FlowTree("", 0);
        if (flow.screening().people() > 0) {
            FlowTree people = root.branch("people assessed", flow.screening().people());
            people.branch("left out", flow.screening().excluded())
                    .reasons(flow.screening().leftOut());
            people.branch("included", flow.screening().included());
        }
        FlowTree files = root.branch("files found", flow.files());
        files.branch("cannot be used", flow.unusable()).reasons(flow.unusableFiles());
        files.branch("excluded", flow.excluded()).reasons(flow.excludedFiles());
        files.branch("used", flow.usedFiles());
        FlowTree series = root.branch("series found", flow.series());
        series.branch("not chosen", flow.series() - flow.scans()).reasons(flow.excludedSeries());
        FlowTree scans = series.branch("chosen: scans", flow.scans());
        scans.branch("of subjects", flow.subjects());
        FlowTree slices = root.branch("slices", flow.slices());
        slices.branch("not labelled", flow.unlabelled());
        slices.branch(
                        "without a consensus",
                        flow.unresolved().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .reasons(flow.unresolved());
        FlowTree labelled = slices.branch("labelled", flow.labelled());
        flow.parts().forEach((part, count) -> labelled.part(title(part), count, flow, part));
        labelled.branch(flow.parts().isEmpty() ? "not split yet" : "of patients outside the split", flow.notSplit());
        root.prune();
        return root;
    }

    private static String title(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private void part(String title, Flow.PartCount part, Flow flow, Part which) {
        FlowTree tree = branch(title + ": " + words(part), part.labelledSlices());
        if (which == Part.TRAINING) {
            flow.folds()
                    .forEach(
                            (fold, count) -> tree.branch("fold " + fold + ": " + words(count), count.labelledSlices()));
        }
    }

    private static String words(Flow.PartCount part) {
        return String.format(
                Locale.ROOT,
                "%,d %s, %,d %s, %,d compressed",
                part.subjects(),
                part.subjects() == 1 ? "subject" : "subjects",
                part.scans(),
                part.scans() == 1 ? "scan" : "scans",
                part.compressed());
    }

    private FlowTree branch(String title, long number) {
        FlowTree tree = new FlowTree(title, number);
        branches.add(tree);
        return tree;
    }

    private void reasons(Map<String, Long> counts) {
        counts.forEach(this::branch);
    }

    /** Takes out boxes of exclusions in which nothing is. */
    private void prune() {
        branches.forEach(root -> root.branches.removeIf(b -> b.count == 0 && b.branches.isEmpty()));
        branches.forEach(root -> root.branches.forEach(b -> b.branches.removeIf(c -> c.count == 0)));
    }

    List<String> lines() {
        boolean drawn = Charset.forName(
                        System.getProperty("stdout.encoding", System.getProperty("native.encoding", "US-ASCII")))
                .newEncoder()
                .canEncode(LINES[0]);
        List<String> lines = new ArrayList<>();
        int width = number(widest()).length();
        for (FlowTree root : branches) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            root.print(lines, width, "", "", drawn ? LINES : PLAIN);
        }
        return lines;
    }

    private void print(List<String> lines, int width, String own, String below, String[] marks) {
        lines.add(String.format("%" + width + "s  %s%s", number(count), own, name));
        for (int i = 0; i < branches.size(); i++) {
            boolean last = i == branches.size() - 1;
            branches.get(i).print(lines, width, below + marks[last ? 1 : 0], below + (last ? "   " : marks[2]), marks);
        }
    }

    private long widest() {
        return Math.max(
                count, branches.stream().mapToLong(FlowTree::widest).max().orElse(0));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
