package org.cordscope.web.pixels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.cordscope.cohort.StoredScan;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.inference.PlacedMap;
import org.cordscope.inference.SliceToRead;
import org.cordscope.learning.NetworkInput;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.jspecify.annotations.Nullable;

/**
 * Where a model looks on a slice, for a viewer: worked out when asked for, one at a time, and kept while it is among the last
 * ones. Holds the classifier that was asked for last; close it.
 */
public final class MapSource implements AutoCloseable {
    private static final MapMethod METHOD = MapMethod.GRAD_CAM;
    private static final int MAPS_KEPT = 300;
    private static final int FULL = 255;

    private final SliceSource slices;
    private final Function<Path, ActivationMapper> open;
    private final Function<SliceToRead, Optional<PlacedMap>> reader;
    private final Map<Key, Delivered> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Delivered> eldest) {
            return size() > MAPS_KEPT;
        }
    };
    private @Nullable Path model;
    private @Nullable ActivationMapper mapper;

    /**
     * Maps of two kinds of models.
     *
     * @param open makes the mapper of a classifier's file (Grad-CAM)
     * @param reader maps where a model that finds the cord looks
     */
    public MapSource(
            SliceSource slices,
            Function<Path, ActivationMapper> open,
            Function<SliceToRead, Optional<PlacedMap>> reader) {
        this.slices = slices;
        this.open = open;
        this.reader = reader;
    }

    /** @param model a classifier's file; null for the model that finds the cord */
    private record Key(@Nullable Path model, SliceKey slice) {}

    /**
     * A map over its slice.
     *
     * @param facts rows and columns of the map, width and height of what it covers in mm, and the method in words; where it lies
     *     about another place than the middle of the stored slice, that place as radiologists look at the slice
     * @param strength 0 to 255, row by row
     */
    @SuppressWarnings("ArrayRecordComponent") // written once and sent
    public record Delivered(Map<String, Object> facts, byte[] strength) {}

    /** Of a classifier of whole slices, with their neighbours where it sees them; empty where the study has no such slice. */
    public synchronized Optional<Delivered> map(Path modelFile, SliceKey slice) throws IOException {
        Key key = new Key(modelFile, slice);
        Delivered known = kept.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<SliceToRead> toRead = slices.toRead(slice);
        if (toRead.isEmpty()) {
            return Optional.empty();
        }
        Delivered made = made(mapper(modelFile), toRead.get());
        kept.put(key, made);
        return Optional.of(made);
    }

    /** Of the model that reads scans and finds the cord; empty where the scan has no such slice, or the model has no maps. */
    public synchronized Optional<Delivered> map(StoredScan scan, SliceKey slice) throws IOException {
        Key key = new Key(null, slice);
        Delivered known = kept.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<SliceToRead> toRead = slices.toRead(scan, slice);
        Optional<Delivered> made = toRead.flatMap(reader).map(MapSource::made);
        made.ifPresent(map -> kept.put(key, map));
        return made;
    }

    private static Delivered made(PlacedMap placed) {
        Map<String, Object> facts = facts(placed.map(), placed.sideMm(), placed.sideMm(), placed.method());
        facts.put("xMm", placed.xMm());
        facts.put("yMm", placed.yMm());
        return new Delivered(facts, bytes(placed.map()));
    }

    private ActivationMapper mapper(Path modelFile) {
        ActivationMapper known = mapper;
        if (known != null && modelFile.equals(model)) {
            return known;
        }
        close();
        ActivationMapper fresh = open.apply(modelFile);
        mapper = fresh;
        model = modelFile;
        return fresh;
    }

    private static Delivered made(ActivationMapper mapper, SliceToRead slice) {
        NetworkInput seen = NetworkInput.of(mapper.recipe());
        ActivationMap map = mapper.map(Set.of(METHOD), slice.seenBy(seen)).map(METHOD);
        Preprocessing preprocessing = seen.preprocessing();
        SliceImage image = slice.slice();
        double field = preprocessing.fieldOfViewMm();
        double wide = field == 0 ? image.columns() * image.spacing().columnMm() : field;
        double high = field == 0 ? image.rows() * image.spacing().rowMm() : field;
        return new Delivered(facts(map, wide, high, METHOD.title()), bytes(map));
    }

    private static Map<String, Object> facts(ActivationMap map, double wideMm, double highMm, String method) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rows", map.rows());
        facts.put("columns", map.columns());
        facts.put("wideMm", wideMm);
        facts.put("highMm", highMm);
        facts.put("method", method);
        return facts;
    }

    private static byte[] bytes(ActivationMap map) {
        float[] strength = map.strength();
        byte[] bytes = new byte[strength.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(FULL * strength[i]);
        }
        return bytes;
    }

    @Override
    public synchronized void close() {
        if (mapper != null) {
            mapper.close();
            mapper = null;
        }
    }
}
