package org.cordscope.nifti;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.cordscope.study.SliceStack;
import org.cordscope.study.WholeFile;

/**
 * Writes a stack of DICOM slices as a NIfTI-1 volume ({@code .nii.gz}), voxels in the order in which DICOM has them: columns
 * first, then rows, then slices. The header says of every voxel the place that DICOM says of it, so nothing is turned over.
 *
 * <p>The gzip header carries neither time nor name, so that equal volumes are equal files wherever zlib is the same.
 */
public final class NiftiWriter {
    private static final int PIECE_BYTES = 1 << 16;

    private NiftiWriter() {}

    /**
     * Writes labels, which the header declares as such.
     *
     * @param voxels labels 0 to 255, {@code columns * rows * slices} of them, column index running fastest
     * @throws IllegalArgumentException where the voxels do not fill the stack, or the slices are turned or spaced unevenly
     */
    public static void writeLabels(Path file, SliceStack stack, byte[] voxels) throws IOException {
        check(stack, voxels.length);
        byte[] header = WrittenHeader.of(stack, VoxelType.UINT8, true);
        write(file, header, out -> out.write(voxels));
    }

    /**
     * Writes grey values, unscaled.
     *
     * @param voxels {@code columns * rows * slices} of them, column index running fastest
     * @throws IllegalArgumentException where the voxels do not fill the stack, or the slices are turned or spaced unevenly
     */
    public static void writeScalars(Path file, SliceStack stack, short[] voxels) throws IOException {
        check(stack, voxels.length);
        byte[] header = WrittenHeader.of(stack, VoxelType.INT16, false);
        write(file, header, out -> {
            ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < voxels.length; from += PIECE_BYTES / 2) {
                int count = Math.min(PIECE_BYTES / 2, voxels.length - from);
                piece.asShortBuffer().put(voxels, from, count);
                out.write(piece.array(), 0, 2 * count);
            }
        });
    }

    /** Puts out the voxels. */
    @FunctionalInterface
    private interface Voxels {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void write(Path file, byte[] header, Voxels voxels) throws IOException {
        WholeFile.write(file, channel -> {
            try (OutputStream out = new GZIPOutputStream(leftOpen(channel), PIECE_BYTES)) {
                out.write(header);
                voxels.writeTo(out);
            }
        });
    }

    /** The channel is forced to the disk after gzip has been closed, which frees what zlib holds. */
    private static OutputStream leftOpen(FileChannel channel) {
        return new FilterOutputStream(Channels.newOutputStream(channel)) {
            @Override
            public void write(byte[] piece, int offset, int length) throws IOException {
                out.write(piece, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    private static void check(SliceStack stack, int voxels) {
        if ((long) stack.columns() * stack.rows() * stack.count() != voxels) {
            throw new IllegalArgumentException(
                    voxels + " voxels do not fill " + stack.columns() + " x " + stack.rows() + " x " + stack.count());
        }
    }
}
