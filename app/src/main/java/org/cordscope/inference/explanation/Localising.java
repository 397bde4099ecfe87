package org.cordscope.inference.explanation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.learning.saliency.Localisation;
import org.cordscope.learning.saliency.MapMethod;

/** Collects how well each method finds the structure of the masks, and how well the average mask does. */
final class Localising {
    private final int pixels;
    private final long seed;
    private final Map<MapMethod, List<Result>> results = new EnumMap<>(MapMethod.class);
    private final List<Masked> masked = new ArrayList<>();
    private final Map<String, float[]> sums = new HashMap<>();
    private final float[] total;

    private record Result(String patient, Localisation localisation) {}

    private record Masked(String patient, BitSet mask) {}

    Localising(int pixels, long seed) {
        this.pixels = pixels;
        this.seed = seed;
        this.total = new float[pixels];
    }

    void addMask(String patient, BitSet mask) {
        masked.add(new Masked(patient, mask));
        float[] sum = sums.computeIfAbsent(patient, p -> new float[pixels]);
        mask.stream().forEach(i -> {
            sum[i]++;
            total[i]++;
        });
    }

    void add(MapMethod method, String patient, Localisation localisation) {
        results.computeIfAbsent(method, m -> new ArrayList<>()).add(new Result(patient, localisation));
    }

    List<Found> found() {
        PatientMeans average = averageMask();
        List<Found> found = new ArrayList<>();
        results.forEach((method, list) -> {
            PatientMeans auprc = new PatientMeans();
            PatientMeans chance = new PatientMeans();
            PatientMeans hits = new PatientMeans();
            for (Result result : list) {
                auprc.add(result.patient(), result.localisation().auprc());
                chance.add(result.patient(), result.localisation().maskShare());
                hits.add(result.patient(), result.localisation().hit() ? 1 : 0);
            }
            found.add(new Found(
                    method,
                    list.size(),
                    auprc.estimate(seed),
                    chance.estimate(seed),
                    average.estimate(seed),
                    hits.estimate(seed)));
        });
        return found;
    }

    /** Each slice against the sum of the masks of all other patients; none where there is no other. */
    private PatientMeans averageMask() {
        PatientMeans means = new PatientMeans();
        if (sums.size() < 2) {
            return means;
        }
        for (Masked slice : masked) {
            float[] own = sums.getOrDefault(slice.patient(), total);
            float[] others = new float[pixels];
            for (int i = 0; i < pixels; i++) {
                others[i] = total[i] - own[i];
            }
            means.add(slice.patient(), Localisation.averagePrecision(others, slice.mask()));
        }
        return means;
    }
}
