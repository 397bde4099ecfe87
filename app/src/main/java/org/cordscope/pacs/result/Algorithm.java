package org.cordscope.pacs.result;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.study.ContentUid;
import org.jspecify.annotations.Nullable;

/**
 * What coded a scan, as its results name it. Two with the same parts give the same results.
 *
 * @param version of Cordscope
 * @param weightsSha256 SHA-256 of the model file, lower-case hexadecimal
 * @param threshold probability from which a slice counts as compressed, 0..1
 * @param precision of the network's arithmetic, as {@code float32}
 * @param scanThreshold highest probability from which a scan is called compressed; null where any compressed slice is enough
 */
public record Algorithm(
        String version,
        String weightsSha256,
        double threshold,
        String precision,
        @Nullable Double scanThreshold) {
    /** Manufacturer, model name and algorithm name of all results. */
    public static final String NAME = "Cordscope";

    public Algorithm {
        if (version.isBlank() || precision.isBlank() || !weightsSha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("an algorithm has a version, a precision and the hash of its weights: "
                    + version + ", " + precision + ", " + weightsSha256);
        }
        if (!(threshold >= 0) || threshold > 1) {
            throw new IllegalArgumentException("threshold must be in 0..1: " + threshold);
        }
    }

    /** One by which any compressed slice is enough. */
    public Algorithm(String version, String weightsSha256, double threshold, String precision) {
        this(version, weightsSha256, threshold, precision, null);
    }

    /** One text for each parameter. */
    List<String> parameters() {
        List<String> parameters = new ArrayList<>(
                List.of("weights_sha256=" + weightsSha256, "threshold=" + threshold, "precision=" + precision));
        if (scanThreshold != null) {
            parameters.add("scan_threshold=" + scanThreshold);
        }
        return parameters;
    }

    /** Of this program with this model: its UID as an observer. */
    String deviceUid() {
        return ContentUid.of("device", id());
    }

    /** A short name, the same for the same parts: what a ledger keys on. */
    public String id() {
        return String.join(" ", NAME, version, String.join(" ", parameters()));
    }
}
