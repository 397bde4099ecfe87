package org.cordscope.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.inference.explanation.MapSink;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.learning.saliency.MappedSlice;
import org.cordscope.study.SliceImage;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of every slice: {@code 0001.png} the slice as the network saw it, {@code 0001-METHOD.png} under a map. Names are
 * numbers, so that they tell nothing of a patient.
 */
public final class OverlayFolder implements MapSink {
    /** Below the folder of results. */
    static final String NAME = "overlays";

    private final Path folder;
    private final Preprocessing seen;

    private OverlayFolder(Path folder, Preprocessing seen) {
        this.folder = folder;
        this.seen = seen;
    }

    /**
     * A folder without pictures: those of an earlier run are deleted, and nothing else.
     *
     * @param out folder of results
     * @param seen by the network
     */
    public static OverlayFolder empty(Path out, Preprocessing seen) throws IOException {
        Path folder = Files.createDirectories(out.resolve(NAME));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (String.valueOf(file.getFileName()).matches("\\d{4,}(-[a-z+-]+)?\\.png")) {
                    Files.delete(file);
                }
            }
        }
        return new OverlayFolder(folder, seen);
    }

    /** Path of a picture below the folder of results, with slashes; no method means the slice alone. */
    static String name(int number, @Nullable MapMethod method) {
        return NAME + String.format(Locale.ROOT, "/%04d%s.png", number, method == null ? "" : "-" + method.id());
    }

    @Override
    public void take(int number, SliceImage image, MappedSlice mapped) throws IOException {
        write(number, null, MapPicture.png(image, seen, null, false));
        for (var map : mapped.maps().entrySet()) {
            boolean fine = map.getKey() == MapMethod.INTEGRATED_GRADIENTS;
            write(number, map.getKey(), MapPicture.png(image, seen, map.getValue(), fine));
        }
    }

    private void write(int number, @Nullable MapMethod method, byte[] png) throws IOException {
        WholeFile.write(folder.resolveSibling(name(number, method)), png);
    }

    /** A picture that was written. */
    static byte[] read(Path out, int number, @Nullable MapMethod method) throws IOException {
        return Files.readAllBytes(out.resolve(name(number, method)));
    }
}
