package org.cordscope.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;
import org.cordscope.study.Vector3;

/** A NIfTI volume of labels, asked by places in the patient; at most 256 MiB as it lies in its file. */
public final class LabelVolume {
    /** Answer for places that no voxel holds. */
    public static final int OUTSIDE = -1;

    private static final int PIECE_BYTES = 1 << 16;

    private final NiftiHeader header;
    private final ByteBuffer voxels;
    private final Vector3[] inverse;

    private LabelVolume(NiftiHeader header, ByteBuffer voxels) {
        this.header = header;
        this.voxels = voxels;
        Vector3 i = header.affine().axes().get(0);
        Vector3 j = header.affine().axes().get(1);
        Vector3 k = header.affine().axes().get(2);
        double volume = i.cross(j).dot(k);
        this.inverse = new Vector3[] {
            j.cross(k).times(1 / volume),
            k.cross(i).times(1 / volume),
            i.cross(j).times(1 / volume)
        };
    }

    /** @throws UnusableFileException for what is no volume, with the reason */
    public static LabelVolume read(SourceFile source) throws IOException {
        NiftiBytes bytes = new NiftiBytes(source);
        NiftiHeader header = bytes.header();
        ByteBuffer voxels = ByteBuffer.allocate(header.voxelBytes()).order(header.order());
        bytes.voxels(header, PIECE_BYTES, (piece, length) -> voxels.put(piece, 0, length));
        return new LabelVolume(header, voxels);
    }

    /** Label of the voxel that holds a place, rounded to a whole number; {@link #OUTSIDE} where none does. */
    public int at(Vector3 place) {
        Vector3 from = place.plus(header.affine().origin().times(-1));
        long index = 0;
        long stride = 1;
        for (int axis = 0; axis < 3; axis++) {
            double voxel = Math.rint(from.dot(inverse[axis]));
            int size = header.size().get(axis);
            if (!(voxel >= 0 && voxel < size)) {
                return OUTSIDE;
            }
            index += ((long) voxel) * stride;
            stride *= size;
        }
        return (int) Math.rint(header.value(voxels, Math.toIntExact(index * header.type().bytes)));
    }
}
