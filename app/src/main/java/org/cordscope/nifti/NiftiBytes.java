package org.cordscope.nifti;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;

/** Bytes of a NIfTI file, gzipped or not, whose voxels may lie in a second file. Nothing is taken to memory unasked. */
final class NiftiBytes {
    /** Deflate cannot do better (zlib's technical details). */
    private static final long BEST_DEFLATE = 1032;

    /** No scan is as empty as this; what is above it and large is a bomb. */
    private static final long BEST_IMAGE = 250;

    private static final long LARGE_BYTES = 1 << 25;

    private final SourceFile source;

    NiftiBytes(SourceFile source) {
        this.source = source;
    }

    /** Receives the voxels piece by piece; a piece holds whole voxels. */
    @FunctionalInterface
    interface Voxels {
        void next(byte[] bytes, int length) throws IOException;
    }

    NiftiHeader header() throws IOException {
        try (InputStream in = open(source.file())) {
            byte[] bytes = new byte[NiftiHeader.BYTES_2];
            int length = in.readNBytes(bytes, 0, bytes.length);
            if (length < NiftiHeader.BYTES_1) {
                throw refuse("not NIfTI: it ends within its header");
            }
            NiftiHeader header = NiftiHeader.parse(ByteBuffer.wrap(bytes));
            checkSize(header);
            return header;
        } catch (ZipException | EOFException e) {
            throw refuse("not NIfTI: it cannot be unpacked");
        } catch (IllegalArgumentException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
    }

    /** Reads all voxels, and no more. */
    void voxels(NiftiHeader header, int pieceBytes, Voxels to) throws IOException {
        try (InputStream in = open(voxelFile(header))) {
            in.skipNBytes(header.voxelOffset());
            byte[] piece = new byte[pieceBytes];
            for (long left = header.voxelBytes(); left > 0; ) {
                int length = (int) Math.min(piece.length, left);
                if (in.readNBytes(piece, 0, length) < length) {
                    throw new EOFException();
                }
                to.next(piece, length);
                left -= length;
            }
            // at its end a gzip stream compares its checksum; what else may follow the voxels is of no interest
            in.skip(1);
        } catch (ZipException | EOFException e) {
            throw refuse("its voxels are cut short or damaged");
        }
    }

    UnusableFileException refuse(String reason) {
        return new UnusableFileException(source, reason);
    }

    /** Before a byte is unpacked: what the file cannot hold it does not hold. */
    private void checkSize(NiftiHeader header) throws IOException {
        Path file = voxelFile(header);
        long size = Files.size(file);
        long claimed = header.voxelOffset() + header.voxelBytes();
        boolean packed = isGzip(file);
        if (claimed > (packed ? size * BEST_DEFLATE + 1024 : size)) {
            throw refuse("its voxels are cut short: the header claims " + claimed + " bytes");
        }
        if (packed && claimed > LARGE_BYTES && claimed > size * BEST_IMAGE) {
            throw refuse("its voxels are compressed more than " + BEST_IMAGE + " times, as no image is");
        }
    }

    private Path voxelFile(NiftiHeader header) throws IOException {
        if (!header.paired()) {
            return source.file();
        }
        String stem = NiftiName.stem(source.file());
        for (String ending : List.of(".img", ".img.gz", ".IMG")) {
            Path image = source.file().resolveSibling(stem + ending);
            if (Files.isRegularFile(image)) {
                return image;
            }
        }
        throw refuse("the .img file with its voxels is missing");
    }

    private InputStream open(Path file) throws IOException {
        InputStream in;
        try {
            in = Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw refuse("no such file");
        } catch (AccessDeniedException e) {
            throw refuse("not readable: permission denied");
        }
        BufferedInputStream buffered = new BufferedInputStream(in);
        if (!isGzip(file)) {
            return buffered;
        }
        try {
            return new BufferedInputStream(new GZIPInputStream(buffered, 1 << 16));
        } catch (ZipException | EOFException e) {
            in.close();
            throw refuse("not NIfTI: it cannot be unpacked");
        }
    }

    /** By the first bytes of a file with a header, whatever its name; voxels alone may begin with any, and go by their name. */
    private boolean isGzip(Path file) throws IOException {
        if (!file.equals(source.file())) {
            return NiftiName.isGzip(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }
}
