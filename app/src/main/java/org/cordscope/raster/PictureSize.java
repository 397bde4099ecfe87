package org.cordscope.raster;

import java.io.IOException;
import java.io.RandomAccessFile;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;

/** Format and size of a picture by its first markers: what lies is refused before a decoder sees it. */
record PictureSize(String format, int rows, int columns) {
    private static final int LONGEST_SIDE = 16384;
    private static final long MOST_PIXELS = 1 << 24;

    /** Deflate cannot do better. */
    private static final long BEST_DEFLATE = 1032;

    private static final int APP1 = 0xe1;
    private static final long PNG = 0x89504e470d0a1a0aL;
    private static final int IHDR = 0x49484452;
    private static final int IEND = 0x49454e44;

    /** @throws UnusableFileException for what is neither PNG nor JPEG, or too large, or damaged */
    static PictureSize read(SourceFile source) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(source.file().toFile(), "r")) {
            long length = file.length();
            if (length > 16 && file.readLong() == PNG) {
                return png(source, file, length);
            }
            file.seek(0);
            if (length > 4 && file.readUnsignedShort() == 0xffd8) {
                return jpeg(source, file, length);
            }
            throw new UnusableFileException(source, "neither PNG nor JPEG by its first bytes");
        }
    }

    /** All chunks lie within the file. */
    private static PictureSize png(SourceFile source, RandomAccessFile file, long length) throws IOException {
        PictureSize size = null;
        for (long at = 8; at + 12 <= length; ) {
            file.seek(at);
            long chunk = file.readInt() & 0xffffffffL;
            int type = file.readInt();
            if (at + 12 + chunk > length) {
                break;
            }
            if (size == null) {
                if (type != IHDR || chunk != 13) {
                    break;
                }
                int columns = file.readInt();
                size = checked(source, new PictureSize("png", file.readInt(), columns));
            } else if (type == IEND) {
                if (size.pixels() / 8 > length * BEST_DEFLATE) {
                    break;
                }
                return size;
            }
            at += 12 + chunk;
        }
        throw new UnusableFileException(source, "a PNG that is cut short or damaged");
    }

    private static PictureSize jpeg(SourceFile source, RandomAccessFile file, long length) throws IOException {
        for (long at = 2; at + 10 <= length; ) {
            file.seek(at);
            if (file.readUnsignedByte() != 0xff) {
                break;
            }
            int marker = file.readUnsignedByte();
            if (marker == 0xff) {
                at++;
                continue;
            }
            int segment = file.readUnsignedShort();
            boolean isFrame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (isFrame) {
                return jpegFrame(source, file, marker);
            }
            if (marker == 0xda || segment < 2) {
                break;
            }
            if (marker == APP1 && at + 2 + segment <= length) {
                byte[] exif = new byte[segment - 2];
                file.readFully(exif);
                if (ExifOrientation.isTurned(exif)) {
                    throw new UnusableFileException(
                            source, "its EXIF asks to turn it, which its row does not say: save it upright");
                }
            }
            at += 2L + segment;
        }
        throw new UnusableFileException(source, "a JPEG that is cut short or damaged");
    }

    private static PictureSize jpegFrame(SourceFile source, RandomAccessFile file, int marker) throws IOException {
        int bits = file.readUnsignedByte();
        int rows = file.readUnsignedShort();
        int columns = file.readUnsignedShort();
        int components = file.read();
        if (marker > 0xc2) {
            throw new UnusableFileException(source, "lossless, hierarchical or arithmetic JPEG is not supported");
        }
        if (bits != 8) {
            throw new UnusableFileException(source, "JPEG of " + bits + " bits is not supported: save it as PNG");
        }
        if (components != 1 && components != 3) {
            throw new UnusableFileException(source, "CMYK JPEG is not supported: save it as grey or RGB");
        }
        return checked(source, new PictureSize("jpeg", rows, columns));
    }

    private static PictureSize checked(SourceFile source, PictureSize size) throws UnusableFileException {
        boolean sides =
                size.rows >= 1 && size.columns >= 1 && size.rows <= LONGEST_SIDE && size.columns <= LONGEST_SIDE;
        if (!sides || size.pixels() > MOST_PIXELS) {
            throw new UnusableFileException(
                    source, "it claims " + size.rows + " x " + size.columns + " pixels; 1 to 16 million are read");
        }
        return size;
    }

    private long pixels() {
        return (long) rows * columns;
    }
}
