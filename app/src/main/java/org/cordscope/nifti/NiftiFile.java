package org.cordscope.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cordscope.study.Acquisition;
import org.cordscope.study.ContentUid;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.FramePixels;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;

/**
 * Reads NIfTI-1 and NIfTI-2 volumes (.nii, .nii.gz, .hdr with .img): a volume is one instance, its planes are the frames. Where
 * sform and qform differ, the sform counts if its code is above 0.
 */
public final class NiftiFile {
    /** Legacy Converted Enhanced MR Image Storage: a volume whose scanner is known by hearsay. */
    public static final String SOP_CLASS_UID = "1.2.840.10008.5.1.4.1.1.4.4";

    private static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";

    /** A multiple of all voxel sizes. */
    private static final int PIECE_BYTES = 1 << 16;

    private NiftiFile() {}

    /** True for files that are to be given to {@link #header} and to no other reader; its side-cars are among them. */
    public static boolean claims(Path file) {
        return NiftiName.isVolume(file) || NiftiName.isSideCar(file);
    }

    /**
     * Header of a volume named as in BIDS; Patient ID is empty where neither its name nor its folders have a {@code sub-}. The
     * voxels pass by once, so that they are known to be all there and to be those of an image.
     *
     * @throws UnusableFileException for what is no image, with the reason
     */
    public static InstanceHeader header(SourceFile source) throws IOException {
        BidsName name = BidsName.of(source.file());
        return header(source, name, name.subject(), name.session());
    }

    /**
     * Header of a volume whose patient is known from elsewhere.
     *
     * @param scan tells scans of one patient apart; where it is empty the session does
     */
    public static InstanceHeader header(SourceFile source, String patientId, String scan) throws IOException {
        BidsName name = BidsName.of(source.file());
        return header(source, name, patientId, scan.isEmpty() ? name.session() : scan);
    }

    /** Pixels of a volume, which is taken to memory as it lies in its file: at most 256 MiB. */
    public static FramePixels frames(SourceFile source) throws IOException {
        NiftiBytes bytes = new NiftiBytes(source);
        NiftiHeader header = bytes.header();
        ByteBuffer voxels = ByteBuffer.allocate(header.voxelBytes()).order(header.order());
        bytes.voxels(header, PIECE_BYTES, (piece, length) -> voxels.put(piece, 0, length));
        Planes planes = Planes.of(header);
        return frame -> {
            if (frame < 1 || frame > planes.count()) {
                throw new IllegalArgumentException("there is no frame " + frame + " of " + planes.count());
            }
            return planes.pixels(voxels, frame - 1);
        };
    }

    private static InstanceHeader header(SourceFile source, BidsName name, String patientId, String scan)
            throws IOException {
        NiftiBytes bytes = new NiftiBytes(source);
        refuseByName(bytes, source.file());
        NiftiHeader header = bytes.header();
        VoxelCensus census = new VoxelCensus(header);
        bytes.voxels(header, PIECE_BYTES, census::add);
        refuseByContent(bytes, header, census);
        try {
            Planes planes = Planes.of(header);
            SideCar sideCar = SideCar.of(source.file(), name);
            List<FrameHeader> frames = frames(planes, sideCar.acquisition(name.description(), planes.thicknessMm()));
            String content = census.sha256();
            return new InstanceHeader(
                    source,
                    ContentUid.of("study", patientId, scan),
                    ContentUid.of("series", patientId, scan, content),
                    ContentUid.of("volume", patientId, scan, content),
                    SOP_CLASS_UID,
                    EXPLICIT_LITTLE_ENDIAN,
                    patientId,
                    planes.rows(),
                    planes.columns(),
                    frames);
        } catch (IllegalArgumentException e) {
            throw bytes.refuse(String.valueOf(e.getMessage()));
        }
    }

    private static void refuseByName(NiftiBytes bytes, Path file) throws UnusableFileException {
        if (!NiftiName.isVolume(file)) {
            throw bytes.refuse("side-car of a NIfTI volume: read with it");
        }
        if (NiftiName.isSegmentation(file)) {
            throw bytes.refuse("a segmentation, not an image");
        }
        if (NiftiName.isDerivative(file)) {
            throw bytes.refuse("under derivatives: processed, not an image as it was acquired");
        }
    }

    private static void refuseByContent(NiftiBytes bytes, NiftiHeader header, VoxelCensus census)
            throws UnusableFileException {
        if (!census.areFinite()) {
            throw bytes.refuse("some of its voxels are not numbers (NaN or infinite)");
        }
        if (census.areAllEqual()) {
            throw bytes.refuse("all its voxels are equal");
        }
        if (header.label() || census.areLabels()) {
            throw bytes.refuse("a segmentation, not an image");
        }
    }

    private static List<FrameHeader> frames(Planes planes, Acquisition acquisition) {
        List<FrameHeader> frames = new ArrayList<>(planes.count());
        for (int i = 0; i < planes.count(); i++) {
            frames.add(new FrameHeader(i + 1, planes.plane(i), planes.spacing(), acquisition));
        }
        return frames;
    }
}
