package org.cordscope.deid;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Looks for identifiers in the bytes of files, in every encoding. What is a hit depends on what is looked for, so that chance is
 * none: a number is not part of a longer number, a date does not follow a digit, neither is part of a hash, a short UID is not part of another, a word of
 * four or five letters begins or ends where a word does, and no word is only a part of a technical one (as SPIN of SPINE).
 * Among pixels only forms of eight bytes or more in one-byte or East Asian encodings are looked for. Texts of fewer than four
 * characters, and numbers of fewer than six digits, are not looked for in bytes at all.
 */
final class IdentifierSearch {
    private static final int LONG_UID = 16;
    private static final int LONG_WORD = 6;
    private static final int SHORTEST_HASH = 32;
    private static final String[] DATE_SEPARATORS = {"-", ".", "/"};

    /** How a form of an identifier counts. */
    private enum Rule {
        ANYWHERE,
        WORD,
        NUMBER,
        DATE,
        UID
    }

    private record Form(Identifier identifier, Rule rule, boolean wide) {}

    private final List<Form> forms = new ArrayList<>();
    private final ByteSearch search;

    IdentifierSearch(Collection<Identifier> identifiers) {
        List<byte[]> strings = new ArrayList<>();
        for (Identifier identifier : identifiers) {
            if (identifier.isLongEnough()) {
                add(identifier, identifier.text(), rule(identifier), strings);
                if (identifier.kind() == IdentifierKind.DATE) {
                    addSeparated(identifier, strings);
                }
            }
        }
        search = new ByteSearch(strings);
    }

    private void add(Identifier identifier, String text, Rule rule, List<byte[]> strings) {
        for (byte[] form : SearchForms.narrow(text)) {
            if (form.length >= 4) {
                strings.add(form);
                forms.add(new Form(identifier, rule, false));
            }
        }
        for (byte[] form : SearchForms.wide(text)) {
            strings.add(form);
            forms.add(new Form(identifier, rule, true));
        }
    }

    private void addSeparated(Identifier date, List<byte[]> strings) {
        String digits = date.text();
        String year = digits.substring(0, 4);
        String month = digits.substring(4, 6);
        String day = digits.substring(6);
        for (String separator : DATE_SEPARATORS) {
            add(date, String.join(separator, year, month, day), Rule.DATE, strings);
            add(date, String.join(separator, day, month, year), Rule.DATE, strings);
            add(date, String.join(separator, month, day, year), Rule.DATE, strings);
        }
    }

    private static Rule rule(Identifier identifier) {
        return switch (identifier.kind()) {
            case DATE -> Rule.DATE;
            case UID -> Rule.UID;
            default ->
                identifier.isNumber()
                        ? Rule.NUMBER
                        : identifier.text().length() < LONG_WORD ? Rule.WORD : Rule.ANYWHERE;
        };
    }

    /** Length of the longest form in bytes: by so much chunks of a file must overlap. */
    int longest() {
        return search.longest();
    }

    /** Hits between two positions of what is not pixels. */
    void search(byte[] content, int from, int to, Consumer<Identifier> found) {
        search.search(content, from, to, (index, start, end) -> report(content, index, start, end, found));
    }

    /** Hits among pixels or in a compressed stream. */
    void searchPixels(byte[] content, int from, int to, Consumer<Identifier> found) {
        search.searchPixels(content, from, to, (index, start, end) -> {
            if (!forms.get(index).wide()) {
                report(content, index, start, end, found);
            }
        });
    }

    private void report(byte[] content, int index, int start, int end, Consumer<Identifier> found) {
        Form form = forms.get(index);
        if (form.wide() || counts(form, content, start, end)) {
            found.accept(form.identifier());
        }
    }

    private static boolean counts(Form form, byte[] content, int start, int end) {
        int before = start == 0 ? ' ' : content[start - 1];
        int after = end == content.length ? ' ' : content[end];
        return switch (form.rule()) {
            case NUMBER -> !isOfNumber(before) && !isOfNumber(after) && !isPartOfHash(content, start, end);
            case DATE -> (before < '0' || before > '9') && !isPartOfHash(content, start, end);
            case UID -> form.identifier().text().length() >= LONG_UID || (!isOfNumber(before) && !isOfNumber(after));
            case WORD -> (!isLetter(before) || !isLetter(after)) && !isPartOfTechnicalWord(content, start, end);
            case ANYWHERE -> !isPartOfTechnicalWord(content, start, end);
        };
    }

    /** True within a run of hexadecimal digits as long as a hash or the last number of a pseudonymous UID. */
    private static boolean isPartOfHash(byte[] content, int start, int end) {
        int from = start;
        int to = end;
        while (from > 0 && to - from < SHORTEST_HASH && isHexadecimal(content[from - 1])) {
            from--;
        }
        while (to < content.length && to - from < SHORTEST_HASH && isHexadecimal(content[to])) {
            to++;
        }
        return to - from >= SHORTEST_HASH;
    }

    private static boolean isHexadecimal(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static boolean isPartOfTechnicalWord(byte[] content, int start, int end) {
        int from = start;
        int to = end;
        while (from > 0 && start - from < 20 && isLetter(content[from - 1])) {
            from--;
        }
        while (to < content.length && to - end < 20 && isLetter(content[to])) {
            to++;
        }
        return to - from > end - start
                && Identifiers.isTechnical(
                        new String(content, from, to - from, java.nio.charset.StandardCharsets.ISO_8859_1)
                                .toUpperCase(Locale.ROOT));
    }

    private static boolean isOfNumber(int c) {
        return (c >= '0' && c <= '9') || c == '.';
    }

    private static boolean isLetter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
