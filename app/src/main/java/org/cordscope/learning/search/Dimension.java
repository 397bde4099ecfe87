package org.cordscope.learning.search;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key of the recipe that a search varies, and where its values come from. */
public sealed interface Dimension {

    /** As {@code cordscope train --set} takes it. */
    String key();

    /** The next value, as text that the recipe reads. */
    String draw(RandomGenerator random);

    /**
     * Numbers between two limits, rounded to three digits, so that a table shows exactly what ran.
     *
     * @param logarithmic whether equal ratios are equally likely instead of equal differences
     */
    record Between(String key, double low, double high, boolean logarithmic) implements Dimension {
        public Between {
            if (!(low < high) || (logarithmic && !(low > 0))) {
                throw new IllegalArgumentException(key + " needs a lower limit below the upper one"
                        + (logarithmic ? " and above 0: " : ": ") + low + ".." + high);
            }
        }

        @Override
        public String draw(RandomGenerator random) {
            double at = random.nextDouble();
            double value = logarithmic ? low * Math.pow(high / low, at) : low + (high - low) * at;
            return String.valueOf(Double.parseDouble(String.format(Locale.ROOT, "%.2e", value)));
        }
    }

    /** One of some values. */
    record OneOf(String key, List<String> values) implements Dimension {
        public OneOf {
            values = List.copyOf(values);
            if (values.size() < 2) {
                throw new IllegalArgumentException(key + " needs at least two values: " + values);
            }
        }

        @Override
        public String draw(RandomGenerator random) {
            return values.get(random.nextInt(values.size()));
        }
    }

    /**
     * Reads {@code key=low..high}, {@code key=low..high,log} or {@code key=a|b|c}.
     *
     * @throws IllegalArgumentException where it is none of these
     */
    static Dimension parse(String text) {
        Matcher range = Pattern.compile("([^=]+)=([-+.\\deE]+?)\\.\\.([-+.\\deE]+)(,log)?")
                .matcher(text);
        if (range.matches()) {
            return new Between(range.group(1), number(range.group(2)), number(range.group(3)), range.group(4) != null);
        }
        Matcher choice = Pattern.compile("([^=]+)=([^=|]+(?:\\|[^=|]+)+)").matcher(text);
        if (choice.matches()) {
            return new OneOf(choice.group(1), List.of(choice.group(2).split("\\|")));
        }
        throw new IllegalArgumentException(
                "what to vary is key=low..high, key=low..high,log or key=a|b|c, not " + text);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number: " + text, e);
        }
    }
}
