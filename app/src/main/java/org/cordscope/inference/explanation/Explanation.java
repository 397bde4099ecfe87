package org.cordscope.inference.explanation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cordscope.evaluation.Estimate;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.study.Rejected;

/**
 * Everything that explaining a model has found.
 *
 * @param layers from the logit down to the image
 * @param randomPairs mean SSIM of random pairs of the trained model's maps of different slices, by method
 * @param emptyMaps slices on which a method found nothing
 * @param rejected files that could not be used
 */
public record Explanation(
        List<MapMethod> methods,
        List<String> layers,
        double threshold,
        List<ExplainedSlice> slices,
        Map<MapMethod, Estimate> randomPairs,
        Map<MapMethod, Integer> emptyMaps,
        List<Alikeness> alikeness,
        List<Found> found,
        List<Verdict> verdicts,
        List<Rejected> rejected) {

    public Explanation {
        methods = List.copyOf(methods);
        layers = List.copyOf(layers);
        slices = List.copyOf(slices);
        randomPairs = Collections.unmodifiableMap(new EnumMap<>(randomPairs));
        emptyMaps = Collections.unmodifiableMap(new EnumMap<>(emptyMaps));
        alikeness = List.copyOf(alikeness);
        found = List.copyOf(found);
        verdicts = List.copyOf(verdicts);
        rejected = List.copyOf(rejected);
    }

    public long patients() {
        return slices.stream().map(ExplainedSlice::patient).distinct().count();
    }

    /** Verdicts on one method, in the order of the checks. */
    public List<Verdict> verdicts(MapMethod method) {
        return verdicts.stream().filter(v -> v.method() == method).toList();
    }
}
