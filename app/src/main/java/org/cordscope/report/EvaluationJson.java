package org.cordscope.report;

import static org.cordscope.report.JsonNodes.array;
import static org.cordscope.report.JsonNodes.comparison;
import static org.cordscope.report.JsonNodes.confusion;
import static org.cordscope.report.JsonNodes.estimate;
import static org.cordscope.report.JsonNodes.number;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.cordscope.evaluation.Calibration;
import org.cordscope.evaluation.CurveBand;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.Interaction;
import org.cordscope.evaluation.PaperAndSound;
import org.cordscope.evaluation.PerPatient;
import org.cordscope.evaluation.Subgroup;

/** The form of {@code evaluation.json}: snake case; docs/evaluation-json.md says what each key is. */
final class EvaluationJson {
    private EvaluationJson() {}

    static String text(FullEvaluation full) {
        return JsonNodes.text(tree(full));
    }

    private static ObjectNode tree(FullEvaluation full) {
        Evaluation e = full.slices();
        ObjectNode root = JsonNodes.object();
        root.put("patients", e.patients()).put("slices", e.slices()).put("compressed", e.compressed());
        number(root, "prevalence", e.prevalence());
        root.put("threshold", e.threshold()).put("seed", e.seed()).put("bootstrap_resamples", e.resamples());
        root.put("confidence", Estimate.CONFIDENCE);
        root.set("confusion", confusion(e.confusion()));
        ObjectNode pooled = root.putObject("pooled");
        e.pooled().named().forEach((name, estimate) -> pooled.set(name, estimate(estimate)));
        array(root, "paper_and_sound", PaperAndSound.of(e), EvaluationJson::paperAndSound);
        CurveBand band = e.rocBand();
        curve(root, "roc", band == null ? List.of() : band.points());
        root.set("per_patient", perPatient(e.perPatient()));
        root.set("calibration", calibration(e.calibration()));
        array(root, "subgroups", e.subgroups(), EvaluationJson::subgroup);
        array(root, "interactions", e.interactions(), EvaluationJson::interaction);
        array(
                root,
                "decision_curve",
                e.decisionCurve().points(),
                (node, p) -> node.put("threshold", p.threshold())
                        .put("net_benefit", p.model())
                        .put("net_benefit_all", p.all()));
        ScanJson.put(root, full);
        return root;
    }

    private static void paperAndSound(ObjectNode node, PaperAndSound row) {
        node.put("quantity", row.quantity());
        node.set("paper", estimate(row.paper()));
        node.set("sound", estimate(row.sound()));
    }

    private static void curve(ObjectNode parent, String name, List<CurveBand.Point> points) {
        array(parent, name, points, (node, p) -> {
            number(node, "false_positive_rate", p.falsePositiveRate());
            number(node, "sensitivity", p.sensitivity());
            number(node, "low", p.low());
            number(node, "high", p.high());
        });
    }

    private static ObjectNode perPatient(PerPatient perPatient) {
        ObjectNode node = JsonNodes.object();
        node.set("mean_auc", estimate(perPatient.meanAuc()));
        number(node, "sd_auc", perPatient.sdAuc());
        node.put("defined", perPatient.defined().size());
        ArrayNode undefined = node.putArray("undefined");
        perPatient.undefined().forEach(p -> undefined.add(p.patientId()));
        array(node, "patients", perPatient.patients(), (patient, p) -> {
            patient.put("patient_id", p.patientId()).put("slices", p.slices()).put("compressed", p.compressed());
            number(patient, "auc", p.auc());
        });
        curve(node, "mean_roc", perPatient.meanRoc().points());
        return node;
    }

    private static ObjectNode calibration(Calibration calibration) {
        ObjectNode node = JsonNodes.object();
        node.set("brier", estimate(calibration.brier()));
        node.set("ece", estimate(calibration.expectedCalibrationError()));
        node.set("intercept", estimate(calibration.intercept()));
        node.set("slope", estimate(calibration.slope()));
        ObjectNode parts = node.putObject("brier_decomposition");
        number(parts, "reliability", calibration.decomposition().reliability());
        number(parts, "resolution", calibration.decomposition().resolution());
        number(parts, "uncertainty", calibration.decomposition().uncertainty());
        number(parts, "within_bins", calibration.decomposition().withinBins());
        array(node, "bins", calibration.bins(), (bin, b) -> {
            bin.put("low", b.low()).put("high", b.high());
            bin.put("slices", b.slices()).put("mean_probability", b.meanProbability());
            bin.set("frequency", estimate(b.frequency()));
        });
        ObjectNode curve = node.putObject("reliability_curve");
        number(curve, "miscalibration", calibration.curve().miscalibration());
        number(curve, "discrimination", calibration.curve().discrimination());
        number(curve, "uncertainty", calibration.curve().uncertainty());
        array(
                curve,
                "steps",
                calibration.curve().steps(),
                (step, s) -> step.put("low", s.low())
                        .put("high", s.high())
                        .put("slices", s.slices())
                        .put("frequency", s.frequency()));
        return node;
    }

    private static void subgroup(ObjectNode node, Subgroup s) {
        node.put("column", s.column()).put("group", s.group());
        node.put("patients", s.patients()).put("slices", s.slices()).put("compressed", s.compressed());
        node.set("auc", estimate(s.auc()));
        node.set("complement_auc", estimate(s.complementAuc()));
        comparison(node, s.comparison());
        number(node, "p_holm", s.holmP());
        number(node, "p_paper", s.paperP());
        node.put("refused", s.refused());
    }

    private static void interaction(ObjectNode node, Interaction i) {
        node.put("column", i.column());
        ArrayNode groups = node.putArray("groups");
        i.groups().forEach(groups::add);
        number(node, "chi_squared", i.statistic());
        number(node, "degrees_of_freedom", i.degreesOfFreedom());
        number(node, "p", i.pValue());
        number(node, "p_holm", i.holmP());
        node.put("refused", i.refused());
    }
}
