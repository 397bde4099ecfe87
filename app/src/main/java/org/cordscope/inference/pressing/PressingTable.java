package org.cordscope.inference.pressing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.cordscope.evaluation.ClusteredAuc;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.Scores;
import org.cordscope.imaging.pressing.Pressing;
import org.cordscope.imaging.pressing.Side;

/** How well a model tells each pressing from untouched slices: of all scans, and of each group of them. */
public final class PressingTable {
    /** Column and group of all scans. */
    public static final String ALL = "all";

    private static final String CLEAR = "front and behind from 2 mm, all round from 1 mm";
    private static final String LATERAL = "left and right from 2 mm";
    private static final String EVERY = "all from 1 mm";
    private static final String EFFACED = "effaced fluid";
    private static final String STRICT = "all from 1 mm, effaced fluid among the untouched";
    private static final List<String> SUMS = List.of(CLEAR, LATERAL, EVERY, EFFACED, STRICT);

    private final double threshold;
    private final List<Told> all = new ArrayList<>();

    /**
     * One pressing in one group.
     *
     * @param column the grouping; {@value #ALL} for all scans
     * @param pressing as {@link PressedScore#what}, or one of the sums
     * @param untouched slices that it is held against
     * @param auc against the untouched slices of the same group, clustered by patient; slices that are not judged count with
     *     the probability that they would have had
     * @param called judged slices from the threshold on
     */
    public record Row(
            String column,
            String group,
            String pressing,
            int slices,
            int untouched,
            Estimate auc,
            int called,
            int notJudged) {

        /** Whether it is of several pressings together. */
        public boolean isSum() {
            return SUMS.contains(pressing);
        }
    }

    /** A score without its picture. */
    private record Told(PressTable.Row scan, Pressing pressing, String what, ScoredSlice scored, boolean judged) {
        boolean untouched() {
            return pressing.effacement() == 0;
        }

        /** The fluid was pushed away, the cord was left alone. */
        boolean effaced() {
            return !untouched() && pressing.indentationMm() == 0;
        }

        boolean lateral() {
            return pressing.side() == Side.LEFT || pressing.side() == Side.RIGHT;
        }

        /** What a rater would call compressed at a glance. */
        boolean clear() {
            return !lateral() && pressing.indentationMm() >= (pressing.side() == Side.ALL_ROUND ? 1 : 2);
        }

        ScoredSlice pressed(boolean is) {
            return new ScoredSlice(scored.patientId(), scored.sliceId(), is, scored.probability());
        }
    }

    /** @param threshold probability from which the model calls a slice compressed */
    public PressingTable(double threshold) {
        this.threshold = threshold;
    }

    public void add(PressedScore score) {
        all.add(new Told(score.scan(), score.pressing(), score.what(), score.scored(), score.judged()));
    }

    /** Of all scans first, then of each group. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        add(rows, ALL, ALL, all);
        Map<String, Map<String, List<Told>>> groups = new LinkedHashMap<>();
        for (Told told : all) {
            told.scan()
                    .groups()
                    .forEach((column, group) -> groups.computeIfAbsent(column, c -> new LinkedHashMap<>())
                            .computeIfAbsent(group, g -> new ArrayList<>())
                            .add(told));
        }
        groups.forEach((column, members) -> members.forEach((group, some) -> add(rows, column, group, some)));
        return List.copyOf(rows);
    }

    private void add(List<Row> rows, String column, String group, List<Told> some) {
        Map<String, List<Told>> pressings = new LinkedHashMap<>();
        for (Told told : some) {
            pressings.computeIfAbsent(told.what(), what -> new ArrayList<>()).add(told);
        }
        pressings.put(CLEAR, those(some, Told::clear));
        pressings.put(
                LATERAL, those(some, told -> told.lateral() && told.pressing().indentationMm() >= 2));
        pressings.put(EVERY, those(some, told -> told.scored().compressed()));
        pressings.put(EFFACED, those(some, Told::effaced));
        pressings.put(STRICT, those(some, told -> told.scored().compressed()));
        pressings.forEach((name, pressed) -> {
            List<Told> untouched = those(some, told -> told.untouched() || (name.equals(STRICT) && told.effaced()));
            if (!pressed.isEmpty()) {
                rows.add(new Row(
                        column,
                        group,
                        name,
                        pressed.size(),
                        untouched.size(),
                        auc(pressed, untouched),
                        those(pressed, this::called).size(),
                        those(pressed, told -> !told.judged()).size()));
            }
        });
    }

    private boolean called(Told told) {
        return told.judged() && told.scored().probability() >= threshold;
    }

    private static List<Told> those(List<Told> some, Predicate<Told> which) {
        return some.stream().filter(which).toList();
    }

    private static Estimate auc(List<Told> pressed, List<Told> untouched) {
        if (pressed.get(0).untouched()) {
            return Estimate.undefined("untouched slices against themselves");
        }
        List<ScoredSlice> slices = new ArrayList<>();
        pressed.forEach(told -> slices.add(told.pressed(true)));
        untouched.forEach(told -> slices.add(told.pressed(false)));
        return ClusteredAuc.auc(Scores.of(slices));
    }
}
