package org.cordscope.report;

import static org.cordscope.report.JsonNodes.comparison;
import static org.cordscope.report.JsonNodes.estimate;
import static org.cordscope.report.JsonNodes.number;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.paired.ModelComparison;

/** The form of {@code comparison.json}. */
final class ComparisonJson {
    private ComparisonJson() {}

    static String text(ModelComparison c) {
        ObjectNode root = JsonNodes.object();
        root.put("patients", c.patients()).put("slices", c.slices()).put("threshold", c.threshold());
        root.put("second_threshold", c.secondThreshold());
        root.set("first", estimates(c.first()));
        root.set("second", estimates(c.second()));
        comparison(root.putObject("auc"), c.auc());
        comparison(root.putObject("auc_unclustered"), c.aucUnclustered());
        c.shares().forEach(share -> {
            ObjectNode node = root.putObject(share.name());
            node.put("slices", share.slices());
            node.put("only_first", share.onlyFirst()).put("only_second", share.onlySecond());
            node.set("difference", estimate(share.difference()));
            number(node, "p", share.pValue());
            number(node, "p_mcnemar", share.mcNemar());
        });
        root.set("differences", estimates(c.drawn()));
        return JsonNodes.text(root);
    }

    private static ObjectNode estimates(Map<String, Estimate> estimates) {
        ObjectNode node = JsonNodes.object();
        estimates.forEach((name, estimate) -> node.set(name, estimate(estimate)));
        return node;
    }
}
