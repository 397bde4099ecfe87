package org.cordscope.inference.pressing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomScan;
import org.cordscope.imaging.pressing.CordMask;
import org.cordscope.nifti.LabelVolume;
import org.cordscope.nifti.NiftiFile;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.FramePixels;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SourceFile;
import org.cordscope.study.Spacing;
import org.cordscope.study.UnusableFileException;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.Vector3;

/** The slices of a scan that show the cord of a mask, from the feet to the head. */
public final class HealthyScan {
    /** A slice is axial where its normal is within 45 degrees of the body's axis. */
    private static final double AXIAL = Math.sqrt(0.5);

    private final PressTable.Row row;
    private final LabelVolume cord;

    public HealthyScan(PressTable.Row row) throws IOException {
        this.row = row;
        try {
            this.cord = LabelVolume.read(SourceFile.of(row.cord()));
        } catch (UnusableFileException e) {
            throw new UserFacingException(
                    "The cord mask " + row.cord() + " cannot be used: " + e.getMessage() + ".",
                    "Give a NIfTI volume that lies where the image lies.",
                    e);
        }
    }

    /** A slice, where its cord is and how it lies in the patient. */
    public record Slice(SliceImage image, CordMask mask, SlicePlane plane) {}

    /** @throws UserFacingException where no slice of the image shows the mask's cord */
    public List<Slice> slices() throws IOException {
        List<Slice> slices = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        if (NiftiFile.claims(row.image())) {
            SourceFile source = SourceFile.of(row.image());
            try {
                InstanceHeader header = NiftiFile.header(source);
                FramePixels pixels = NiftiFile.frames(source);
                for (FrameHeader frame : header.frames()) {
                    add(slices, header, frame, pixels);
                }
            } catch (UnusableFileException e) {
                rejected.add(new Rejected(source.display(), String.valueOf(e.getMessage())));
            }
        } else {
            List<InstanceHeader> headers = new ArrayList<>();
            DicomScan.scan(List.of(row.image()), Progress.NONE, DicomScan.Sink.into(headers, rejected));
            for (InstanceHeader header : headers) {
                for (FrameHeader frame : header.frames()) {
                    add(slices, header, frame, number -> doubles(DicomPixels.read(header, number)));
                }
            }
        }
        if (slices.isEmpty()) {
            String why = rejected.isEmpty() ? "" : " (" + rejected.get(0).reason() + ")";
            throw new UserFacingException(
                    "No axial slice of " + row.image() + " shows the cord of " + row.cord() + why + ".",
                    "The mask must lie in the same place in the patient as the image.");
        }
        slices.sort(Comparator.comparingDouble(HealthyScan::heightMm));
        return slices;
    }

    /** How far towards the head a slice lies, along its normal, mm. */
    static double heightMm(Slice slice) {
        Vector3 normal = slice.plane().normal();
        return slice.plane().position().dot(normal) * Math.signum(normal.z());
    }

    private static double[] doubles(SliceImage slice) {
        double[] values = new double[slice.pixels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = slice.pixels()[i];
        }
        return values;
    }

    private void add(List<Slice> slices, InstanceHeader header, FrameHeader frame, FramePixels pixels)
            throws IOException {
        SlicePlane plane = frame.plane();
        Spacing spacing = frame.spacing();
        if (plane == null || spacing == null || Math.abs(plane.normal().z()) < AXIAL) {
            return;
        }
        CordMask mask = mask(plane, spacing, header.rows(), header.columns());
        if (!mask.holdsCord()) {
            return;
        }
        double[] values = pixels.frame(frame.frame());
        float[] grey = new float[values.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (float) values[i];
        }
        SliceKey key = new SliceKey(header.sopInstanceUid(), frame.frame());
        slices.add(new Slice(new SliceImage(key, header.rows(), header.columns(), spacing, grey), mask, plane));
    }

    private CordMask mask(SlicePlane plane, Spacing spacing, int rows, int columns) {
        boolean[] inside = new boolean[rows * columns];
        for (int i = 0; i < inside.length; i++) {
            int line = i / columns;
            Vector3 place = plane.position()
                    .plus(plane.row().times(i % columns * spacing.columnMm()))
                    .plus(plane.column().times(line * spacing.rowMm()));
            inside[i] = row.isCord(cord.at(place));
        }
        double backX = plane.row().y();
        double backY = plane.column().y();
        double length = Math.hypot(backX, backY);
        boolean leftIsRight = plane.row().x() * backY - plane.column().x() * backX > 0;
        return new CordMask(inside, backX / length, backY / length, leftIsRight);
    }
}
