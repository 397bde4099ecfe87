package org.cordscope.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.jspecify.annotations.Nullable;

/**
 * What a reader that finds the cord adds to {@code slices.csv}: grade, probabilities, measures in mm, and how far they lie from
 * those of healthy adults of the patient's sex, in standard deviations.
 */
final class CordColumns {
    static final List<String> TITLES = List.of(
            "kang_grade",
            "network_probability",
            "measured_probability",
            "effaced_probability",
            "signal_probability",
            "circumferential_probability",
            "canal_x_mm",
            "canal_y_mm",
            "cord_area_mm2",
            "cord_ap_mm",
            "cord_rl_mm",
            "cord_ap_over_rl",
            "cord_eccentricity",
            "cord_solidity",
            "canal_ap_mm",
            "space_left_mm",
            "mscc_percent",
            "z_cord_area",
            "z_cord_ap",
            "z_cord_ap_over_rl",
            "z_cord_eccentricity",
            "z_cord_solidity",
            "z_canal_ap",
            "z_people");

    private CordColumns() {}

    /** Whether any slice has more to say than a probability. */
    static boolean wanted(CodingResult result) {
        return result.scans().stream()
                .anyMatch(scan -> scan.slices().stream().anyMatch(slice -> slice.findings() != null));
    }

    /** Empty where a slice says nothing more. */
    static List<String> of(CodedScan scan, CodedSlice slice) {
        CordFindings f = slice.findings();
        if (f == null) {
            return TITLES.stream().map(title -> "").toList();
        }
        CordMeasures cord = f.cord();
        CordMeasures canal = f.canal();
        Double ap = cord == null ? null : cord.apMm();
        CordNorms norms = CordNorms.of(scan.sex());
        Double canalAp = canal == null ? null : canal.apMm();
        List<String> cells = new ArrayList<>();
        cells.add(slice.judged() ? Integer.toString(f.grade()) : "");
        add(
                cells,
                4,
                f.network(),
                Double.isNaN(f.measured()) ? null : f.measured(),
                f.effaced(),
                f.signal(),
                f.circumferential());
        add(cells, 2, f.xMm(), f.yMm());
        add(cells, 1, cord == null ? null : cord.areaMm2());
        add(cells, 2, ap, cord == null ? null : cord.rlMm());
        add(
                cells,
                3,
                cord == null ? null : cord.apOverRl(),
                cord == null ? null : cord.eccentricity(),
                cord == null ? null : cord.solidity());
        add(cells, 2, canalAp, ap == null || canalAp == null ? null : canalAp - ap);
        add(cells, 1, scan.msccPercent(slice));
        add(
                cells,
                2,
                norms.area().z(cord == null ? null : cord.areaMm2()),
                norms.ap().z(ap),
                norms.apOverRl().z(cord == null ? null : cord.apOverRl()),
                norms.eccentricity().z(cord == null ? null : cord.eccentricity()),
                norms.solidity().z(cord == null ? null : cord.solidity()),
                norms.canalAp().z(canalAp));
        cells.add(norms.people());
        return cells;
    }

    private static void add(List<String> cells, int digits, @Nullable Double... values) {
        for (Double value : values) {
            cells.add(value == null ? "" : String.format(Locale.ROOT, "%." + digits + "f", value));
        }
    }
}
