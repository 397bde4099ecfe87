package org.cordscope.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cordscope.learning.Channels;
import org.cordscope.learning.NetworkInput;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.SliceReading;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.trust.ModelRecord;
import org.jspecify.annotations.Nullable;

/**
 * One model or several that code together (Lakshminarayanan et al., "Simple and scalable predictive uncertainty estimation
 * using deep ensembles", NeurIPS 2017). A single model is asked a second time about the mirror image, if wanted: a neck is as
 * good left to right as right to left.
 */
public final class Ensemble implements Judges {
    private final List<SliceClassifier> members;
    private final @Nullable Double threshold;
    private final boolean mirrored;

    /** What one model makes of one slice. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Vote(
            SliceReading reading, float[] grey, @Nullable ModelRecord record) {
        @Nullable Double calibrated() {
            return record == null ? null : record.calibration().probability(reading.logit());
        }

        @Nullable Double distance() {
            return record == null || record.reference() == null
                    ? null
                    : record.reference().score(reading.features(), grey);
        }
    }

    /**
     * @param members at least one; they stay the caller's to close
     * @param threshold probability from which a slice counts as compressed; null takes the models' own
     * @param mirrored whether a single model is asked about the mirror image, which takes twice the time
     */
    public Ensemble(List<? extends SliceClassifier> members, @Nullable Double threshold, boolean mirrored) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an ensemble has at least one model");
        }
        this.members = List.copyOf(members);
        this.threshold =
                threshold == null ? null : DecisionThreshold.given(threshold).value();
        this.mirrored = mirrored && members.size() == 1;
    }

    /** As given, or the models' own. */
    @Override
    public DecisionThreshold threshold() {
        if (threshold != null) {
            return DecisionThreshold.given(threshold);
        }
        List<DecisionThreshold> own = members.stream()
                .map(member -> DecisionThreshold.of(member.record()))
                .toList();
        return own.size() == 1
                ? own.get(0)
                : new DecisionThreshold(mean(own, DecisionThreshold::value), "mean of the models' own");
    }

    @Override
    public Set<NetworkInput> inputs() {
        Set<NetworkInput> wanted = new LinkedHashSet<>();
        members.forEach(member -> wanted.add(NetworkInput.of(member.recipe())));
        return wanted;
    }

    @Override
    public List<Opinion> read(List<SliceToRead> slices) {
        Map<NetworkInput, List<float[]>> grey = new HashMap<>();
        for (NetworkInput input : inputs()) {
            grey.put(
                    input,
                    slices.stream()
                            .map(slice -> Objects.requireNonNull(slice.images().get(input)))
                            .toList());
        }
        List<List<Vote>> votes = new ArrayList<>();
        for (SliceClassifier member : members) {
            List<float[]> images = Objects.requireNonNull(grey.get(NetworkInput.of(member.recipe())));
            List<SliceReading> readings = member.read(images);
            Channels channels = member.recipe().network().channels();
            votes.add(IntStream.range(0, readings.size())
                    .mapToObj(i -> new Vote(readings.get(i), channels.own(images.get(i)), member.record()))
                    .toList());
        }
        SliceClassifier first = members.get(0);
        NetworkInput seen = NetworkInput.of(first.recipe());
        double[] mirror = mirrored
                ? first.probabilities(Objects.requireNonNull(grey.get(seen)).stream()
                        .map(image -> mirror(image, seen.preprocessing().size()))
                        .toList())
                : new double[0];
        List<Opinion> opinions = new ArrayList<>();
        for (int i = 0; i < votes.get(0).size(); i++) {
            int slice = i;
            List<Vote> all = votes.stream().map(of -> of.get(slice)).toList();
            opinions.add(opinion(all, mirrored ? DoubleStream.of(mirror[slice]) : DoubleStream.empty()));
        }
        return opinions;
    }

    private static Opinion opinion(List<Vote> votes, DoubleStream besides) {
        double[] probabilities = DoubleStream.concat(
                        votes.stream().mapToDouble(vote -> vote.reading().probability()), besides)
                .toArray();
        return new Opinion(
                mean(votes, vote -> vote.reading().probability()),
                meanOrNull(votes, Vote::calibrated),
                probabilities.length > 1 ? deviation(probabilities) : null,
                meanOrNull(votes, Vote::distance));
    }

    private static <T> double mean(List<T> of, ToDoubleFunction<T> value) {
        return of.stream().mapToDouble(value).average().orElseThrow();
    }

    private static @Nullable Double meanOrNull(List<Vote> votes, Function<Vote, @Nullable Double> value) {
        double sum = 0;
        for (Vote vote : votes) {
            Double one = value.apply(vote);
            if (one == null) {
                return null;
            }
            sum += one;
        }
        return sum / votes.size();
    }

    private static double deviation(double[] values) {
        double mean = DoubleStream.of(values).average().orElseThrow();
        double squares =
                DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /** Left for right, in every plane. */
    static float[] mirror(float[] image, int size) {
        float[] mirror = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            mirror[i] = image[i - i % size + size - 1 - i % size];
        }
        return mirror;
    }
}
