package org.cordscope.pacs.result;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.inference.CodedSlice;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.report.MapPicture;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.jspecify.annotations.Nullable;

/** Pictures of slices as the network sees them; with a mapper, the compressed ones under its map. */
public final class SlicePictures {
    static final int SIDE = MapPicture.SIDE;

    private static final MapMethod METHOD = MapMethod.GRAD_CAM;

    private final Preprocessing seen;
    private final @Nullable Supplier<ActivationMapper> mapper;
    private final Map<SliceKey, ActivationMap> maps = new HashMap<>();

    private SlicePictures(Preprocessing seen, @Nullable Supplier<ActivationMapper> mapper) {
        this.seen = seen;
        this.mapper = mapper;
    }

    /** @param seen what the network is given of a slice */
    public static SlicePictures plain(Preprocessing seen) {
        return new SlicePictures(seen, null);
    }

    /** @param mapper asked for when the first compressed slice is drawn */
    public static SlicePictures mapped(Preprocessing seen, Supplier<ActivationMapper> mapper) {
        return new SlicePictures(seen, mapper);
    }

    /** Whether compressed slices are drawn under maps. */
    public boolean mapped() {
        return mapper != null;
    }

    /** Name of the method of the maps; empty without. */
    String name() {
        return mapper == null ? "" : METHOD.id();
    }

    Preprocessing seen() {
        return seen;
    }

    BufferedImage draw(InstanceHeader header, CodedSlice slice) throws IOException {
        SliceImage image = DicomPixels.read(header, slice.key().frame());
        Supplier<ActivationMapper> open = mapper;
        return MapPicture.image(image, seen, open != null && slice.compressed() ? map(open, image) : null, false);
    }

    /** The map of a slice, for pictures that have one; of the same slices that were drawn, without drawing it anew. */
    ActivationMap mapOf(InstanceHeader header, SliceKey slice) throws IOException {
        ActivationMap drawn = maps.get(slice);
        return drawn != null ? drawn : map(Objects.requireNonNull(mapper), DicomPixels.read(header, slice.frame()));
    }

    /** Forgets the maps of a scan that is done with. */
    void forget() {
        maps.clear();
    }

    private ActivationMap map(Supplier<ActivationMapper> open, SliceImage image) {
        ActivationMapper network = open.get();
        float[] grey = network.recipe().preprocessing().apply(image);
        ActivationMap map = network.map(Set.of(METHOD), grey).map(METHOD);
        maps.put(image.key(), map);
        return map;
    }
}
