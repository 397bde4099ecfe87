package org.cordscope.inference.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.learning.saliency.MapSimilarity;
import org.cordscope.learning.saliency.MappedSlice;

/** Compares the trained model's maps with those of networks that differ from it. Close it to free what it drew anew. */
final class Comparing implements AutoCloseable {
    private final Preprocessing preprocessing;
    private final List<MapMethod> methods;
    private final List<Variant> variants = new ArrayList<>();
    private final List<ActivationMapper> drawn = new ArrayList<>();
    private final Map<Row, Tally> tallies = new LinkedHashMap<>();

    /** Rows of the table that a network fills. */
    private record Variant(List<Step> steps, ActivationMapper mapper) {}

    private record Step(Check check, String name) {}

    private record Row(Step step, MapMethod method) {}

    private record Tally(PatientMeans ssim, PatientMeans spearman, PatientMeans spearmanAbsolute, PatientMeans hog) {
        void add(String patient, MapSimilarity similarity) {
            ssim.add(patient, similarity.ssim());
            spearman.add(patient, similarity.spearman());
            spearmanAbsolute.add(patient, similarity.spearmanAbsolute());
            hog.add(patient, similarity.hog());
        }
    }

    Comparing(ActivationMapper model, List<OtherModel> others, List<MapMethod> methods) {
        this.preprocessing = model.recipe().preprocessing();
        this.methods = methods;
        List<String> layers = model.layers();
        for (int i = 0; i < layers.size(); i++) {
            Step cascading = new Step(Check.CASCADING, layers.get(i));
            Step alone = new Step(Check.INDEPENDENT, layers.get(i));
            variants.add(new Variant(
                    i == 0 ? List.of(cascading, alone) : List.of(cascading), draw(model, layers.subList(0, i + 1))));
            if (i > 0) {
                variants.add(new Variant(List.of(alone), draw(model, layers.subList(i, i + 1))));
            }
        }
        others.forEach(other ->
                variants.add(new Variant(List.of(new Step(other.check(), other.name())), other.mapper())));
        for (Variant variant : variants) {
            for (Step step : variant.steps()) {
                methods.forEach(method -> tallies.put(
                        new Row(step, method),
                        new Tally(new PatientMeans(), new PatientMeans(), new PatientMeans(), new PatientMeans())));
            }
        }
    }

    private ActivationMapper draw(ActivationMapper model, List<String> layers) {
        ActivationMapper mapper = model.randomised(layers);
        drawn.add(mapper);
        return mapper;
    }

    /** Methods without a map on this slice are left out. */
    void add(String patient, SeenSlice seen, MappedSlice trained) {
        List<MapMethod> asked =
                methods.stream().filter(m -> !trained.map(m).isEmpty()).toList();
        if (asked.isEmpty()) {
            return;
        }
        SquareField own = SquareField.of(preprocessing, seen.image());
        for (Variant variant : variants) {
            Recipe other = variant.mapper().recipe();
            MappedSlice mapped = variant.mapper().map(asked, seen.by(other));
            SquareField field = SquareField.of(other.preprocessing(), seen.image());
            for (MapMethod method : asked) {
                MapSimilarity similarity = similarity(trained.map(method), own, mapped.map(method), field);
                for (Step step : variant.steps()) {
                    Tally tally = tallies.get(new Row(step, method));
                    if (tally != null) {
                        tally.add(patient, similarity);
                    }
                }
            }
        }
    }

    private static MapSimilarity similarity(
            ActivationMap first, SquareField firstField, ActivationMap second, SquareField secondField) {
        if (firstField.covers(secondField)) {
            return MapSimilarity.of(first, second);
        }
        int pixels = Math.min(firstField.size(), secondField.size());
        return MapSimilarity.of(
                firstField.shared(first, secondField, pixels), secondField.shared(second, firstField, pixels));
    }

    List<Alikeness> alikeness(long seed) {
        List<Alikeness> rows = new ArrayList<>();
        for (Check check : Check.values()) {
            tallies.forEach((row, tally) -> {
                if (row.step().check() == check) {
                    rows.add(new Alikeness(
                            check,
                            row.step().name(),
                            row.method(),
                            tally.ssim().count(),
                            tally.ssim().estimate(seed),
                            tally.spearman().estimate(seed),
                            tally.spearmanAbsolute().estimate(seed),
                            tally.hog().estimate(seed)));
                }
            });
        }
        return rows;
    }

    @Override
    public void close() {
        drawn.forEach(ActivationMapper::close);
    }
}
