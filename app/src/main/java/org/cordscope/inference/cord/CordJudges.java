package org.cordscope.inference.cord;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.cordscope.imaging.AxialView;
import org.cordscope.inference.CordContours;
import org.cordscope.inference.CordFindings;
import org.cordscope.inference.Judges;
import org.cordscope.inference.Opinion;
import org.cordscope.inference.SliceToRead;
import org.cordscope.learning.NetworkInput;
import org.cordscope.learning.cord.CanalSighting;
import org.cordscope.learning.cord.CordForm;
import org.cordscope.learning.cord.CordReader;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.cord.CordRecipe.Picture;
import org.cordscope.learning.cord.CropReading;
import org.cordscope.learning.cord.Finding;
import org.cordscope.learning.cord.MeasureJudge;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.cordscope.study.SlicePlane;
import org.jspecify.annotations.Nullable;

/**
 * Finds the canal in each slice, judges a crop about it and its mirror image by every network, and measures the cord. Where the
 * cord lies far from the middle of the crop, the slice is cropped and judged once more.
 */
public final class CordJudges implements Judges {
    private static final Picture WHOLE = CordRecipe.WHOLE;
    private static final Picture CROP = CordRecipe.CROP;

    /** The crop is moved once where the canal's middle lies farther from its own than in most of what was trained on. */
    private static final double CENTRED_MM = 5;

    private final CordReader reader;
    private final @Nullable Double threshold;
    private final boolean mirrored;

    /**
     * @param reader stays the caller's to close
     * @param threshold probability from which a slice counts as compressed; null takes the model's own
     * @param mirrored whether mirror images are asked about too, which takes nearly twice the time
     */
    public CordJudges(CordReader reader, @Nullable Double threshold, boolean mirrored) {
        this.reader = reader;
        this.threshold =
                threshold == null ? null : DecisionThreshold.given(threshold).value();
        this.mirrored = mirrored;
    }

    @Override
    public Set<NetworkInput> inputs() {
        return Set.of();
    }

    @Override
    public DecisionThreshold threshold() {
        return threshold != null
                ? DecisionThreshold.given(threshold)
                : reader.model().decision().threshold();
    }

    /** The model's own goes with its threshold of slices. */
    @Override
    public @Nullable DecisionThreshold scanThreshold() {
        return threshold != null ? null : reader.model().decision().scanThreshold();
    }

    @Override
    public List<Opinion> read(List<SliceToRead> slices) {
        return inLanes(
                slices, some -> lookHere(some).stream().map(this::opinion).toList());
    }

    /** As many parts as the reader takes up at once. */
    private <R> List<R> inLanes(List<SliceToRead> slices, Function<List<SliceToRead>, List<R>> step) {
        int lanes = Math.min(reader.lanes(), slices.size());
        List<List<SliceToRead>> parts = IntStream.range(0, lanes)
                .mapToObj(i -> slices.subList(slices.size() * i / lanes, slices.size() * (i + 1) / lanes))
                .toList();
        return reader.sideBySide(parts, step).stream().flatMap(List::stream).toList();
    }

    /**
     * What was seen of a slice.
     *
     * @param plane where the slice lies; null where nobody says
     * @param xMm where the crop's middle lies; {@code yMm} downwards
     * @param crop the slice's own crop as it was judged
     * @param readings one of each network and, where asked for, of each mirror image; {@code mean} of them all
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once
    public record Look(
            @Nullable SlicePlane plane,
            CanalSighting sighting,
            double xMm,
            double yMm,
            float[] crop,
            List<CropReading> readings,
            CropReading mean) {

        /** Measures of the cord that was seen; nothing where hardly any was. */
        public Optional<CordMeasures> cord() {
            return cordForm().map(CordForm::measures);
        }

        Optional<CordForm> cordForm() {
            return CordForm.of(mean.cord());
        }

        /** Where the cord that was seen has its middle; nothing where hardly any was seen. */
        public Optional<Place> cordMiddle() {
            return middle(mean.cord());
        }

        /** Where the canal has its middle. */
        Optional<Place> canalMiddle() {
            return middle(mean.canal());
        }

        private Optional<Place> middle(float[] belief) {
            double sum = 0;
            double x = 0;
            double y = 0;
            for (int i = 0; i < belief.length; i++) {
                if (belief[i] >= 0.5f) {
                    int row = i / CROP.pixels();
                    sum++;
                    x += i % CROP.pixels();
                    y += row;
                }
            }
            double middle = (CROP.pixels() - 1) / 2.0;
            return sum < CordMeasures.FEWEST_PIXELS
                    ? Optional.empty()
                    : Optional.of(new Place(
                            xMm + (x / sum - middle) * CROP.pixelMm(), yMm + (y / sum - middle) * CROP.pixelMm()));
        }
    }

    /** Looks at each slice. */
    public List<Look> look(List<SliceToRead> slices) {
        return inLanes(slices, this::lookHere);
    }

    private List<Look> lookHere(List<SliceToRead> slices) {
        List<AxialView> views =
                slices.stream().map(s -> new AxialView(s.slice(), s.plane())).toList();
        List<CanalSighting> sightings = reader.find(views.stream()
                .map(view -> view.square(WHOLE.pixels(), WHOLE.pixelMm(), 0, 0))
                .toList());
        List<Place> places = new ArrayList<>();
        for (CanalSighting sighting : sightings) {
            places.add(new Place(sighting.xMm(), sighting.yMm()));
        }
        List<Look> looks = judge(slices, sightings, places);
        List<Integer> aside = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            Optional<Place> middle = looks.get(i).canalMiddle();
            if (middle.isPresent() && middle.get().from(places.get(i)) > CENTRED_MM) {
                places.set(i, middle.get());
                aside.add(i);
            }
        }
        if (!aside.isEmpty()) {
            List<Look> again = judge(
                    aside.stream().map(slices::get).toList(),
                    aside.stream().map(sightings::get).toList(),
                    aside.stream().map(places::get).toList());
            for (int i = 0; i < aside.size(); i++) {
                looks.set(aside.get(i), again.get(i));
            }
        }
        return looks;
    }

    /** Mm from the middle of the slice, to the right and downwards as it is looked at. */
    public record Place(double xMm, double yMm) {
        double from(Place other) {
            return Math.hypot(xMm - other.xMm, yMm - other.yMm);
        }
    }

    private List<Look> judge(List<SliceToRead> slices, List<CanalSighting> sightings, List<Place> places) {
        int area = CROP.pixels() * CROP.pixels();
        List<float[]> crops = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            crops.add(crops(slices.get(i), places.get(i)));
        }
        if (mirrored) {
            for (int i = 0; i < slices.size(); i++) {
                crops.add(CropReading.mirror(crops.get(i), CROP.pixels()));
            }
        }
        List<List<CropReading>> judged = reader.judge(crops);
        List<Look> looks = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            List<CropReading> readings = new ArrayList<>(judged.get(i));
            if (mirrored) {
                judged.get(slices.size() + i).forEach(reading -> readings.add(reading.mirrored()));
            }
            float[] own = java.util.Arrays.copyOfRange(crops.get(i), area, 2 * area);
            looks.add(new Look(
                    slices.get(i).plane(),
                    sightings.get(i),
                    places.get(i).xMm(),
                    places.get(i).yMm(),
                    own,
                    readings,
                    CropReading.mean(readings)));
        }
        return looks;
    }

    /** The slice above, the slice, the slice below, about the same place and windowed alike. */
    static float[] crops(SliceToRead slice, Place place) {
        float[] own = crop(new AxialView(slice.slice(), slice.plane()), place);
        AxialView.Window window = AxialView.Window.of(own);
        window.apply(own);
        float[] above = beside(slice.above(), slice, place, own, window);
        float[] below = beside(slice.below(), slice, place, own, window);
        float[] all = new float[3 * own.length];
        System.arraycopy(above, 0, all, 0, own.length);
        System.arraycopy(own, 0, all, own.length, own.length);
        System.arraycopy(below, 0, all, 2 * own.length, own.length);
        return all;
    }

    @SuppressWarnings("ReferenceEquality") // the slice itself stands in for a neighbour that is not there
    private static float[] beside(
            org.cordscope.study.SliceImage beside,
            SliceToRead slice,
            Place place,
            float[] own,
            AxialView.Window window) {
        return beside == slice.slice() ? own : window.apply(crop(new AxialView(beside, slice.plane()), place));
    }

    private static float[] crop(AxialView view, Place place) {
        return view.values(CROP.pixels(), CROP.pixelMm(), place.xMm(), place.yMm());
    }

    /** What comes of a look. */
    public Opinion opinion(Look look) {
        CropReading mean = look.mean();
        MeasureJudge measures = reader.model().decision().measures();
        CordForm form = CordForm.of(mean.cord()).orElse(null);
        double network = mean(look, r -> r.probability(Finding.COMPRESSED));
        boolean asked = !MeasureJudge.absent(measures) && form != null;
        double logit = asked
                ? measures.together(mean.logit(Finding.COMPRESSED), Objects.requireNonNull(form))
                : mean.logit(Finding.COMPRESSED);
        double probability = asked ? rising(logit) : network;
        double measured = asked ? rising(measures.logit(Objects.requireNonNull(form))) : Double.NaN;
        CordFindings findings = findings(
                look,
                mean,
                form == null ? null : form.measures(),
                probability >= threshold().value(),
                network,
                measured);
        return new Opinion(
                probability,
                reader.model().decision().calibration().probability(logit),
                look.readings().size() > 1 ? deviation(look, network) : null,
                null,
                refusal(look, mean, findings),
                findings);
    }

    private static double rising(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static @Nullable CordMeasures measures(float[] belief) {
        boolean[] inside = new boolean[belief.length];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = belief[i] >= 0.5f;
        }
        return CordMeasures.ofMask(inside, CROP.pixels(), CROP.pixelMm()).orElse(null);
    }

    private static double mean(Look look, ToDoubleFunction<CropReading> of) {
        return look.readings().stream().mapToDouble(of).average().orElseThrow();
    }

    private static double deviation(Look look, double mean) {
        double squares = look.readings().stream()
                .mapToDouble(r -> Math.pow(r.probability(Finding.COMPRESSED) - mean, 2))
                .sum();
        return Math.sqrt(squares / (look.readings().size() - 1));
    }

    private static String refusal(Look look, CropReading mean, CordFindings findings) {
        SlicePlane plane = look.plane();
        if (plane != null && plane.orientation() != SlicePlane.Orientation.AXIAL) {
            return "no axial slice: by its header it is "
                    + plane.orientation().name().toLowerCase(Locale.ROOT);
        }
        double judgeable = mean.probability(Finding.JUDGEABLE);
        double cervical = look.sighting().cervical();
        if (judgeable >= 0.5 && cervical >= 0.5) {
            return findings.cord() == null
                    ? "no cord found"
                    : FluidContrast.missing(look.crop(), mean) ? "fluid no brighter than the cord, unlike T2w" : "";
        }
        return judgeable < 0.5 && cervical >= 0.5
                ? "no cervical cord found that can be judged"
                : "not an axial T2-like slice of the neck; more like: "
                        + look.sighting().other();
    }

    private static CordFindings findings(
            Look look,
            CropReading mean,
            @Nullable CordMeasures cord,
            boolean compressed,
            double network,
            double measured) {
        float[] canal = mean.canal();
        double effaced = mean.probability(Finding.EFFACED);
        double signal = mean.probability(Finding.SIGNAL);
        return new CordFindings(
                look.xMm(),
                look.yMm(),
                compressed ? signal >= 0.5 ? 3 : 2 : effaced >= 0.5 ? 1 : 0,
                network,
                measured,
                effaced,
                signal,
                mean.probability(Finding.CIRCUMFERENTIAL),
                cord,
                measures(canal),
                new CordContours(Contours.path(mean.cord(), CROP.pixels()), Contours.path(canal, CROP.pixels())));
    }
}
