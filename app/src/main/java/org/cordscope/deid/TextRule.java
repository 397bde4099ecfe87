package org.cordscope.deid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cordscope.study.Memo;

/**
 * Closed checks of the few texts that may stay, by name in {@code kept-texts.csv}. Each gives back what stays of a text, empty
 * where nothing does: no rule lets more than three letters pass that are not of a closed list.
 */
enum TextRule {
    /** Maker of a device in normal form. */
    MAKER {
        @Override
        String kept(String text) {
            return DeviceNames.maker(text);
        }
    },
    /** Name of a model: known words, and numbers with at most two letters. */
    MODEL {
        @Override
        String kept(String text) {
            return DeviceNames.model(text);
        }
    },
    /** Name of a pulse sequence. */
    SEQUENCE {
        @Override
        String kept(String text) {
            return SequenceNames.kept(text);
        }
    },
    /** Name of a pulse sequence where one is required. */
    PULSE {
        @Override
        String kept(String text) {
            return text.isEmpty() || !SequenceNames.kept(text).isEmpty() ? text : CodeWords.OTHER;
        }
    },
    /** Words of {@link Vocabulary}. */
    DESCRIPTION {
        @Override
        String kept(String text) {
            return Vocabulary.reduce(text);
        }
    },
    /** Only whether an agent was given. */
    AGENT {
        @Override
        String kept(String text) {
            return NO_AGENT.contains(text.toUpperCase(Locale.ROOT)) ? "" : "AGENT";
        }
    },
    /** Serial numbers and station names: digits with at most three letters before and behind. */
    DEVICE {
        @Override
        String kept(String text) {
            return ifMatches(DEVICE_CODE, text);
        }
    },
    /** A coil element. */
    ELEMENT {
        @Override
        String kept(String text) {
            return DEVICE_CODE.matcher(text).matches() ? text : CodeWords.OTHER;
        }
    },
    /** Reconstruction kernels of CT. */
    KERNEL {
        @Override
        String kept(String text) {
            return KERNELS.contains(text.toUpperCase(Locale.ROOT)) ? text : ifMatches(KERNEL_CODE, text);
        }
    },
    /** Shapes of X-ray filters. */
    FILTER {
        @Override
        String kept(String text) {
            return FILTERS.contains(text.toUpperCase(Locale.ROOT)) ? text : "";
        }
    },
    /** Number or letter of a stack. */
    STACK {
        @Override
        String kept(String text) {
            return STACK_NUMBER.matcher(text).matches() ? text : "1";
        }
    },
    /** Number of a context group. */
    CONTEXT {
        @Override
        String kept(String text) {
            return ifMatches(CONTEXT_NUMBER, text);
        }
    },
    /** Offset from UTC. */
    TIMEZONE {
        @Override
        String kept(String text) {
            return ifMatches(UTC_OFFSET, text);
        }
    },
    /** A nucleus. */
    NUCLEUS {
        @Override
        String kept(String text) {
            return ifMatches(NUCLEI, text.toUpperCase(Locale.ROOT));
        }
    },
    /** Units of rescaled pixels. */
    UNIT {
        @Override
        String kept(String text) {
            return UNITS.contains(text) ? text : "US";
        }
    },
    /** Owners of private attributes to which an index points. */
    CREATOR {
        @Override
        String kept(String text) {
            return SafePrivate.isKnownCreator(text) ? text : "";
        }
    },
    /** A name that the standard requires and nobody needs. */
    NAMELESS {
        @Override
        String kept(String text) {
            return text.isEmpty() ? "" : CodeWords.OTHER;
        }
    };

    private static final Set<String> NO_AGENT = Set.of("", "NONE", "NO", "N", "NIL", "NA", "N/A", "0");
    private static final Set<String> KERNELS =
            Set.of("STANDARD", "SOFT", "DETAIL", "BONE", "BONEPLUS", "LUNG", "EDGE", "ULTRA", "CHST", "HEAD", "BRAIN");
    private static final Set<String> FILTERS = Set.of(
            "WEDGE", "FLAT", "BUTTERFLY", "STRIP", "MULTIPLE", "NONE", "BODY FILTER", "HEAD FILTER", "LARGE", "SMALL");
    private static final Set<String> UNITS = Set.of("HU", "US", "OD", "Z_EFF", "ED", "MGML", "PCT", "HU_MOD", "EDW");
    private static final Pattern DEVICE_CODE = Pattern.compile("[A-Za-z]{0,3}[ -]?\\d{1,12}[A-Za-z]{0,3}");
    private static final Pattern KERNEL_CODE = Pattern.compile("[A-Z]{1,2}\\d{2}[a-z]{0,2}(\\\\\\d)?");
    private static final Pattern STACK_NUMBER = Pattern.compile("[A-Za-z]?\\d{1,3}|[A-Za-z]");
    private static final Pattern CONTEXT_NUMBER = Pattern.compile("\\d{1,4}");
    private static final Pattern UTC_OFFSET = Pattern.compile("[+-](0\\d|1[0-4])[0-5]\\d");
    private static final Pattern NUCLEI = Pattern.compile("H|1H|3HE|7LI|13C|19F|23NA|31P|129XE");

    /** What is known to stay of values that come again and again. */
    private static final Map<TextRule, Memo<String, String>> KNOWN = Arrays.stream(values())
            .collect(Collectors.toMap(Function.identity(), rule -> new Memo<>(1_000, rule::kept)));

    /** What of a value stays; empty where nothing does. */
    abstract String kept(String text);

    /** Values as they stay, none where one of them does not. */
    List<String> kept(List<String> values) {
        List<String> kept = new ArrayList<>(values.size());
        Memo<String, String> known = Objects.requireNonNull(KNOWN.get(this));
        for (String value : values) {
            String stays = known.of(value.strip());
            if (stays.isEmpty() && !value.isBlank()) {
                return List.of();
            }
            kept.add(stays);
        }
        return kept;
    }

    private static String ifMatches(Pattern pattern, String text) {
        return pattern.matcher(text).matches() ? text : "";
    }
}
