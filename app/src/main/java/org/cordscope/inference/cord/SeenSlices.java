package org.cordscope.inference.cord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.inference.CohortCoder;
import org.cordscope.learning.cord.CordForm;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordReader;
import org.cordscope.learning.cord.DecisionLayer;
import org.cordscope.learning.cord.TuningCase;
import org.cordscope.learning.weights.SafeTensors;
import org.cordscope.learning.weights.Weight;
import org.cordscope.study.Compression;
import org.cordscope.study.Progress;
import org.cordscope.study.SliceKey;

/**
 * What the {@link DecisionLayer} of a model sees of slices, kept in a file: the networks look at a slice once, and fine-tuning
 * and learning curves need them no more. What was seen stays when the work is interrupted.
 */
public final class SeenSlices {
    private static final String MODEL = "model";
    private static final String SLICES = "slices";
    private static final String SEEN = "seen";
    private static final int SAVED_EVERY = 512;

    private final CordReader reader;
    private final DecisionLayer layer;
    private final Path file;
    private final String model;

    /** Empty for a slice in which no cord was found. */
    private final Map<String, float[]> seen = new LinkedHashMap<>();

    /**
     * @param reader with the model that looks; stays the caller's to close
     * @param file what was seen before, or will be; of another model, it is written anew
     */
    public SeenSlices(CordReader reader, Path file) throws IOException {
        this.reader = reader;
        this.layer = new DecisionLayer(reader.model());
        this.file = file;
        this.model = reader.model().sha256();
        if (Files.exists(file)) {
            take(SafeTensors.read(file));
        }
    }

    private void take(SafeTensors known) {
        Weight array = known.weights().get(SEEN);
        String names = known.metadata().getOrDefault(SLICES, "");
        if (array == null || names.isEmpty() || !model.equals(known.metadata().get(MODEL))) {
            return;
        }
        List<String> slices = List.of(names.split(" ", -1));
        float[] values = array.floats();
        int width = values.length / slices.size();
        for (int i = 0; i < slices.size(); i++) {
            float[] row = Arrays.copyOfRange(values, i * width, (i + 1) * width);
            seen.put(slices.get(i), Float.isNaN(row[0]) ? new float[0] : row);
        }
    }

    public CordModel model() {
        return reader.model();
    }

    /** Looks at those slices that are not known yet. */
    public void look(List<CohortSlice> slices, Progress progress) throws IOException {
        List<CohortSlice> fresh =
                slices.stream().filter(s -> !seen.containsKey(name(s.key()))).toList();
        if (fresh.isEmpty()) {
            return;
        }
        CordJudges judges = new CordJudges(reader, null, true);
        try {
            for (int start = 0; start < fresh.size(); start += SAVED_EVERY) {
                CordCohort.look(
                        fresh.subList(start, Math.min(fresh.size(), start + SAVED_EVERY)),
                        judges,
                        this::keep,
                        progress);
                write();
            }
        } finally {
            write();
        }
    }

    private void keep(CohortSlice slice, CordJudges.Look look) {
        Optional<CordForm> cord = look.cordForm();
        float[] row = new float[0];
        if (cord.isPresent()) {
            double[] values = layer.sees(look.readings(), cord.get());
            row = new float[values.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) values[i];
            }
        }
        seen.put(name(slice.key()), row);
    }

    private void write() throws IOException {
        int width = layer.linear().weights().length;
        float[] values = new float[seen.size() * width];
        int at = 0;
        for (float[] row : seen.values()) {
            if (row.length == 0) {
                values[at] = Float.NaN;
            }
            System.arraycopy(row, 0, values, at, row.length);
            at += width;
        }
        new SafeTensors(
                        Map.of(MODEL, model, SLICES, String.join(" ", seen.keySet())),
                        Map.of(SEEN, Weight.of(values, List.of((long) seen.size(), (long) width))))
                .write(file);
    }

    private static String name(SliceKey key) {
        return key.sopInstanceUid() + "#" + key.frame();
    }

    /** Those of slices that were looked at in which a cord was found; fine-tuning has no use for the others. */
    public List<CohortSlice> withCord(List<CohortSlice> slices) {
        return slices.stream().filter(slice -> row(slice).length > 0).toList();
    }

    private float[] row(CohortSlice slice) {
        return Objects.requireNonNull(seen.get(name(slice.key())), "looked at before");
    }

    /** Slices in which a cord was found, as fine-tuning takes them, in the same order. */
    public List<TuningCase> cases(List<CohortSlice> slices) {
        List<TuningCase> cases = new ArrayList<>();
        for (CohortSlice slice : slices) {
            float[] row = row(slice);
            double[] values = new double[row.length];
            for (int i = 0; i < row.length; i++) {
                values[i] = row[i];
            }
            cases.add(new TuningCase(slice.subject(), slice.label() == Compression.COMPRESSED, values));
        }
        return cases;
    }

    /**
     * Scores of slices in which a cord was found.
     *
     * @param other this reader's model, or one that only decides otherwise
     */
    public List<ScoredSlice> score(CordModel other, List<CohortSlice> slices) {
        DecisionLayer.Linear function = new DecisionLayer(other).linear();
        List<CohortSlice> judged = withCord(slices);
        List<TuningCase> cases = cases(judged);
        List<ScoredSlice> scored = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            double logit = function.of(cases.get(i).seen());
            scored.add(CohortCoder.scored(judged.get(i), 1 / (1 + Math.exp(-logit))));
        }
        return scored;
    }
}
