package org.cordscope.pacs.result;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
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

/** Slices as a classifier's network sees them, the compressed ones under a map of what it looked at. */
public final class MappedPictures implements SlicePictures {
    private static final MapMethod METHOD = MapMethod.GRAD_CAM;

    private final Preprocessing seen;
    private final Supplier<ActivationMapper> mapper;
    private final Map<SliceKey, ActivationMap> maps = new HashMap<>();

    /**
     * Nothing is opened yet.
     *
     * @param seen what the network is given of a slice
     * @param mapper asked for when the first compressed slice is drawn
     */
    public MappedPictures(Preprocessing seen, Supplier<ActivationMapper> mapper) {
        this.seen = seen;
        this.mapper = mapper;
    }

    @Override
    public String name() {
        return METHOD.id();
    }

    @Override
    public String overlay() {
        return "map on positive slices " + METHOD.id();
    }

    Preprocessing seen() {
        return seen;
    }

    @Override
    public BufferedImage draw(InstanceHeader header, CodedSlice slice) throws IOException {
        SliceImage image = DicomPixels.read(header, slice.key().frame());
        return MapPicture.image(image, seen, slice.compressed() ? map(image) : null, false);
    }

    /** The map of a slice; of the same slices that were drawn, without making it anew. */
    ActivationMap mapOf(InstanceHeader header, SliceKey slice) throws IOException {
        ActivationMap drawn = maps.get(slice);
        return drawn != null ? drawn : map(DicomPixels.read(header, slice.frame()));
    }

    @Override
    public void forget() {
        maps.clear();
    }

    private ActivationMap map(SliceImage image) {
        ActivationMapper network = mapper.get();
        float[] grey = network.recipe().preprocessing().apply(image);
        ActivationMap map = network.map(Set.of(METHOD), grey).map(METHOD);
        maps.put(image.key(), map);
        return map;
    }
}
