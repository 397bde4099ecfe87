package org.cordscope.report;

import static org.cordscope.report.JsonNodes.array;
import static org.cordscope.report.JsonNodes.confusion;
import static org.cordscope.report.JsonNodes.estimate;
import static org.cordscope.report.JsonNodes.number;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.cordscope.evaluation.GradeScores;
import org.cordscope.evaluation.operating.OperatingPoint;
import org.cordscope.evaluation.reader.NonInferiority;
import org.cordscope.evaluation.scan.CountResults;
import org.cordscope.evaluation.scan.ScanResults;

/** The parts of {@code evaluation.json} that not every table of predictions allows: scans, grades, thresholds, raters. */
final class ScanJson {
    private ScanJson() {}

    static void put(ObjectNode root, FullEvaluation full) {
        ScanResults scans = full.scans();
        if (scans == null) {
            root.putNull("scans");
        } else {
            root.set("scans", scans(scans));
        }
        array(root, "grades", full.grades(), ScanJson::grade);
        array(root, "operating_points", full.operatingPoints(), ScanJson::operatingPoint);
        array(root, "against_raters", full.againstRaters(), ScanJson::nonInferiority);
    }

    private static ObjectNode scans(ScanResults scans) {
        ObjectNode node = JsonNodes.object().put("scans", scans.scans()).put("patients", scans.patients());
        node.set("auc", estimate(scans.ranked().auc()));
        node.set("any_compression", confusion(scans.anyCompression()));
        node.set("sensitivity", estimate(scans.sensitivity()));
        node.set("specificity", estimate(scans.specificity()));
        node.set("ppv", estimate(scans.ppv()));
        node.set("npv", estimate(scans.npv()));
        node.set("accuracy", estimate(scans.accuracy()));
        node.set("compressed_slices", counts(scans.compressedSlices()));
        node.set("longest_run", counts(scans.longestRun()));
        array(node, "operating_points", scans.ranked().operatingPoints(), ScanJson::operatingPoint);
        return node;
    }

    private static ObjectNode counts(CountResults counts) {
        ObjectNode node = JsonNodes.object();
        node.set("icc_agreement", estimate(counts.correlation().agreement()));
        node.set("icc_consistency", estimate(counts.correlation().consistency()));
        node.set("bias", estimate(counts.differences().bias()));
        number(node, "sd_of_differences", counts.differences().standardDeviation());
        node.set("lower_limit", estimate(counts.differences().lower()));
        node.set("upper_limit", estimate(counts.differences().upper()));
        node.set("exact", estimate(counts.exact()));
        node.set("within_one", estimate(counts.withinOne()));
        node.set("mean_absolute_difference", estimate(counts.meanAbsoluteDifference()));
        return node;
    }

    private static void grade(ObjectNode node, GradeScores grade) {
        node.put("column", grade.column()).put("grade", grade.grade());
        node.put("patients", grade.patients()).put("slices", grade.slices());
        node.set("called_compressed", estimate(grade.called()));
        number(node, "lower_quartile", grade.quartiles().get(0));
        number(node, "median", grade.quartiles().get(1));
        number(node, "upper_quartile", grade.quartiles().get(2));
        ArrayNode histogram = node.putArray("histogram");
        grade.histogram().forEach(histogram::add);
    }

    private static void operatingPoint(ObjectNode node, OperatingPoint point) {
        node.put("rule", point.rule().words());
        number(node, "threshold", point.threshold());
        node.set("validation", confusion(point.validation()));
        node.set("holdout", confusion(point.holdout()));
        node.set("sensitivity", estimate(point.sensitivity()));
        node.set("specificity", estimate(point.specificity()));
        node.set("ppv", estimate(point.ppv()));
        node.set("npv", estimate(point.npv()));
    }

    private static void nonInferiority(ObjectNode node, NonInferiority test) {
        node.put("quantity", test.quantity());
        node.set("difference", estimate(test.difference()));
        node.put("margin", test.margin());
        number(node, "p", test.pValue());
        node.put("shown", test.isShown());
    }
}
