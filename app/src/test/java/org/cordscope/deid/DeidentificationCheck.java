package org.cordscope.deid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Searches the bytes of written files for texts that must not be in them, wherever in a file they stand. */
public final class DeidentificationCheck {
    private DeidentificationCheck() {}

    /** A text that was found. {@code identifier} is what was searched for: never to be logged. */
    public record Finding(Path file, String identifier) {}

    /**
     * Every identifier found in a file or in any file of a folder, by name or content, pixels included. Letters A-Z are matched in
     * either case.
     *
     * @throws IllegalArgumentException for a text of fewer than four bytes, which is in every file
     */
    public static List<Finding> find(Path fileOrFolder, Collection<String> identifiers) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(fileOrFolder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        List<String> texts = new ArrayList<>();
        List<byte[]> forms = new ArrayList<>();
        for (String text : identifiers) {
            for (byte[] form : Stream.concat(SearchForms.narrow(text).stream(), SearchForms.wide(text).stream())
                    .toList()) {
                texts.add(text);
                forms.add(form);
            }
        }
        ByteSearch search = new ByteSearch(forms);
        List<Finding> findings = new ArrayList<>();
        for (Path file : files) {
            Set<String> found = new TreeSet<>();
            search(search, Files.readAllBytes(file), texts, found);
            String name = fileOrFolder.relativize(file).toString().toUpperCase(Locale.ROOT);
            search(search, name.getBytes(StandardCharsets.UTF_8), texts, found);
            found.forEach(text -> findings.add(new Finding(file, text)));
        }
        return findings;
    }

    private static void search(ByteSearch search, byte[] content, List<String> texts, Set<String> found) {
        search.search(content, 0, content.length, (index, start, end) -> found.add(texts.get(index)));
    }
}
