package org.cordscope.deid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/**
 * Where a run without a study writes: a folder that may be given away, and a private one beside it.
 *
 * @param out de-identified files and {@code rejected.csv}
 * @param secret key, linking table, identifiers and {@code files.csv}; never inside {@code out}
 */
record OutputFolder(Path out, Path secret) {
    private static final String OPTIONS = "options";

    OutputFolder {
        out = out.toAbsolutePath().normalize();
        secret = secret.toAbsolutePath().normalize();
        if (secret.startsWith(out) || out.startsWith(secret)) {
            throw new UserFacingException(
                    "The private folder and the output folder lie within each other",
                    "Keep the key and the linking table apart from what is given away: choose another --private.");
        }
    }

    /** The private folder of an output folder where none is named: {@code DIR-private} beside it. */
    static Path secretBeside(Path out) {
        Path absolute = out.toAbsolutePath().normalize();
        return absolute.resolveSibling(Objects.requireNonNull(absolute.getFileName(), "a root") + "-private");
    }

    /** Makes both folders, and holds the options against those of earlier runs. */
    void prepare(DeidentificationOptions options) throws IOException {
        PrivateFiles.createFolder(secret);
        Files.createDirectories(out);
        if (secret.toRealPath().startsWith(out.toRealPath())) {
            throw new UserFacingException(
                    "The private folder lies within the output folder", "Choose another --private.");
        }
        deleteUnfinished();
        Path file = secret.resolve(OPTIONS);
        if (!Files.exists(file)) {
            PrivateFiles.create(file, options.text() + "\n");
        }
        if (!Files.readString(file).strip().equals(options.text())) {
            throw new UserFacingException(
                    out.getFileName() + " was made with other options", "Choose another --out, or the same options.");
        }
    }

    /** Clears the output folder of what a killed run left half written. */
    private void deleteUnfinished() throws IOException {
        List<Path> folders;
        try (Stream<Path> walk = Files.walk(out)) {
            folders = walk.filter(Files::isDirectory).toList();
        }
        for (Path each : folders) {
            WholeFile.deleteUnfinished(each);
        }
    }
}
