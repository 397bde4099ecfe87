package org.cordscope.study;

import java.util.Locale;
import java.util.Optional;

/**
 * The paper's binary label of one slice: any indentation, flattening, torsion or circumferential compression of the cord
 * parenchyma by disc, ligament or bone is {@code COMPRESSED}.
 */
public enum Compression {
    NOT_COMPRESSED,
    COMPRESSED;

    /** From 0 or 1 as spreadsheets write them, or a word for either, in English or German; empty for anything else. */
    public static Optional<Compression> of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT).replace(' ', '_')) {
            case "0", "0.0", "0,0", "not_compressed", "no", "n", "false", "negative", "nein", "falsch", "negativ" ->
                Optional.of(NOT_COMPRESSED);
            case "1", "1.0", "1,0", "compressed", "yes", "y", "true", "positive", "ja", "wahr", "positiv" ->
                Optional.of(COMPRESSED);
            default -> Optional.empty();
        };
    }
}
