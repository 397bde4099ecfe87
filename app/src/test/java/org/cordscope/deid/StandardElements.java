package org.cordscope.deid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.cordscope.dicom.Dictionary;

/** Every attribute of the standard that Cordscope knows, but for meta information, directories and pixels. */
final class StandardElements {
    private StandardElements() {}

    static List<Integer> tags() {
        try (InputStream in = Dictionary.class.getResourceAsStream("dictionary.txt");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Integer.parseUnsignedInt(line.substring(0, 8), 16))
                    .filter(tag -> tag >>> 16 >= 0x0008 && tag >>> 16 < 0x7fe0)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
