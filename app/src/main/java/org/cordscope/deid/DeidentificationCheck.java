package org.cordscope.deid;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Searches the bytes of written files for texts that must not be in them. */
public final class DeidentificationCheck {
    private static final List<Charset> ENCODINGS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

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
        List<Finding> findings = new ArrayList<>();
        for (Path file : files) {
            byte[] content = upperCase(Files.readAllBytes(file));
            String name = fileOrFolder.relativize(file).toString().toUpperCase(Locale.ROOT);
            for (String identifier : identifiers) {
                if (name.contains(identifier.toUpperCase(Locale.ROOT)) || isIn(content, identifier)) {
                    findings.add(new Finding(file, identifier));
                }
            }
        }
        return findings;
    }

    /** True where one of the identifiers is in the bytes of a file to be. */
    static boolean isAnyIn(byte[] file, Collection<String> identifiers) {
        byte[] content = upperCase(file);
        return identifiers.stream().anyMatch(identifier -> isIn(content, identifier));
    }

    private static boolean isIn(byte[] content, String identifier) {
        if (identifier.isBlank()) {
            throw new IllegalArgumentException("an empty identifier is in every file");
        }
        return ENCODINGS.stream()
                .filter(encoding -> encoding.newEncoder().canEncode(identifier))
                .map(encoding -> upperCase(identifier.getBytes(encoding)))
                .anyMatch(wanted -> indexOf(content, wanted) >= 0);
    }

    private static int indexOf(byte[] content, byte[] wanted) {
        int last = content.length - wanted.length;
        for (int i = 0; i <= last; i++) {
            int j = 0;
            while (j < wanted.length && content[i + j] == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] upperCase(byte[] bytes) {
        byte[] upper = bytes.clone();
        for (int i = 0; i < upper.length; i++) {
            if (upper[i] >= 'a' && upper[i] <= 'z') {
                upper[i] = (byte) (upper[i] - 32);
            }
        }
        return upper;
    }
}
