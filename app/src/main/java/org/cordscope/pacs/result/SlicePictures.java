package org.cordscope.pacs.result;

import java.awt.image.BufferedImage;
import java.io.IOException;
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
import org.jspecify.annotations.Nullable;

/** Pictures of slices as the network sees them; with a mapper, the compressed ones under its map. */
public final class SlicePictures {
    static final int SIDE = MapPicture.SIDE;

    private static final MapMethod METHOD = MapMethod.GRAD_CAM;

    private final Preprocessing seen;
    private final @Nullable Supplier<ActivationMapper> mapper;

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

    /** Name of the method of the maps; empty without. */
    String name() {
        return mapper == null ? "" : METHOD.id();
    }

    BufferedImage draw(InstanceHeader header, CodedSlice slice) throws IOException {
        SliceImage image = DicomPixels.read(header, slice.key().frame());
        return MapPicture.image(image, seen, slice.compressed() ? map(image) : null, false);
    }

    private @Nullable ActivationMap map(SliceImage image) {
        if (mapper == null) {
            return null;
        }
        ActivationMapper network = mapper.get();
        float[] grey = network.recipe().preprocessing().apply(image);
        return network.map(Set.of(METHOD), grey).map(METHOD);
    }
}
