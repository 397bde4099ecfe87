package org.cordscope.cohort.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;

/**
 * The slices of one series in the order in which they lie, inferior to superior. Frames are grouped by orientation and
 * stack, stacks whose positions interleave being one; frames at one position are reduced to the one of longest echo time; a
 * group is split where a gap is much wider than the median; slabs follow each other by the height of their middle.
 *
 * @param slices in order
 * @param slabs how many
 * @param gapMm median distance between neighbours of a slab, 0 for single slices
 * @param wideGapsMm distances between neighbours of one direction where slices seem to be missing, or a slab ends, in order
 * @param dropped frames that lost their position to a longer echo or to a copy
 * @param repeatsPerPosition median number of frames of one echo time at one position
 */
record Slabs(
        List<SliceRef> slices,
        int slabs,
        double gapMm,
        List<Double> wideGapsMm,
        int dropped,
        double repeatsPerPosition) {
    /** A distance so much wider than the median has room for a slice more. */
    private static final double WIDE = 1.5;

    private static final double SAME_DIRECTION_DEGREES = 2;
    private static final double SAME_POSITION_MM = 0.05;

    /** A frame with its file and its place. */
    record Placed(InstanceHeader header, FrameHeader frame, SlicePlane plane, double positionMm, double heightMm) {
        static Placed of(InstanceHeader header, FrameHeader frame) {
            SlicePlane plane = Objects.requireNonNull(frame.plane(), "plane");
            return new Placed(header, frame, plane, plane.positionMm(), Planes.centreHeightMm(header, frame));
        }

        double echoTimeMs() {
            Double echo = frame.acquisition().echoTimeMs();
            return echo == null ? 0 : echo;
        }
    }

    /** Longest echo first; then by name, so that the choice does not depend on the order of files. */
    private static final Comparator<Placed> PREFERENCE = Comparator.comparingDouble(Placed::echoTimeMs)
            .reversed()
            .thenComparing(p -> p.header().sopInstanceUid())
            .thenComparing(p -> p.frame().frame());

    static Slabs of(List<Placed> frames, SeriesRules rules) {
        List<List<Placed>> parts = new ArrayList<>();
        List<Double> gaps = new ArrayList<>();
        List<Double> repeats = new ArrayList<>();
        List<Double> wide = new ArrayList<>();
        for (List<Placed> group : joined(byOrientation(frames))) {
            List<Placed> line = onePerPosition(group, repeats);
            parts.addAll(split(line, rules.slabGapFactor()));
            List<Double> distances = distances(line);
            double limit = WIDE * median(distances);
            distances.stream().filter(mm -> mm > limit).sorted().forEach(wide::add);
        }
        parts.sort(Comparator.comparingDouble(Slabs::middleHeightMm));
        List<SliceRef> slices = new ArrayList<>();
        for (int slab = 0; slab < parts.size(); slab++) {
            List<Placed> part = parts.get(slab);
            for (Placed p : part) {
                slices.add(new SliceRef(p.header(), p.frame(), slices.size(), p.positionMm(), slab));
            }
            gaps.addAll(distances(part));
        }
        return new Slabs(slices, parts.size(), median(gaps), wide, frames.size() - slices.size(), median(repeats));
    }

    private static List<List<Placed>> byOrientation(List<Placed> frames) {
        List<Placed> ordered = frames.stream()
                .sorted(Comparator.comparing((Placed p) -> p.header().sopInstanceUid())
                        .thenComparing(p -> p.frame().frame()))
                .toList();
        List<List<Placed>> groups = new ArrayList<>();
        for (Placed p : ordered) {
            groups.stream()
                    .filter(g -> belongs(p, g.get(0)))
                    .findFirst()
                    .orElseGet(() -> {
                        List<Placed> fresh = new ArrayList<>();
                        groups.add(fresh);
                        return fresh;
                    })
                    .add(p);
        }
        return groups;
    }

    private static boolean belongs(Placed p, Placed first) {
        return Planes.angleDegrees(p.plane(), first.plane()) <= SAME_DIRECTION_DEGREES
                && p.frame()
                        .acquisition()
                        .stackId()
                        .equals(first.frame().acquisition().stackId());
    }

    /** Stacks of one direction that reach into each other are one: scanners number interleaved halves as two stacks. */
    private static List<List<Placed>> joined(List<List<Placed>> stacks) {
        List<List<Placed>> result = new ArrayList<>();
        for (List<Placed> stack : stacks) {
            List<Placed> whole = new ArrayList<>(stack);
            for (List<Placed> other : List.copyOf(result)) {
                if (reachInto(whole, other)) {
                    result.remove(other);
                    whole.addAll(0, other);
                }
            }
            result.add(whole);
        }
        return result;
    }

    private static boolean reachInto(List<Placed> a, List<Placed> b) {
        return Planes.angleDegrees(a.get(0).plane(), b.get(0).plane()) <= SAME_DIRECTION_DEGREES
                && lowest(a) <= highest(b) + SAME_POSITION_MM
                && lowest(b) <= highest(a) + SAME_POSITION_MM;
    }

    private static double lowest(List<Placed> stack) {
        return stack.stream().mapToDouble(Placed::positionMm).min().orElseThrow();
    }

    private static double highest(List<Placed> stack) {
        return stack.stream().mapToDouble(Placed::positionMm).max().orElseThrow();
    }

    private static List<Placed> onePerPosition(List<Placed> group, List<Double> repeats) {
        List<Placed> line = new ArrayList<>(group);
        line.sort(Comparator.comparingDouble(Placed::positionMm));
        List<Placed> kept = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= line.size(); i++) {
            boolean ends = i == line.size()
                    || line.get(i).positionMm() - line.get(start).positionMm() > SAME_POSITION_MM;
            if (ends) {
                List<Placed> here = line.subList(start, i);
                Placed best = here.stream().min(PREFERENCE).orElseThrow();
                kept.add(best);
                repeats.add((double) here.stream()
                        .filter(p -> p.echoTimeMs() == best.echoTimeMs())
                        .count());
                start = i;
            }
        }
        return kept;
    }

    private static List<List<Placed>> split(List<Placed> line, double gapFactor) {
        double limit = gapFactor * median(distances(line));
        List<List<Placed>> parts = new ArrayList<>();
        List<Placed> part = new ArrayList<>();
        for (Placed p : line) {
            if (!part.isEmpty() && p.positionMm() - part.get(part.size() - 1).positionMm() > limit) {
                parts.add(part);
                part = new ArrayList<>();
            }
            part.add(p);
        }
        parts.add(part);
        return parts;
    }

    private static List<Double> distances(List<Placed> line) {
        List<Double> distances = new ArrayList<>();
        for (int i = 1; i < line.size(); i++) {
            distances.add(line.get(i).positionMm() - line.get(i - 1).positionMm());
        }
        return distances;
    }

    private static double middleHeightMm(List<Placed> part) {
        return part.stream().mapToDouble(Placed::heightMm).average().orElse(0);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        return n == 0 ? 0 : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }
}
