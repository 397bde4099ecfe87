package org.cordscope.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class GrammarTest {
    private static final int TEXTS = 200_000;

    @Test
    void decimals_are_those_of_the_regular_expression() {
        agree("[+-]?(\\d{1,24}\\.?\\d{0,24}|\\.\\d{1,24})([eE][+-]?\\d{1,3})?", Grammar::isDecimal);
    }

    @Test
    void integers_are_those_of_the_regular_expression() {
        agree("[+-]?\\d{1,12}", Grammar::isInteger);
    }

    @Test
    void uids_are_those_of_the_regular_expression() {
        agree("[0-9]{1,39}(\\.[0-9]{1,39})+", Grammar::isUid);
        agree("[0-9]+(\\.[0-9]+)+", Grammar::isDotted);
    }

    @Test
    void digits_are_ascii_digits() {
        agree("[0-9]*", Grammar::isDigits);
    }

    /** Texts of the letters that matter, short ones, and long ones about the limits. */
    private static void agree(String expression, Predicate<String> grammar) {
        Pattern pattern = Pattern.compile(expression);
        Random draw = new Random(7);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            int parts = draw.nextInt(5);
            for (int part = 0; part < parts; part++) {
                text.append("+-..eE 9x\u0663\n".charAt(draw.nextInt(11)));
                text.append("1".repeat(draw.nextInt(4) == 0 ? draw.nextInt(52) : draw.nextInt(4)));
            }
            String drawn = draw.nextBoolean() || text.isEmpty() ? text.toString() : text.substring(1);
            assertEquals(pattern.matcher(drawn).matches(), grammar.test(drawn), drawn);
        }
    }
}
