package org.cordscope.report.figure;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Colours by what they are for, for light and for dark surroundings. The three series colours are those of Okabe and Ito
 * (2008), which people with any colour vision can tell apart.
 */
public enum Tone {
    INK("#17202a", "#dfe6ec"),
    MUTED("#566370", "#9aa8b5"),
    GRID("#dde3e8", "#2b353f"),
    PANEL("#ffffff", "#151b21"),
    FIRST("#0072b2", "#56b4e9"),
    SECOND("#d55e00", "#f0904d"),
    THIRD("#009e73", "#2fc79b");

    private final String light;
    private final String dark;

    Tone(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    String light() {
        return light;
    }

    String css() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Rules that colour every figure inside {@code scope} for dark surroundings. */
    public static String darkRules(String scope) {
        return rules(scope, true);
    }

    /** Rules that colour every figure inside {@code scope} for light surroundings. */
    public static String lightRules(String scope) {
        return rules(scope, false);
    }

    private static String rules(String scope, boolean dark) {
        return Arrays.stream(values())
                .map(t -> {
                    String colour = dark ? t.dark : t.light;
                    return scope + " .f-" + t.css() + "{fill:" + colour + "}" + scope + " .s-" + t.css() + "{stroke:"
                            + colour + "}";
                })
                .collect(Collectors.joining("\n"));
    }
}
