package org.cordscope.dicom.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.PixelFormat;

/** Finds the bytes of one frame in pixel data, without touching the others. Buffers count from their index 0. */
public final class FrameBytes {
    /** Tag and length of an item, which offsets count too. */
    private static final int ITEM_HEADER_BYTES = 8;

    private FrameBytes() {}

    /**
     * One frame of native pixel data.
     *
     * @param frame frame number from 1
     */
    public static byte[] ofNative(ByteBuffer pixelData, PixelFormat format, int frame) throws CodecException {
        if (format.bitsAllocated() == 1) {
            return ofPackedBits(pixelData, format, frame);
        }
        long start = format.nativeFrameBytes() * (frame - 1);
        long end = start + format.nativeFrameBytes();
        requirePresent(pixelData, end, frame);
        byte[] bytes = new byte[Math.toIntExact(format.nativeFrameBytes())];
        pixelData.get(Math.toIntExact(start), bytes);
        return bytes;
    }

    /** Frames of single bits follow each other without padding, so that a frame may begin within a byte. */
    private static byte[] ofPackedBits(ByteBuffer pixelData, PixelFormat format, int frame) throws CodecException {
        long first = (long) format.samples() * (frame - 1);
        requirePresent(pixelData, (first + format.samples() + 7) / 8, frame);
        int start = Math.toIntExact(first >> 3);
        int shift = (int) (first & 7);
        byte[] bits = new byte[(int) format.nativeFrameBytes()];
        for (int i = 0; i < bits.length; i++) {
            int low = pixelData.get(start + i) & 0xff;
            int high = start + i + 1 < pixelData.limit() ? pixelData.get(start + i + 1) & 0xff : 0;
            bits[i] = (byte) (((high << 8) | low) >> shift);
        }
        return bits;
    }

    private static void requirePresent(ByteBuffer pixelData, long end, int frame) throws CodecException {
        if (end > pixelData.limit()) {
            throw new CodecException("frame " + frame + " needs pixel data up to byte " + end + " but only "
                    + pixelData.limit() + " bytes are there");
        }
    }

    /**
     * One frame of encapsulated pixel data (PS3.5 annex A.4).
     *
     * @param fragments items in order, without the basic offset table
     * @param offsets where each frame begins, counted from the first item's tag; empty where there is no table
     * @param frames number of frames
     * @param frame frame number from 1
     */
    public static byte[] ofFragments(List<ByteBuffer> fragments, long[] offsets, int frames, int frame)
            throws CodecException {
        if (frame < 1 || frame > frames) {
            throw new IllegalArgumentException("frame " + frame + " of " + frames);
        }
        if (fragments.isEmpty()) {
            throw new CodecException("the encapsulated pixel data is empty");
        }
        if (frames == 1) {
            return join(fragments);
        }
        if (fragments.size() == frames) {
            return join(fragments.subList(frame - 1, frame));
        }
        List<Integer> starts = startsByTable(fragments, offsets, frames);
        if (starts.isEmpty()) {
            starts = startsByMarker(fragments);
        }
        if (starts.size() != frames) {
            throw new CodecException(fragments.size() + " fragments cannot be told apart into " + frames
                    + " frames: there is no usable offset table");
        }
        int end = frame < frames ? starts.get(frame) : fragments.size();
        return join(fragments.subList(starts.get(frame - 1), end));
    }

    /** Index of each frame's first fragment by the offset table; empty where the table does not fit the fragments. */
    private static List<Integer> startsByTable(List<ByteBuffer> fragments, long[] offsets, int frames) {
        List<Integer> starts = new ArrayList<>();
        if (offsets.length != frames) {
            return starts;
        }
        long position = 0;
        for (int i = 0; i < fragments.size() && starts.size() < frames; i++) {
            if (position == offsets[starts.size()]) {
                starts.add(i);
            }
            position += fragments.get(i).limit() + ITEM_HEADER_BYTES;
        }
        return starts.size() == frames ? starts : List.of();
    }

    /** Index of the fragments that begin with a start of image (JPEG, JPEG-LS) or of codestream (JPEG 2000). */
    private static List<Integer> startsByMarker(List<ByteBuffer> fragments) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < fragments.size(); i++) {
            ByteBuffer fragment = fragments.get(i);
            int marker = fragment.limit() < 2 ? 0 : ((fragment.get(0) & 0xff) << 8) | (fragment.get(1) & 0xff);
            if (marker == 0xffd8 || marker == 0xff4f) {
                starts.add(i);
            }
        }
        return !starts.isEmpty() && starts.get(0) == 0 ? starts : List.of();
    }

    private static byte[] join(List<ByteBuffer> fragments) throws CodecException {
        long total = fragments.stream().mapToLong(ByteBuffer::limit).sum();
        if (total > Integer.MAX_VALUE - 16) {
            throw new CodecException("a frame of " + total + " compressed bytes is larger than Cordscope decodes");
        }
        byte[] all = new byte[(int) total];
        int at = 0;
        for (ByteBuffer fragment : fragments) {
            fragment.get(0, all, at, fragment.limit());
            at += fragment.limit();
        }
        return all;
    }
}
