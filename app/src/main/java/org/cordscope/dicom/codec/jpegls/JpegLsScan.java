package org.cordscope.dicom.codec.jpegls;

import java.util.Arrays;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.EntropyBits;

/** One scan of a JPEG-LS image: its lines, contexts and runs (T.87 annexes A and B). */
final class JpegLsScan {
    private final JpegLsContexts contexts;
    private final EntropyBits bits;
    private final int near;
    private final int columns;
    private final int[] gradientClass;
    private final int gradientOffset;
    /** Per component the line above and the current one, with one sample before and after. */
    private final int[][] above;

    private final int[][] current;
    private final int[] runIndex;

    JpegLsScan(JpegLsParameters parameters, int near, EntropyBits bits, int columns, int components) {
        this.contexts = new JpegLsContexts(parameters, near);
        this.bits = bits;
        this.near = near;
        this.columns = columns;
        this.above = new int[components][columns + 2];
        this.current = new int[components][columns + 2];
        this.runIndex = new int[components];
        this.gradientOffset = parameters.maxValue();
        this.gradientClass = new int[2 * gradientOffset + 1];
        for (int i = 0; i < gradientClass.length; i++) {
            gradientClass[i] = quantise(i - gradientOffset, parameters);
        }
    }

    /** Region of a local gradient, -4 to 4 (A.3.3). */
    private int quantise(int gradient, JpegLsParameters parameters) {
        int size = Math.abs(gradient);
        int region;
        if (size <= near) {
            region = 0;
        } else if (size < parameters.threshold1()) {
            region = 1;
        } else if (size < parameters.threshold2()) {
            region = 2;
        } else {
            region = size < parameters.threshold3() ? 3 : 4;
        }
        return gradient < 0 ? -region : region;
    }

    /** Decodes lines one component after the other, or (sample interleave) all components together. */
    void decode(int[] samples, int rows, int restartInterval, boolean sampleInterleave, int first, int stride)
            throws CodecException {
        for (int row = 0; row < rows; row++) {
            if (restartInterval > 0 && row > 0 && row % restartInterval == 0) {
                restart(row / restartInterval - 1);
            }
            for (int c = 0; c < current.length; c++) {
                int[] line = above[c];
                above[c] = current[c];
                current[c] = line;
                above[c][columns + 1] = above[c][columns];
                line[0] = above[c][1];
            }
            if (sampleInterleave) {
                decodePixels();
            } else {
                for (int c = 0; c < current.length; c++) {
                    decodeLine(c);
                }
            }
            for (int c = 0; c < current.length; c++) {
                int out = row * columns * stride + first + c;
                for (int x = 1; x <= columns; x++, out += stride) {
                    samples[out] = current[c][x];
                }
            }
        }
    }

    private void restart(int number) throws CodecException {
        bits.restart(0xd0 + number % 8);
        contexts.restart();
        for (int c = 0; c < current.length; c++) {
            Arrays.fill(current[c], 0);
            Arrays.fill(above[c], 0);
            runIndex[c] = 0;
        }
    }

    private void decodeLine(int component) throws CodecException {
        int[] up = above[component];
        int[] line = current[component];
        int x = 1;
        while (x <= columns) {
            int context = context(up, line, x);
            if (context != 0) {
                line[x] = decodeRegular(context, up, line, x);
                x++;
                continue;
            }
            int end = decodeRun(component, x);
            Arrays.fill(line, x, end, line[x - 1]);
            x = end;
            if (x <= columns) {
                boolean alike = Math.abs(line[x - 1] - up[x]) <= near;
                line[x] = contexts.decodeInterruption(bits, runIndex[component], alike, line[x - 1], up[x]);
                runIndex[component] = Math.max(0, runIndex[component] - 1);
                x++;
            }
        }
    }

    /** Sample interleave: a run is one of all components, and its end is coded as unlike the neighbours. */
    private void decodePixels() throws CodecException {
        int x = 1;
        int[] found = new int[current.length];
        while (x <= columns) {
            boolean run = true;
            for (int c = 0; c < found.length; c++) {
                found[c] = context(above[c], current[c], x);
                run &= found[c] == 0;
            }
            if (!run) {
                for (int c = 0; c < found.length; c++) {
                    current[c][x] = decodeRegular(found[c], above[c], current[c], x);
                }
                x++;
                continue;
            }
            int end = decodeRun(0, x);
            for (int[] line : current) {
                Arrays.fill(line, x, end, line[x - 1]);
            }
            x = end;
            if (x <= columns) {
                for (int c = 0; c < found.length; c++) {
                    current[c][x] =
                            contexts.decodeInterruption(bits, runIndex[0], false, current[c][x - 1], above[c][x]);
                }
                runIndex[0] = Math.max(0, runIndex[0] - 1);
                x++;
            }
        }
    }

    /** Signed context number of a sample, 0 where a run may begin (A.3.4). */
    private int context(int[] up, int[] line, int x) {
        int left = line[x - 1];
        int q1 = gradientClass[up[x + 1] - up[x] + gradientOffset];
        int q2 = gradientClass[up[x] - up[x - 1] + gradientOffset];
        int q3 = gradientClass[up[x - 1] - left + gradientOffset];
        return (q1 * 9 + q2) * 9 + q3;
    }

    private int decodeRegular(int context, int[] up, int[] line, int x) throws CodecException {
        int left = line[x - 1];
        int high = Math.max(left, up[x]);
        int low = Math.min(left, up[x]);
        int corner = up[x - 1];
        int median = corner >= high ? low : corner <= low ? high : left + up[x] - corner;
        return contexts.decodeRegular(bits, Math.abs(context), context < 0 ? -1 : 1, median);
    }

    /** Reads the length of a run that begins at {@code start} and returns the position after it (A.7.1.2). */
    private int decodeRun(int component, int start) throws CodecException {
        int x = start;
        while (bits.read(1) == 1) {
            int length = 1 << JpegLsContexts.runOrder(runIndex[component]);
            int rest = columns + 1 - x;
            x += Math.min(length, rest);
            if (length <= rest && runIndex[component] < 31) {
                runIndex[component]++;
            }
            if (x > columns) {
                return x;
            }
        }
        x += bits.read(JpegLsContexts.runOrder(runIndex[component]));
        if (x > columns) {
            throw bits.damaged("a run leaves its line");
        }
        return x;
    }
}
