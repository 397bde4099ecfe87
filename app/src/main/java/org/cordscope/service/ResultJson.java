package org.cordscope.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.CodingResult;
import org.cordscope.inference.CordFindings;
import org.cordscope.inference.Judgement;
import org.cordscope.pacs.result.Algorithm;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.cordscope.study.Rejected;
import org.jspecify.annotations.Nullable;

/** What was found, as one JSON object: what {@code scans.csv}, {@code slices.csv} and {@code rejected.csv} tell. */
public final class ResultJson {
    private ResultJson() {}

    /** The object {@code Results} of the API's description. */
    public static Map<String, Object> of(CodingResult found, Algorithm algorithm) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("not_for_diagnosis", true);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("version", algorithm.version());
        model.put("weights_sha256", algorithm.weightsSha256());
        model.put("threshold", algorithm.threshold());
        model.put("scan_threshold", algorithm.scanThreshold());
        model.put("precision", algorithm.precision());
        all.put("model", model);
        all.put("scans", found.scans().stream().map(ResultJson::scan).toList());
        all.put("rejected", found.rejected().stream().map(ResultJson::rejected).toList());
        return all;
    }

    private static Map<String, Object> scan(CodedScan scan) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("study_uid", scan.studyUid());
        shown.put("series_uid", scan.seriesUid());
        shown.put("finding", scan.finding().word());
        shown.put("slices", scan.slices().stream().map(ResultJson::slice).toList());
        shown.put("compressed_slices", scan.compressedSlices());
        shown.put("compressed_fraction", scan.compressedFraction());
        shown.put("longest_run", scan.longestRun());
        shown.put("longest_run_fraction", scan.longestRunFraction());
        shown.put("max_probability", scan.maxProbability());
        shown.put("not_judged_slices", scan.notJudgedSlices());
        shown.put("unreadable_slices", scan.missing());
        shown.put("judged", scan.judged());
        shown.put("reason", scan.reason());
        return shown;
    }

    private static Map<String, Object> slice(CodedSlice slice) {
        Judgement judgement = slice.judgement();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sop_instance_uid", slice.key().sopInstanceUid());
        shown.put("frame", slice.key().frame());
        shown.put("slice_index", slice.index());
        shown.put("position_mm", slice.positionMm());
        shown.put("probability", slice.probability());
        shown.put("compressed", slice.compressed());
        shown.put("calibrated_probability", judgement.calibratedProbability());
        shown.put("ood_score", judgement.oodScore());
        shown.put("judged", slice.judged());
        shown.put("reason", judgement.reason());
        shown.put("cord", cord(slice.findings()));
        return shown;
    }

    /** Of a reader that finds the cord; null of a classifier. */
    private static @Nullable Map<String, Object> cord(@Nullable CordFindings found) {
        if (found == null) {
            return null;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("kang_grade", found.grade());
        shown.put("effaced_probability", found.effaced());
        shown.put("signal_probability", found.signal());
        shown.put("circumferential_probability", found.circumferential());
        shown.put("canal_x_mm", found.xMm());
        shown.put("canal_y_mm", found.yMm());
        CordMeasures cord = found.cord();
        shown.put("area_mm2", cord == null ? null : cord.areaMm2());
        shown.put("ap_mm", cord == null ? null : cord.apMm());
        shown.put("rl_mm", cord == null ? null : cord.rlMm());
        shown.put("solidity", cord == null ? null : cord.solidity());
        CordMeasures canal = found.canal();
        shown.put("canal_ap_mm", canal == null ? null : canal.apMm());
        return shown;
    }

    private static Map<String, String> rejected(Rejected file) {
        return Map.of("path", file.path(), "reason", file.reason());
    }

    /** Names of the tables. */
    static List<String> tables() {
        return List.of("results.json", "scans.csv", "slices.csv", "rejected.csv", "run.json");
    }
}
