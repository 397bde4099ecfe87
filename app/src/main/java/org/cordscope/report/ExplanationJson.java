package org.cordscope.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.cordscope.evaluation.Estimate;
import org.cordscope.inference.explanation.Alikeness;
import org.cordscope.inference.explanation.Check;
import org.cordscope.inference.explanation.Explanation;
import org.cordscope.inference.explanation.Found;
import org.cordscope.inference.explanation.Verdict;
import org.cordscope.learning.saliency.MapMethod;

/** The form of {@code sanity.json}: verdicts by method and check, with what they rest on; undefined numbers are null. */
final class ExplanationJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ExplanationJson() {}

    static String text(Explanation explanation) {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(tree(explanation))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and texts can always be written", e);
        }
    }

    private static ObjectNode tree(Explanation e) {
        ObjectNode root = NODES.objectNode();
        root.put("slices", e.slices().size())
                .put("patients", e.patients())
                .put("rejected_files", e.rejected().size())
                .put("threshold", e.threshold());
        ArrayNode layers = root.putArray("layers");
        e.layers().forEach(layers::add);
        ObjectNode rules = root.putObject("rules");
        for (Check check : Check.values()) {
            rules.put(check.id(), check.rule());
        }
        ObjectNode methods = root.putObject("methods");
        e.methods().forEach(method -> methods.set(method.id(), method(e, method)));
        return root;
    }

    private static ObjectNode method(Explanation e, MapMethod method) {
        ObjectNode node = NODES.objectNode();
        node.put("title", method.title()).put("empty_maps", e.emptyMaps().getOrDefault(method, 0));
        node.set("random_pairs_ssim", estimate(e.randomPairs().getOrDefault(method, Estimate.undefined("no pair"))));
        ObjectNode verdicts = node.putObject("verdicts");
        e.verdicts(method).forEach(verdict -> verdicts.set(verdict.check().id(), verdict(verdict)));
        ArrayNode steps = node.putArray("alikeness");
        e.alikeness().stream().filter(a -> a.method() == method).forEach(a -> steps.add(alikeness(a)));
        e.found().stream().filter(f -> f.method() == method).forEach(f -> node.set("localisation", found(f)));
        return node;
    }

    private static ObjectNode verdict(Verdict verdict) {
        ObjectNode node = NODES.objectNode();
        node.put("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
        number(node, "value", verdict.value());
        number(node, "threshold", verdict.threshold());
        return node.put("reason", verdict.reason());
    }

    private static ObjectNode alikeness(Alikeness row) {
        ObjectNode node = NODES.objectNode();
        node.put("check", row.check().id()).put("step", row.step()).put("slices", row.slices());
        node.set("ssim", estimate(row.ssim()));
        node.set("spearman", estimate(row.spearman()));
        node.set("spearman_absolute", estimate(row.spearmanAbsolute()));
        node.set("hog", estimate(row.hog()));
        return node;
    }

    private static ObjectNode found(Found found) {
        ObjectNode node = NODES.objectNode();
        node.put("slices", found.slices());
        node.set("auprc", estimate(found.auprc()));
        node.set("chance", estimate(found.chance()));
        node.set("average_mask", estimate(found.averageMask()));
        node.set("pointing_game", estimate(found.hits()));
        return node;
    }

    private static ObjectNode estimate(Estimate estimate) {
        ObjectNode node = NODES.objectNode();
        number(node, "value", estimate.value());
        number(node, "low", estimate.low());
        number(node, "high", estimate.high());
        return node.put("method", estimate.method());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
