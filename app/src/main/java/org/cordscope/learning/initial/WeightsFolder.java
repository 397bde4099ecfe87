package org.cordscope.learning.initial;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cordscope.learning.WeightsByName;
import org.cordscope.learning.torch.TrunkFile;
import org.cordscope.learning.weights.WeightsFile;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * The folder of initial weights: {@code NAME.pth} or {@code NAME.safetensors}, and {@code NAME.json} beside it. A file gets
 * in only if it is the trunk of a network that is known here. The side-car is written last: weights without one are not there.
 *
 * @param root the folder; made when the first weights come
 */
public record WeightsFolder(Path root, Clock clock) implements WeightsByName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String SIDE_CAR = ".json";

    /**
     * Where the folder lies unless a user says otherwise: {@code $CORDSCOPE_HOME/weights}, else {@code
     * $XDG_DATA_HOME/cordscope/weights} (XDG Base Directory Specification; a relative path there is ignored), else {@code
     * ~/.local/share/cordscope/weights}.
     */
    public static Path standardRoot(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("CORDSCOPE_HOME", "");
        if (!own.isEmpty()) {
            return Path.of(own, "weights");
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        Path share = !data.isEmpty() && Path.of(data).isAbsolute()
                ? Path.of(data)
                : home.resolve(".local").resolve("share");
        return share.resolve("cordscope").resolve("weights");
    }

    /** All weights that are there, by name. */
    public List<StoredWeights> list() throws IOException {
        List<StoredWeights> all = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> sideCars = Files.newDirectoryStream(root, "[!.]*" + SIDE_CAR)) {
                for (Path sideCar : sideCars) {
                    all.add(StoredWeights.read(sideCar));
                }
            }
        }
        all.sort(Comparator.comparing(StoredWeights::name));
        return all;
    }

    /** Whether the file of listed weights is still there with its size; its hash is checked when training reads it. */
    public boolean isWhole(StoredWeights weights) throws IOException {
        Path file = root.resolve(weights.file());
        return Files.isRegularFile(file) && Files.size(file) == weights.bytes();
    }

    /** The weights of a name. */
    public Optional<StoredWeights> find(String name) throws IOException {
        Path sideCar = root.resolve(name + SIDE_CAR);
        return NAME.matcher(name).matches() && Files.isRegularFile(sideCar)
                ? Optional.of(StoredWeights.read(sideCar))
                : Optional.empty();
    }

    /** The file of a name in the folder; what is no such name is the path of a file. */
    @Override
    public Path file(String nameOrPath) throws IOException {
        Optional<StoredWeights> known = find(nameOrPath);
        return known.isPresent() ? root.resolve(known.get().file()) : Path.of(nameOrPath);
    }

    /**
     * Copies a file into the folder.
     *
     * @param chosen its name there; null takes that of the published weights that it is, else the file's without its ending
     * @throws UserFacingException where it does not fit any network, or the name is another's
     */
    public StoredWeights add(Path file, @Nullable String chosen) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserFacingException(file + " is not a file", "Check the path.");
        }
        TrunkFile trunk = TrunkFile.read(file);
        String sha256 = Sha256.ofFile(file);
        String name = chosen == null ? nameFor(file, sha256) : chosen;
        refuseName(name, sha256);
        Path target = root.resolve(name + WeightsFile.ending(file));
        WholeFile.write(target, channel -> {
            try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
                long size = in.size();
                for (long done = 0; done < size; ) {
                    done += in.transferTo(done, size - done, channel);
                }
            }
        });
        return register(name, target, trunk, sha256, String.valueOf(file.getFileName()));
    }

    /** Takes over a file that lies in the folder already under a temporary name, and whose hash has been checked. */
    StoredWeights adopt(Path temporary, PublishedWeights published, String source) throws IOException {
        TrunkFile trunk = TrunkFile.read(temporary);
        Path target = root.resolve(published.name() + WeightsFile.ending(temporary));
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return register(published.name(), target, trunk, published.sha256(), source);
    }

    private StoredWeights register(String name, Path file, TrunkFile trunk, String sha256, String source)
            throws IOException {
        StoredWeights stored = new StoredWeights(
                name,
                String.valueOf(file.getFileName()),
                trunk.architecture(),
                trunk.weights().size(),
                Files.size(file),
                sha256,
                source,
                clock.instant().toString());
        stored.write(root.resolve(name + SIDE_CAR));
        return stored;
    }

    private static String nameFor(Path file, String sha256) {
        return PublishedWeights.ofHash(sha256)
                .map(PublishedWeights::name)
                .orElseGet(() -> Objects.requireNonNull(file.getFileName())
                        .toString()
                        .replaceFirst("\\.(pth|pt|bin|safetensors)$", ""));
    }

    private void refuseName(String name, String sha256) throws IOException {
        if (!NAME.matcher(name).matches() || name.equals("random")) {
            throw new UserFacingException(
                    "Weights cannot be called \"" + name + "\"",
                    "Choose another name with --name: letters, digits, dots, dashes and underscores.");
        }
        boolean reserved = PublishedWeights.all().stream()
                .anyMatch(published ->
                        published.name().equals(name) && !published.sha256().equals(sha256));
        if (reserved) {
            throw new UserFacingException(
                    "The name " + name + " is kept for the published file, and this is another (SHA-256 differs)",
                    "Choose another name with --name, or get the file again.");
        }
        Optional<StoredWeights> there = find(name);
        if (there.isPresent() && !there.get().sha256().equals(sha256)) {
            throw new UserFacingException(
                    "There are other weights called " + name + " already", "Choose another name with --name.");
        }
    }
}
