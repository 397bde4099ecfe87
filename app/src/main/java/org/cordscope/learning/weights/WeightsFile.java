package org.cordscope.learning.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A file of weights in any of the formats that are read, told by its first bytes and not by its name. */
public final class WeightsFile {
    private static final int HEAD = 9;

    private WeightsFile() {}

    /** Arrays by name. */
    public static Map<String, Weight> read(Path file) throws IOException {
        return isSafeTensors(file) ? SafeTensors.read(file).weights() : TorchFile.read(file);
    }

    /** The ending that a file of this format goes by: {@code .safetensors} or {@code .pth}. */
    public static String ending(Path file) throws IOException {
        return isSafeTensors(file) ? ".safetensors" : ".pth";
    }

    /** Whether a length that fits the file comes first, and a JSON object after it; no {@code .pth} begins so. */
    private static boolean isSafeTensors(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        if (head.length < HEAD || head[HEAD - 1] != '{') {
            return false;
        }
        long header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return header > 0 && header <= Files.size(file) - Long.BYTES;
    }
}
