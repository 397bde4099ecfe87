package org.cordscope.deid;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code private/identifiers}: every identifier that was seen, each once, for a later search of the outputs. One line each: kind,
 * subject where it is a date, text. Written before the output that the identifier was taken from; a line that a crash cut off is
 * dropped, as its output is not there either. Memory holds what has been written, about 200 bytes per identifier.
 */
final class IdentifierJournal {
    private static final String NOBODY = "-";

    private final Path file;
    private final Set<String> written = new HashSet<>();

    private IdentifierJournal(Path file) {
        this.file = file;
    }

    static IdentifierJournal open(Path file) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.create(file, "");
        }
        IdentifierJournal journal = new IdentifierJournal(file);
        journal.dropUnfinishedLine();
        journal.written.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
        return journal;
    }

    private void dropUnfinishedLine() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        if (whole < bytes.length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole);
            }
        }
    }

    /** Adds what is new of a file's identifiers. */
    synchronized void add(Collection<Identifier> identifiers, String subject) throws IOException {
        StringBuilder lines = new StringBuilder();
        List<String> fresh = new ArrayList<>();
        for (Identifier identifier : identifiers) {
            String owner = identifier.kind() == IdentifierKind.DATE ? subject : NOBODY;
            String text = identifier.text().replaceAll("[\\p{Cntrl}]", " ");
            String line = identifier.kind() + "\t" + owner + "\t" + text;
            if (!text.isBlank() && !written.contains(line)) {
                lines.append(line).append('\n');
                fresh.add(line);
            }
        }
        if (!fresh.isEmpty()) {
            append(lines.toString());
            written.addAll(fresh);
        }
    }

    private void append(String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /**
     * Everything in a journal.
     *
     * @param identifiers each once
     * @param subjectsByDate whose dates they are
     */
    record Content(Set<Identifier> identifiers, Map<String, Set<String>> subjectsByDate) {}

    static Content read(Path file) throws IOException {
        Set<Identifier> identifiers = new LinkedHashSet<>();
        Map<String, Set<String>> subjects = new HashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String[] parts = line.split("\t", 3);
            if (parts.length == 3 && !parts[2].isBlank()) {
                Identifier identifier = new Identifier(IdentifierKind.valueOf(parts[0]), parts[2]);
                identifiers.add(identifier);
                if (identifier.kind() == IdentifierKind.DATE) {
                    subjects.computeIfAbsent(parts[2], date -> new HashSet<>()).add(parts[1]);
                }
            }
        }
        return new Content(identifiers, subjects);
    }
}
