package org.cordscope.dicom;

import java.util.ArrayList;
import java.util.List;

/**
 * A person name (PS3.5 section 6.2.1) in up to three writings, each of up to five components: family, given and middle name,
 * prefix, suffix.
 *
 * @param alphabetic components in letters
 * @param ideographic components in Han characters; empty where not given
 * @param phonetic components in kana or hangul; empty where not given
 */
public record PersonName(List<String> alphabetic, List<String> ideographic, List<String> phonetic) {

    public PersonName {
        alphabetic = List.copyOf(alphabetic);
        ideographic = List.copyOf(ideographic);
        phonetic = List.copyOf(phonetic);
    }

    static PersonName parse(String text) {
        List<String> groups = split(text, '=');
        return new PersonName(
                components(groups.get(0)),
                groups.size() > 1 ? components(groups.get(1)) : List.of(),
                groups.size() > 2 ? components(groups.get(2)) : List.of());
    }

    private static List<String> components(String group) {
        return group.isBlank() ? List.of() : split(group, '^');
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
            parts.add(text.substring(from, to).strip());
            from = to + 1;
        }
        parts.add(text.substring(from).strip());
        return parts;
    }
}
