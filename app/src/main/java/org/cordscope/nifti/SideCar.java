package org.cordscope.nifti;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cordscope.study.Acquisition;
import org.jspecify.annotations.Nullable;

/**
 * The JSON beside a volume, and what it inherits: keys of a file that applies to more volumes are overruled by one that applies
 * to fewer (BIDS, inheritance principle). Only what says how the volume was acquired is looked at.
 */
final class SideCar {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_ENTITIES = 6;
    private static final int DEEPEST = 5;
    private static final int LONGEST_TEXT = 64;
    private static final String DATASET = "dataset_description.json";

    private final ObjectNode values = JSON.createObjectNode();

    private SideCar() {}

    /** @throws IllegalArgumentException where a side-car is no JSON object, or too large to be one */
    static SideCar of(Path volume, BidsName name) throws IOException {
        SideCar sideCar = new SideCar();
        for (Path folder : folders(volume)) {
            for (String candidate : candidates(name)) {
                sideCar.add(folder.resolve(candidate));
            }
        }
        sideCar.add(volume.resolveSibling(NiftiName.stem(volume) + ".json"));
        return sideCar;
    }

    Acquisition acquisition(String description, double voxelThicknessMm) {
        Double thickness = number("SliceThickness", 1, 100);
        String modality = text("Modality");
        return new Acquisition(
                modality.isEmpty() ? "MR" : modality,
                text("Manufacturer"),
                (text("StudyDescription") + " " + text("ProcedureStepDescription")).strip(),
                (description + " " + text("SeriesDescription")).strip(),
                text("ProtocolName"),
                text("SequenceName"),
                text("BodyPartExamined"),
                text("ContrastBolusIngredient"),
                words("ImageType"),
                words("ScanningSequence"),
                words("SequenceVariant"),
                words("ScanOptions"),
                false,
                false,
                false,
                "",
                number("EchoTime", 1000, 2000),
                number("RepetitionTime", 1000, 60_000),
                number("InversionTime", 1000, 20_000),
                number("FlipAngle", 1, 360),
                number("EchoTrainLength", 1, 2000),
                thickness == null ? Double.valueOf(voxelThicknessMm) : thickness,
                null,
                null);
    }

    /** Null where it is absent, no number, or beyond what the unit allows: BIDS has seconds, some writers milliseconds. */
    private @Nullable Double number(String key, double factor, double most) {
        JsonNode value = values.get(key);
        if (value == null || !value.isNumber()) {
            return null;
        }
        double number = value.doubleValue() * factor;
        return number > 0 && number <= most ? Double.valueOf(number) : null;
    }

    private String text(String key) {
        JsonNode value = values.get(key);
        String text =
                value == null || !value.isTextual() ? "" : value.textValue().replaceAll("\\p{Cntrl}", " ");
        return text.length() <= LONGEST_TEXT ? text.strip() : "";
    }

    /** A list, or a text in which a backslash, an underscore or a comma stands between the words. */
    private List<String> words(String key) {
        JsonNode value = values.get(key);
        List<String> words = new ArrayList<>();
        if (value != null && value.isArray()) {
            value.forEach(v -> words.add(v.asText().strip().toUpperCase(Locale.ROOT)));
        } else {
            words.addAll(Arrays.asList(text(key).toUpperCase(Locale.ROOT).split("[\\\\_/, ]+", -1)));
        }
        return words.stream().filter(w -> w.matches("[A-Z0-9 _]{1,16}")).toList();
    }

    private void add(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            JsonNode read = Files.size(file) > MOST_BYTES ? null : JSON.readTree(Files.readAllBytes(file));
            if (read == null || !read.isObject()) {
                throw new IllegalArgumentException("its JSON side-car is no JSON object of at most 1 MiB");
            }
            values.setAll((ObjectNode) read);
        } catch (JsonProcessingException | CharConversionException e) {
            throw new IllegalArgumentException("its JSON side-car cannot be read", e);
        }
    }

    /** From the top of the data set to the volume's own folder; only that one outside of a data set. */
    private static List<Path> folders(Path volume) {
        List<Path> folders = new ArrayList<>();
        Path folder = volume.toAbsolutePath().getParent();
        for (int depth = 0; folder != null && depth < DEEPEST; depth++) {
            folders.add(0, folder);
            if (Files.exists(folder.resolve(DATASET))) {
                return folders;
            }
            folder = folder.getParent();
        }
        return folders.subList(folders.size() - 1, folders.size());
    }

    /** Names that apply to the volume: some of its entities in their order, and its suffix; the fewer come first. */
    private static List<String> candidates(BidsName name) {
        int count = name.entities().size();
        List<String> candidates = new ArrayList<>();
        if (name.suffix().isEmpty() || count > MOST_ENTITIES) {
            return candidates;
        }
        for (int kept = 0; kept <= count; kept++) {
            for (int set = 0; set < 1 << count; set++) {
                if (Integer.bitCount(set) == kept) {
                    candidates.add(candidate(name, set));
                }
            }
        }
        return candidates;
    }

    private static String candidate(BidsName name, int set) {
        StringBuilder candidate = new StringBuilder();
        for (int i = 0; i < name.entities().size(); i++) {
            if ((set & 1 << i) != 0) {
                candidate.append(name.entities().get(i)).append('_');
            }
        }
        return candidate.append(name.suffix()).append(".json").toString();
    }
}
