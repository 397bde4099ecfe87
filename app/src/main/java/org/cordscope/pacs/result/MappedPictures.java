package org.cordscope.pacs.result;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.cordscope.dicom.Code;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.explanation.SquareField;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.report.MapPicture;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;

/** Slices as a classifier's network sees them, the compressed ones under a map of what it looked at. */
public final class MappedPictures implements SlicePictures, SliceMaps {
    private static final Code GRAD_CAM = new Code("130403", "DCM", "Gradient-weighted class activation");
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

    @Override
    public Code method() {
        return GRAD_CAM;
    }

    @Override
    public BufferedImage draw(InstanceHeader header, CodedSlice slice) throws IOException {
        SliceImage image = DicomPixels.read(header, slice.key().frame());
        return MapPicture.image(image, seen, slice.compressed() ? map(image) : null, false);
    }

    /** On the network's own grid; of slices that were drawn, without making the map anew. */
    @Override
    public InPatient of(ScanSource source, int slice) throws IOException {
        InstanceHeader header = source.images().get(slice);
        FrameHeader frame = source.frame(slice);
        // the rules choose no series without them
        SlicePlane plane = Objects.requireNonNull(frame.plane());
        Spacing spacing = Objects.requireNonNull(frame.spacing());
        SliceKey key = source.scan().slices().get(slice).key();
        ActivationMap drawn = maps.get(key);
        ActivationMap map = drawn != null ? drawn : map(DicomPixels.read(header, key.frame()));
        if (map.rows() != seen.size() || map.columns() != seen.size()) {
            map = map.resampled(seen.size(), seen.size(), 1, 1);
        }
        SquareField field = SquareField.of(seen, header.rows(), header.columns(), spacing);
        return new InPatient(
                map,
                field.place(plane, 0, 0),
                plane.row(),
                plane.column(),
                field.height() * spacing.rowMm() / seen.size(),
                field.width() * spacing.columnMm() / seen.size());
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
