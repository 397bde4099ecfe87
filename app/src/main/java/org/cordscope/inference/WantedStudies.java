package org.cordscope.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.UserFacingException;

/** Which studies of the inputs are to be coded: all, or those that a list names by Study Instance UID or Patient ID. */
public final class WantedStudies {
    private final Set<String> names;

    private WantedStudies(Set<String> names) {
        this.names = names;
    }

    public static WantedStudies all() {
        return new WantedStudies(Set.of());
    }

    /**
     * Reads a list: a name on each line, blank lines and lines that begin with # left out.
     *
     * @throws UserFacingException where it names nothing
     */
    public static WantedStudies read(Path file) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                names.add(line.strip());
            }
        }
        if (names.isEmpty()) {
            throw new UserFacingException(
                    file + " names no study", "Write a Study Instance UID or a Patient ID on each line.");
        }
        return new WantedStudies(names);
    }

    boolean wants(InstanceHeader header) {
        return names.isEmpty() || names.contains(header.studyUid()) || names.contains(header.patientId());
    }

    /** Names that none of the files bears, in order. */
    List<String> missing(List<InstanceHeader> headers) {
        Set<String> missing = new TreeSet<>(names);
        headers.forEach(header -> {
            missing.remove(header.studyUid());
            missing.remove(header.patientId());
        });
        return List.copyOf(missing);
    }
}
