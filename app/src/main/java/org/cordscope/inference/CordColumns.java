package org.cordscope.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.jspecify.annotations.Nullable;

/**
 * What a reader that finds the cord adds to {@code slices.csv}: grade, probabilities, measures in mm, and how far they lie from
 * those of healthy adults, in standard deviations.
 *
 * <p>Norms: means over C2 to C7 of 203 healthy adults of both sexes (spinalcordtoolbox/PAM50-normalized-metrics), spread within
 * and between levels together, since the level of a slice is not known.
 */
final class CordColumns {
    /** Slices so near to a slice may be pressed by the same lesion; ones farther away stand for another part of the neck. */
    private static final double OWN_LESION_MM = 6;

    private static final double SAME_PART_MM = 30;
    private static final int FEWEST_NEIGHBOURS = 2;

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
            "z_canal_ap");

    private CordColumns() {}

    /** A quantity of healthy adults. */
    private record Norm(double mean, double deviation) {
        static final Norm AREA = new Norm(70.62, 10.04);
        static final Norm AP = new Norm(7.346, 0.645);
        static final Norm ECCENTRICITY = new Norm(0.792, 0.047);
        static final Norm SOLIDITY = new Norm(0.969, 0.005);
        static final Norm CANAL_AP = new Norm(13.08, 1.39);

        /** From AP and RL as if they varied on their own. */
        static final Norm AP_OVER_RL = new Norm(0.602, 0.075);

        @Nullable Double z(@Nullable Double value) {
            return value == null ? null : (value - mean) / deviation;
        }
    }

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
        add(cells, 1, mscc(scan, slice));
        add(
                cells,
                2,
                Norm.AREA.z(cord == null ? null : cord.areaMm2()),
                Norm.AP.z(ap),
                Norm.AP_OVER_RL.z(cord == null ? null : cord.apOverRl()),
                Norm.ECCENTRICITY.z(cord == null ? null : cord.eccentricity()),
                Norm.SOLIDITY.z(cord == null ? null : cord.solidity()),
                Norm.CANAL_AP.z(canalAp));
        return cells;
    }

    /**
     * Maximum spinal cord compression in the sense of Fehlings et al. (Spine 1999), on axial slices: how much less the cord's AP
     * diameter is than the mean of judged, not compressed slices of the same part of the neck, percent.
     */
    static @Nullable Double mscc(CodedScan scan, CodedSlice slice) {
        Double own = ap(slice);
        double sum = 0;
        int count = 0;
        for (CodedSlice other : scan.slices()) {
            double away = Math.abs(other.positionMm() - slice.positionMm());
            Double ap = ap(other);
            if (ap != null && !other.compressed() && away >= OWN_LESION_MM && away <= SAME_PART_MM) {
                sum += ap;
                count++;
            }
        }
        return own == null || count < FEWEST_NEIGHBOURS ? null : 100 * (1 - own / (sum / count));
    }

    private static @Nullable Double ap(CodedSlice slice) {
        CordFindings findings = slice.findings();
        return !slice.judged() || findings == null || findings.cord() == null
                ? null
                : findings.cord().apMm();
    }

    private static void add(List<String> cells, int digits, @Nullable Double... values) {
        for (Double value : values) {
            cells.add(value == null ? "" : String.format(Locale.ROOT, "%." + digits + "f", value));
        }
    }
}
