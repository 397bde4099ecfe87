package org.cordscope.pacs.hl7;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Segments of a message as they are added, with the usual delimiters {@code |^~\&} (HL7 v2.5.1 chapter 2). */
final class Segments {
    private final List<String> lines = new ArrayList<>();

    /**
     * Adds a segment.
     *
     * @param fields by number from 1, each escaped already; empty ones at the end are left out
     */
    void add(String name, List<String> fields) {
        int last = fields.size();
        while (last > 0 && fields.get(last - 1).isEmpty()) {
            last--;
        }
        lines.add(
                Stream.concat(Stream.of(name), fields.subList(0, last).stream()).collect(Collectors.joining("|")));
    }

    /** Components of a field, each of them text. */
    static String components(String... texts) {
        String joined = Stream.of(texts).map(Segments::escaped).collect(Collectors.joining("^"));
        return joined.replaceAll("\\^+$", "");
    }

    /** Text as a value: delimiters escaped, line ends and other controls a blank (chapter 2.7). */
    static String escaped(String value) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\E\\");
                case '|' -> out.append("\\F\\");
                case '^' -> out.append("\\S\\");
                case '&' -> out.append("\\T\\");
                case '~' -> out.append("\\R\\");
                default -> out.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return out.toString();
    }

    /** The whole message: every segment ends with a carriage return. */
    String message() {
        return lines.stream().map(line -> line + "\r").collect(Collectors.joining());
    }
}
