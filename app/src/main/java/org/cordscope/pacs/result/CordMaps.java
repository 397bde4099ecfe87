package org.cordscope.pacs.result;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.cordscope.dicom.Code;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.imaging.AxialView;
import org.cordscope.inference.PlacedMap;
import org.cordscope.inference.SliceToRead;
import org.cordscope.inference.cord.CordOcclusion;
import org.cordscope.learning.cord.CordReader;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Vector3;

/** Occlusion maps of a reader that finds the cord, about the canal. */
public final class CordMaps implements SliceMaps {
    private static final Code METHOD = new Code("130401", "DCM", "Visual explanation");
    private static final double PARALLEL = 0.999;

    private final CordReader reader;

    public CordMaps(CordReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return "occlusion";
    }

    @Override
    public Code method() {
        return METHOD;
    }

    @Override
    public InPatient of(ScanSource source, int slice) throws IOException {
        SliceImage image = image(source, slice);
        SlicePlane plane = plane(source, slice);
        SliceToRead read = new SliceToRead(
                beside(source, slice, slice + 1), image, beside(source, slice, slice - 1), plane, Map.of());
        PlacedMap placed = CordOcclusion.of(reader, read);
        AxialView view = new AxialView(image, plane);
        double step = placed.sideMm() / placed.map().columns();
        double left = placed.xMm() - placed.sideMm() / 2 + step / 2;
        double top = placed.yMm() - placed.sideMm() / 2 + step / 2;
        Vector3 corner = view.place(left, top);
        return new InPatient(
                placed.map(),
                corner,
                view.place(left + 1, top).plus(corner.times(-1)),
                view.place(left, top + 1).plus(corner.times(-1)),
                step,
                step);
    }

    /** The neighbour in the same stack; the slice itself where there is none. */
    private static SliceImage beside(ScanSource source, int slice, int other) throws IOException {
        boolean isThere = other >= 0
                && other < source.images().size()
                && plane(source, slice).normal().dot(plane(source, other).normal()) > PARALLEL;
        return image(source, isThere ? other : slice);
    }

    private static SliceImage image(ScanSource source, int slice) throws IOException {
        return DicomPixels.read(
                source.images().get(slice),
                source.scan().slices().get(slice).key().frame());
    }

    private static SlicePlane plane(ScanSource source, int slice) {
        FrameHeader frame = source.frame(slice);
        return Objects.requireNonNull(frame.plane(), "the rules choose no series without it");
    }
}
