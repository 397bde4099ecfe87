package org.cordscope.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What the header of a NIfTI-1 or NIfTI-2 file says.
 *
 * @param size three numbers of voxels
 * @param voxelOffset where the voxels begin in their file, bytes
 * @param slope from stored to modality values, with {@code intercept}
 * @param label true where the file states that its voxels are labels
 * @param paired true where the voxels lie in a file of their own
 */
record NiftiHeader(
        List<Integer> size,
        VoxelType type,
        ByteOrder order,
        long voxelOffset,
        double slope,
        double intercept,
        Affine affine,
        boolean label,
        boolean paired) {
    static final int BYTES_1 = 348;
    static final int BYTES_2 = 540;

    private static final long MOST_BYTES = 1L << 28;
    private static final long MOST_VOXELS = 1L << 26;
    private static final int LONGEST_SIDE = 16384;
    private static final long LARGEST_OFFSET = 1 << 24;
    private static final List<Integer> LABEL_INTENTS = List.of(1002, 1003);

    NiftiHeader {
        size = List.copyOf(size);
    }

    /**
     * @param bytes at least {@link #BYTES_1} or {@link #BYTES_2} of them, as the first word asks
     * @throws IllegalArgumentException with the reason why the volume cannot be used
     */
    static NiftiHeader parse(ByteBuffer bytes) {
        NiftiFields fields = new NiftiFields(bytes);
        boolean paired = fields.magic().startsWith("ni");
        if (!paired && !fields.magic().startsWith("n+")) {
            throw new IllegalArgumentException("not NIfTI: there is no n+1, ni1, n+2 or ni2 in its header");
        }
        VoxelType type = VoxelType.of(fields.dataType())
                .orElseThrow(() -> new IllegalArgumentException(
                        "voxels of type " + VoxelType.describe(fields.dataType()) + " are not supported"));
        boolean scaled = Double.isFinite(fields.slope()) && fields.slope() != 0;
        if (scaled && !Double.isFinite(fields.intercept())) {
            throw new IllegalArgumentException("its scaling is not a number");
        }
        return new NiftiHeader(
                size(fields, type),
                type,
                fields.order(),
                offset(fields, paired),
                scaled ? fields.slope() : 1,
                scaled ? fields.intercept() : 0,
                affine(fields),
                LABEL_INTENTS.contains(fields.intent()),
                paired);
    }

    long voxels() {
        return (long) size.get(0) * size.get(1) * size.get(2);
    }

    /** Bytes of all voxels: at most 256 MiB. */
    int voxelBytes() {
        return Math.toIntExact(voxels() * type.bytes);
    }

    /** Modality value of the voxel that begins at an offset. */
    double value(ByteBuffer voxels, int offset) {
        return type.value(voxels, offset) * slope + intercept;
    }

    private static List<Integer> size(NiftiFields fields, VoxelType type) {
        long dimensions = fields.dim(0);
        if (dimensions < 2 || dimensions > 7) {
            throw new IllegalArgumentException("it claims " + dimensions + " dimensions");
        }
        for (int i = 4; i <= dimensions; i++) {
            if (fields.dim(i) > 1) {
                throw new IllegalArgumentException(
                        "it holds several volumes (times, echoes or components): give each as a file of its own");
            }
        }
        List<Integer> size = List.of(side(fields, 1), side(fields, 2), dimensions < 3 ? 1 : side(fields, 3));
        long voxels = (long) size.get(0) * size.get(1) * size.get(2);
        if (voxels > MOST_VOXELS || voxels * type.bytes > MOST_BYTES) {
            throw new IllegalArgumentException("it claims " + voxels + " voxels, more than are read");
        }
        return size;
    }

    private static int side(NiftiFields fields, int axis) {
        long length = fields.dim(axis);
        if (length < 1 || length > LONGEST_SIDE) {
            throw new IllegalArgumentException(
                    "it claims " + length + " voxels along one side, which is not within 1 to " + LONGEST_SIDE);
        }
        return (int) length;
    }

    private static long offset(NiftiFields fields, boolean paired) {
        double offset = fields.voxelOffset();
        long least = paired ? 0 : fields.headerBytes();
        if (!(offset >= least && offset <= LARGEST_OFFSET)) {
            throw new IllegalArgumentException("its voxels begin at an impossible place");
        }
        return (long) offset;
    }

    /** The sform where its code is above 0, else the qform. */
    private static Affine affine(NiftiFields fields) {
        double unitMm = unitMm(fields);
        if (fields.sformCode() > 0) {
            return Affine.ofSform(fields, unitMm);
        }
        if (fields.qformCode() > 0) {
            return Affine.ofQform(fields, unitMm);
        }
        throw new IllegalArgumentException("it says neither by sform nor by qform how it lies in the patient");
    }

    /** mm where the header does not say. */
    private static double unitMm(NiftiFields fields) {
        return switch (fields.units() & 7) {
            case 1 -> 1000;
            case 3 -> 0.001;
            default -> 1;
        };
    }
}
