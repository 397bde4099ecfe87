package org.cordscope.learning.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordscope.learning.Network;
import org.cordscope.learning.weights.ElementType;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.learning.weights.Weight;
import org.cordscope.learning.weights.WeightFormatException;
import org.cordscope.learning.weights.WeightsFile;
import org.cordscope.study.UserFacingException;

/**
 * A file that holds the trunk of one residual network by torchvision's names, which timm uses too: every tensor with its
 * shape, and none that the network does not know. A classifier ({@code fc}, or the {@code head} of a model of ours) and the
 * counters {@code num_batches_tracked} may be there; what else a model of ours holds is left out.
 *
 * <p>Names and shapes do not tell where a bottleneck has its stride. Torchvision and timm have it in the 3x3, as {@link
 * Network#strideInFirst} false says; Keras has it in the first 1x1.
 *
 * @param architecture the trunk, for example "resnet50"
 * @param weights all arrays of the file by name
 */
public record TrunkFile(String architecture, Map<String, Weight> weights) {
    private static final List<String> TRUNKS = List.of("resnet18", "resnet34", "resnet50");
    private static final Set<ElementType> FLOATING =
            Set.of(ElementType.F64, ElementType.F32, ElementType.F16, ElementType.BF16);
    private static final int NAMED_AT_MOST = 5;

    public TrunkFile {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /**
     * Reads a file and finds the network that it belongs to.
     *
     * @throws UserFacingException where it cannot be read as weights, or belongs to no network that is known here
     */
    public static TrunkFile read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        Map<String, Weight> given = arrays(file, name);
        Map<String, List<String>> wrongByTrunk = new LinkedHashMap<>();
        for (String trunk : TRUNKS) {
            List<String> wrong = wrong(given, ResNetPlan.of(new Network(trunk, false, List.of(), 0)));
            if (wrong.isEmpty()) {
                return new TrunkFile(trunk, given);
            }
            wrongByTrunk.put(trunk, wrong);
        }
        String nearest = Collections.min(
                TRUNKS,
                Comparator.comparingInt(
                        trunk -> wrongByTrunk.getOrDefault(trunk, List.of()).size()));
        throw misfit(name, given, nearest, wrongByTrunk.getOrDefault(nearest, List.of()));
    }

    /**
     * Reads a file that must hold the trunk of a certain network.
     *
     * @throws UserFacingException where it does not
     */
    static Map<String, Weight> read(Path file, ResNetPlan plan, String trunk) throws IOException {
        String name = String.valueOf(file.getFileName());
        Map<String, Weight> given = arrays(file, name);
        List<String> wrong = wrong(given, plan);
        if (!wrong.isEmpty()) {
            throw misfit(name, given, trunk, wrong);
        }
        return given;
    }

    private static Map<String, Weight> arrays(Path file, String name) throws IOException {
        if (ModelFile.claims(file)) {
            return ModelFile.read(file).weights();
        }
        try {
            return WeightsFile.read(file);
        } catch (WeightFormatException e) {
            throw new UserFacingException(
                    "Initial weights " + name + " cannot be used: " + e.getMessage() + ".",
                    "Use a .safetensors file, or a .pth that holds nothing but a dictionary of tensors.",
                    e);
        }
    }

    private static UserFacingException misfit(
            String file, Map<String, Weight> given, String trunk, List<String> wrong) {
        boolean stranger = given.keySet().stream()
                .noneMatch(
                        ResNetPlan.of(new Network(trunk, false, List.of(), 0)).shapes()::containsKey);
        String more = wrong.size() > NAMED_AT_MOST ? " and " + (wrong.size() - NAMED_AT_MOST) + " more" : "";
        return new UserFacingException(
                "Initial weights " + file + " are not those of a " + trunk + ": "
                        + (stranger
                                ? given.keySet().stream()
                                        .findFirst()
                                        .map(first -> "no name is known, the first is " + first)
                                        .orElse("the file holds no tensor")
                                : String.join(", ", wrong.subList(0, Math.min(NAMED_AT_MOST, wrong.size()))) + more)
                        + ".",
                "Choose weights of a resnet18, resnet34 or resnet50 with torchvision's names.");
    }

    /** What is missing, of another shape, not a finite number, or too many. */
    private static List<String> wrong(Map<String, Weight> given, ResNetPlan plan) {
        List<String> wrong = new ArrayList<>();
        plan.shapes().forEach((name, shape) -> {
            Weight found = given.get(name);
            if (isHead(name)) {
                return;
            }
            if (found == null) {
                wrong.add(name + " (missing)");
            } else if (!found.shape().equals(shape)) {
                wrong.add(name + " " + found.shape() + " instead of " + shape);
            } else if (!FLOATING.contains(found.type())) {
                wrong.add(name + " (" + found.type() + ", not floating-point numbers)");
            } else if (!isFinite(found)) {
                wrong.add(name + " (holds infinite values or NaN)");
            }
        });
        given.keySet().stream()
                .filter(name -> !plan.shapes().containsKey(name) && !isHead(name))
                .filter(name -> !name.endsWith(".num_batches_tracked"))
                .forEach(name -> wrong.add(name + " (unknown)"));
        return wrong;
    }

    private static boolean isHead(String name) {
        return name.startsWith("head.") || name.startsWith("fc.");
    }

    private static boolean isFinite(Weight weight) {
        for (float value : weight.floats()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
