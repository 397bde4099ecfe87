package org.cordscope.inference.explanation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomReader;
import org.cordscope.evaluation.Estimate;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.inference.explanation.ExplainedSlice.Peak;
import org.cordscope.learning.Channels;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.saliency.Localisation;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.learning.saliency.MappedSlice;
import org.cordscope.study.Cancellation;
import org.cordscope.study.Compression;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.UnusableFileException;
import org.jspecify.annotations.Nullable;

/**
 * Explains slices one after the other, each put to every check; only numbers are kept, and a sample of maps. Each slice costs
 * one map by every method from the model, from each other model, and from eleven networks with layers drawn anew.
 */
public final class Explaining {
    private final ActivationMapper model;
    private final Settings settings;
    private final @Nullable MaskFolder masks;
    private final Preprocessing preprocessing;
    private final Localising localising;
    private final Map<MapMethod, RandomPairs> pairs = new EnumMap<>(MapMethod.class);
    private final Map<MapMethod, Integer> empty = new EnumMap<>(MapMethod.class);

    /**
     * What is asked for.
     *
     * @param threshold probability from which a slice counts as compressed
     * @param seed of the random pairs and of the intervals
     */
    public record Settings(List<MapMethod> methods, double threshold, long seed) {
        public Settings {
            methods = List.copyOf(methods);
            if (methods.isEmpty() || !(threshold >= 0) || threshold > 1) {
                throw new IllegalArgumentException(
                        "a method is needed, and a threshold in 0..1: " + methods + ", " + threshold);
            }
        }
    }

    /** @param masks null where there are none */
    public Explaining(ActivationMapper model, @Nullable MaskFolder masks, Settings settings) {
        this.model = model;
        this.masks = masks;
        this.settings = settings;
        this.preprocessing = model.recipe().preprocessing();
        this.localising = new Localising(preprocessing.size() * preprocessing.size(), settings.seed());
        for (MapMethod method : settings.methods()) {
            pairs.put(method, new RandomPairs(settings.seed()));
            empty.put(method, 0);
        }
    }

    /**
     * Explains every slice that can be read.
     *
     * @throws CancellationException where the thread is interrupted
     */
    public Explanation explain(SlicesToExplain slices, List<OtherModel> others, MapSink sink, Progress progress)
            throws IOException {
        List<ExplainedSlice> explained = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>(slices.rejected());
        progress.begin("explaining slices", slices.slices().size());
        boolean neighbours = Stream.concat(Stream.of(model), others.stream().map(OtherModel::mapper))
                .anyMatch(mapper -> mapper.recipe().network().channels() == Channels.NEIGHBOURS);
        try (Comparing comparing = new Comparing(model, others, settings.methods())) {
            for (SliceToExplain slice : slices.slices()) {
                Cancellation.check();
                try {
                    explained.add(explain(slice, neighbours, explained.size() + 1, comparing, sink));
                } catch (UnusableFileException e) {
                    rejected.add(e.toRejected());
                }
                progress.advance(1);
            }
            return result(explained, comparing.alikeness(settings.seed()), rejected);
        }
    }

    private ExplainedSlice explain(
            SliceToExplain slice, boolean neighbours, int number, Comparing comparing, MapSink sink)
            throws IOException {
        InstanceHeader header = DicomReader.readInstanceHeader(slice.source());
        SliceImage image = DicomPixels.read(header, slice.key().frame());
        SeenSlice seen = new SeenSlice(slice, image, neighbours);
        MappedSlice mapped = model.map(settings.methods(), seen.by(model.recipe()));
        SquareField field = SquareField.of(preprocessing, image);
        sink.take(number, image, mapped);
        for (MapMethod method : settings.methods()) {
            ActivationMap map = mapped.map(method);
            if (map.isEmpty()) {
                empty.merge(method, 1, Integer::sum);
            } else {
                pairs.computeIfAbsent(method, m -> new RandomPairs(settings.seed()))
                        .add(slice.patient(), map);
            }
        }
        comparing.add(slice.patient(), seen, mapped);
        BitSet mask = mask(slice, header.frames().get(slice.key().frame() - 1).plane(), field);
        return new ExplainedSlice(
                number,
                slice.key(),
                slice.patient(),
                slice.label(),
                mapped.probability(),
                peaks(slice, mapped, field, mask));
    }

    private BitSet mask(SliceToExplain slice, @Nullable SlicePlane plane, SquareField field) throws IOException {
        return masks == null || plane == null ? new BitSet() : masks.mask(slice.patient(), plane, field);
    }

    /** Slices that are compressed, or called so where nobody has said, are measured against their mask. */
    private List<Peak> peaks(SliceToExplain slice, MappedSlice mapped, SquareField field, BitSet mask) {
        boolean compressed = slice.label() == null
                ? mapped.probability() >= settings.threshold()
                : slice.label() == Compression.COMPRESSED;
        boolean counts = compressed && !mask.isEmpty();
        if (counts) {
            localising.addMask(slice.patient(), mask);
        }
        List<Peak> peaks = new ArrayList<>();
        for (MapMethod method : settings.methods()) {
            ActivationMap map = mapped.map(method);
            Localisation localisation = mask.isEmpty() ? null : Localisation.of(map, mask);
            if (localisation != null && counts) {
                localising.add(method, slice.patient(), localisation);
            }
            int row = map.peak() / map.columns();
            int column = map.peak() % map.columns();
            peaks.add(new Peak(
                    method,
                    map.isEmpty(),
                    row,
                    column,
                    field.sliceRow(row),
                    field.sliceColumn(column),
                    localisation == null ? null : Double.valueOf(localisation.auprc()),
                    localisation == null ? null : Boolean.valueOf(localisation.hit())));
        }
        return peaks;
    }

    private Explanation result(List<ExplainedSlice> slices, List<Alikeness> alikeness, List<Rejected> rejected) {
        Map<MapMethod, Estimate> chance = new EnumMap<>(MapMethod.class);
        pairs.forEach((method, of) -> chance.put(method, of.meanSsim()));
        List<Found> found = localising.found();
        List<Verdict> verdicts = new ArrayList<>();
        Judging judging = new Judging(chance);
        settings.methods().forEach(method -> verdicts.addAll(judging.of(method, alikeness, found)));
        return new Explanation(
                settings.methods(),
                model.layers(),
                settings.threshold(),
                slices,
                chance,
                empty,
                alikeness,
                found,
                verdicts,
                rejected);
    }
}
