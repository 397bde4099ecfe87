package org.cordscope.deid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Searches the bytes of written files for texts that must not be in them. */
public final class DeidentificationCheck {
    private DeidentificationCheck() {}

    /** A text that was found. {@code identifier} is what was searched for: never to be logged. */
    public record Finding(Path file, String identifier) {}

    /**
     * Every identifier found in a file or in any file of a folder, by name or content. Letters A-Z are matched in either case.
     */
    public static List<Finding> find(Path fileOrFolder, Collection<String> identifiers) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(fileOrFolder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        ByteSearch search = new ByteSearch(identifiers);
        List<Finding> findings = new ArrayList<>();
        for (Path file : files) {
            Set<String> found = search.in(Files.readAllBytes(file));
            String name = fileOrFolder.relativize(file).toString().toUpperCase(Locale.ROOT);
            for (String identifier : identifiers) {
                if (found.contains(identifier) || name.contains(identifier.toUpperCase(Locale.ROOT))) {
                    findings.add(new Finding(file, identifier));
                }
            }
        }
        return findings;
    }

    /** True where one of the identifiers is in the bytes of a file to be. */
    static boolean isAnyIn(byte[] file, Collection<String> identifiers) {
        return !new ByteSearch(identifiers).in(file).isEmpty();
    }
}
