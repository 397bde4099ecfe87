package org.cordscope.phantom.export;

import java.util.List;

/** Philips: image types M_SE and M_FFE, fat suppression SPIR, gradient echo mFFE. */
final class PhilipsProtocols {
    private PhilipsProtocols() {}

    static Protocol of(SeriesKind kind) {
        return switch (kind) {
            case LOCALIZER -> gradientEcho("Survey", 2.3, 5.6, 20);
            case SAGITTAL_T2W -> turboSpinEcho("T2W_TSE SAG", List.of("OTHER"), 100, 3000, 24);
            case SAGITTAL_STIR ->
                turboSpinEcho("STIR_TSE SAG", List.of("OTHER"), 60, 3900, 18).withScanningSequence(List.of("SE", "IR"));
            case AXIAL_T2W -> turboSpinEcho("T2W_TSE AX", List.of("OTHER"), 110, 4200, 20);
            case AXIAL_T2W_FAT_SATURATED -> turboSpinEcho("T2W_SPIR AX", List.of("FS"), 80, 4300, 15);
            case AXIAL_T1W -> turboSpinEcho("T1W_TSE AX", List.of("OTHER"), 9, 600, 4);
            case AXIAL_T2_STAR -> gradientEcho("mFFE AX", 14, 610, 28);
            case REPORT -> throw Protocol.notScanned(kind);
        };
    }

    private static Protocol turboSpinEcho(String description, List<String> options, double te, double tr, int train) {
        return new Protocol(
                description,
                "WIP " + description + " SENSE",
                "",
                List.of("ORIGINAL", "PRIMARY", "M_SE", "M", "SE"),
                List.of("SE"),
                List.of("SK"),
                options,
                te,
                tr,
                train,
                90);
    }

    private static Protocol gradientEcho(String description, double te, double tr, double flip) {
        return new Protocol(
                description,
                "WIP " + description + " SENSE",
                "",
                List.of("ORIGINAL", "PRIMARY", "M_FFE", "M", "FFE"),
                List.of("GR"),
                List.of("SP"),
                List.of("OTHER"),
                te,
                tr,
                1,
                flip);
    }
}
