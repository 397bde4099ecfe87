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
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code private/identifiers}: every identifier that was seen, for a later search of the outputs. One line each: kind, subject
 * where it is a date, text. Written before the output that the identifier was taken from; a line that a crash cut off is dropped,
 * as its output is not there either. Memory holds the lines written last, so that most stand there once; repetitions do no harm.
 */
final class IdentifierJournal {
    private static final String NOBODY = "-";
    private static final int REMEMBERED = 50_000;

    private final Path file;
    private final Set<String> written = Collections.newSetFromMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    private IdentifierJournal(Path file) {
        this.file = file;
    }

    static IdentifierJournal open(Path file) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.create(file, "");
        }
        IdentifierJournal journal = new IdentifierJournal(file);
        journal.dropUnfinishedLine();
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            lines.forEach(journal.written::add);
        }
        return journal;
    }

    /** Looks at the end of the file only, since it may be long. */
    private void dropUnfinishedLine() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long whole = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            while (whole > 0) {
                channel.read(last.clear(), whole - 1);
                if (last.get(0) == '\n') {
                    break;
                }
                whole--;
            }
            if (whole < channel.size()) {
                channel.truncate(whole);
            }
        }
    }

    /** Adds what is new of a file's identifiers. */
    void add(Collection<Identifier> identifiers, String subject) throws IOException {
        List<String> lines = new ArrayList<>(identifiers.size());
        for (Identifier identifier : identifiers) {
            String owner = identifier.kind() == IdentifierKind.DATE ? subject : NOBODY;
            String text = onOneLine(identifier.text());
            if (!text.isBlank()) {
                lines.add(identifier.kind() + "\t" + owner + "\t" + text);
            }
        }
        addLines(lines);
    }

    private synchronized void addLines(List<String> lines) throws IOException {
        lines.removeIf(written::contains);
        if (!lines.isEmpty()) {
            append(String.join("\n", lines) + "\n");
            written.addAll(lines);
        }
    }

    /** With blanks for control characters. */
    private static String onOneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
                return text.replaceAll("\\p{Cntrl}", " ");
            }
        }
        return text;
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
