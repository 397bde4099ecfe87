package org.cordscope.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.cordscope.evaluation.Calibration;
import org.cordscope.evaluation.Comparison;
import org.cordscope.evaluation.Confusion;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.PerPatient;
import org.cordscope.evaluation.Subgroup;

/** The form of {@code evaluation.json}: snake case, undefined numbers are null, every estimate names its method. */
final class EvaluationJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EvaluationJson() {}

    static String text(Evaluation evaluation) {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(tree(evaluation))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and texts can always be written", e);
        }
    }

    private static ObjectNode tree(Evaluation e) {
        ObjectNode root = NODES.objectNode();
        root.put("patients", e.patients()).put("slices", e.slices()).put("compressed", e.compressed());
        number(root, "prevalence", e.prevalence());
        root.put("threshold", e.threshold()).put("seed", e.seed()).put("bootstrap_resamples", e.resamples());
        root.put("confidence", Estimate.CONFIDENCE);
        root.set("confusion", confusion(e.confusion()));
        ObjectNode pooled = root.putObject("pooled");
        e.pooled().named().forEach((name, estimate) -> pooled.set(name, estimate(estimate)));
        root.set("per_patient", perPatient(e.perPatient()));
        root.set("calibration", calibration(e.calibration()));
        ArrayNode subgroups = root.putArray("subgroups");
        e.subgroups().forEach(s -> subgroups.add(subgroup(s)));
        ArrayNode decisions = root.putArray("decision_curve");
        e.decisionCurve()
                .points()
                .forEach(p -> decisions
                        .addObject()
                        .put("threshold", p.threshold())
                        .put("net_benefit", p.model())
                        .put("net_benefit_all", p.all()));
        return root;
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

    private static ObjectNode confusion(Confusion c) {
        return NODES.objectNode()
                .put("true_positives", c.truePositives())
                .put("false_positives", c.falsePositives())
                .put("true_negatives", c.trueNegatives())
                .put("false_negatives", c.falseNegatives());
    }

    private static ObjectNode perPatient(PerPatient perPatient) {
        ObjectNode node = NODES.objectNode();
        node.set("mean_auc", estimate(perPatient.meanAuc()));
        number(node, "sd_auc", perPatient.sdAuc());
        node.put("defined", perPatient.defined().size());
        ArrayNode undefined = node.putArray("undefined");
        perPatient.undefined().forEach(p -> undefined.add(p.patientId()));
        ArrayNode patients = node.putArray("patients");
        for (PerPatient.Patient p : perPatient.patients()) {
            ObjectNode patient = patients.addObject();
            patient.put("patient_id", p.patientId()).put("slices", p.slices()).put("compressed", p.compressed());
            number(patient, "auc", p.auc());
        }
        ArrayNode curve = node.putArray("mean_roc");
        perPatient.meanRoc().points().forEach(p -> {
            ObjectNode point = curve.addObject();
            number(point, "false_positive_rate", p.falsePositiveRate());
            number(point, "sensitivity", p.sensitivity());
            number(point, "low", p.low());
            number(point, "high", p.high());
        });
        return node;
    }

    private static ObjectNode calibration(Calibration calibration) {
        ObjectNode node = NODES.objectNode();
        node.set("brier", estimate(calibration.brier()));
        node.set("ece", estimate(calibration.expectedCalibrationError()));
        node.set("intercept", estimate(calibration.intercept()));
        node.set("slope", estimate(calibration.slope()));
        ArrayNode bins = node.putArray("bins");
        for (Calibration.Bin b : calibration.bins()) {
            ObjectNode bin = bins.addObject().put("low", b.low()).put("high", b.high());
            bin.put("slices", b.slices()).put("mean_probability", b.meanProbability());
            bin.set("frequency", estimate(b.frequency()));
        }
        return node;
    }

    private static ObjectNode subgroup(Subgroup s) {
        ObjectNode node = NODES.objectNode().put("column", s.column()).put("group", s.group());
        node.put("patients", s.patients()).put("slices", s.slices()).put("compressed", s.compressed());
        node.set("auc", estimate(s.auc()));
        node.set("complement_auc", estimate(s.complementAuc()));
        Comparison comparison = s.comparison();
        if (comparison == null) {
            node.putNull("difference").putNull("z").putNull("p");
        } else {
            node.set("difference", estimate(comparison.difference()));
            number(node, "z", comparison.statistic());
            number(node, "p", comparison.pValue());
        }
        number(node, "p_holm", s.holmP());
        number(node, "p_paper", s.paperP());
        return node.put("refused", s.refused());
    }
}
