package org.cordscope.dicom.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.PixelFormat;

/** Finds the bytes of one frame in pixel data, without touching the others. */
public final class FrameBytes {
    /** Tag and length of an item, which offsets count too. */
    private static final int ITEM_HEADER_BYTES = 8;

    private FrameBytes() {}

    /**
     * One frame of native pixel data.
     *
     * @param frame frame number from 1
     */
    public static byte[] ofNative(byte[] pixelData, PixelFormat format, int frame) throws CodecException {
        if (format.bitsAllocated() == 1) {
            return ofPackedBits(pixelData, format, frame);
        }
        long start = format.nativeFrameBytes() * (frame - 1);
        long end = start + format.nativeFrameBytes();
        requirePresent(pixelData, end, frame);
        return start == 0 && end == pixelData.length
                ? pixelData
                : Arrays.copyOfRange(pixelData, Math.toIntExact(start), Math.toIntExact(end));
    }

    /** Frames of single bits follow each other without padding, so that a frame may begin within a byte. */
    private static byte[] ofPackedBits(byte[] pixelData, PixelFormat format, int frame) throws CodecException {
        long first = (long) format.samples() * (frame - 1);
        requirePresent(pixelData, (first + format.samples() + 7) / 8, frame);
        int start = Math.toIntExact(first >> 3);
        int shift = (int) (first & 7);
        byte[] bits = new byte[(int) format.nativeFrameBytes()];
        for (int i = 0; i < bits.length; i++) {
            int low = pixelData[start + i] & 0xff;
            int high = start + i + 1 < pixelData.length ? pixelData[start + i + 1] & 0xff : 0;
            bits[i] = (byte) ((high << 8 | low) >> shift);
        }
        return bits;
    }

    private static void requirePresent(byte[] pixelData, long end, int frame) throws CodecException {
        if (end > pixelData.length) {
            throw new CodecException("frame " + frame + " needs pixel data up to byte " + end + " but only "
                    + pixelData.length + " bytes are there");
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
    public static byte[] ofFragments(List<byte[]> fragments, long[] offsets, int frames, int frame)
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
            return fragments.get(frame - 1);
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
    private static List<Integer> startsByTable(List<byte[]> fragments, long[] offsets, int frames) {
        List<Integer> starts = new ArrayList<>();
        if (offsets.length != frames) {
            return starts;
        }
        long position = 0;
        for (int i = 0; i < fragments.size() && starts.size() < frames; i++) {
            if (position == offsets[starts.size()]) {
                starts.add(i);
            }
            position += fragments.get(i).length + ITEM_HEADER_BYTES;
        }
        return starts.size() == frames ? starts : List.of();
    }

    /** Index of the fragments that begin with a start of image (JPEG, JPEG-LS) or of codestream (JPEG 2000). */
    private static List<Integer> startsByMarker(List<byte[]> fragments) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < fragments.size(); i++) {
            byte[] fragment = fragments.get(i);
            int marker = fragment.length < 2 ? 0 : (fragment[0] & 0xff) << 8 | fragment[1] & 0xff;
            if (marker == 0xffd8 || marker == 0xff4f) {
                starts.add(i);
            }
        }
        return !starts.isEmpty() && starts.get(0) == 0 ? starts : List.of();
    }

    private static byte[] join(List<byte[]> fragments) throws CodecException {
        if (fragments.size() == 1) {
            return fragments.get(0);
        }
        long total = fragments.stream().mapToLong(f -> f.length).sum();
        if (total > Integer.MAX_VALUE - 16) {
            throw new CodecException("a frame of " + total + " compressed bytes is larger than Cordscope decodes");
        }
        byte[] all = new byte[(int) total];
        int at = 0;
        for (byte[] fragment : fragments) {
            System.arraycopy(fragment, 0, all, at, fragment.length);
            at += fragment.length;
        }
        return all;
    }
}
