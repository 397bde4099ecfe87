package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Random patients as hospitals have them: one to fourteen slices each, some with slices of one class only, half of all scores
 * tied.
 */
record UnevenCohort(List<ScoredSlice> slices, List<ScoredSlice> others) {
    /** Two models' probabilities of the same slices; {@code rare}: one slice in twelve is compressed instead of one in three. */
    static UnevenCohort drawn(long seed, int patients, boolean rare) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ScoredSlice> first = new ArrayList<>();
        List<ScoredSlice> second = new ArrayList<>();
        for (int p = 0; p < patients; p++) {
            int size = 1 + random.nextInt(14);
            double share = p % 5 == 0 ? 0 : rare ? 1 / 12.0 : p % 7 == 1 ? 1 : 1 / 3.0;
            double shift = 0.2 * random.nextDouble();
            for (int s = 0; s < size; s++) {
                boolean compressed = random.nextDouble() < share;
                double base = shift + 0.5 * random.nextDouble() + (compressed ? 0.25 : 0.04);
                String name = "S" + first.size();
                Map<String, String> site = Map.of("site", "ABC".substring(p % 3, p % 3 + 1));
                first.add(new ScoredSlice("P" + p, name, compressed, tied(random, base), site));
                second.add(new ScoredSlice("P" + p, name, compressed, tied(random, base * random.nextDouble()), site));
            }
        }
        return new UnevenCohort(first, second);
    }

    private static double tied(SplittableRandom random, double probability) {
        return random.nextBoolean() ? Math.rint(20 * probability) / 20 : probability;
    }

    Scores scores() {
        return Scores.of(slices);
    }

    Scores otherScores() {
        return Scores.of(others);
    }

    /** Columns {@code y} (truth), {@code a} and {@code b} (the models), {@code p} (patient), {@code g} (site, from 1). */
    String csv() {
        StringBuilder text = new StringBuilder("y,a,b,p,g\n");
        for (int i = 0; i < slices.size(); i++) {
            ScoredSlice s = slices.get(i);
            text.append(s.compressed() ? 1 : 0)
                    .append(',')
                    .append(s.probability())
                    .append(',')
                    .append(others.get(i).probability())
                    .append(',')
                    .append(s.patientId().substring(1))
                    .append(',')
                    .append(1 + "ABC".indexOf(s.subgroups().getOrDefault("site", "")))
                    .append('\n');
        }
        return text.toString();
    }
}
