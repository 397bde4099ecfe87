package org.cordscope.phantom.export;

import java.util.List;

/** GE: series descriptions in capitals, options as GEMS tokens, gradient echo MERGE. */
final class GeProtocols {
    private static final List<String> ORIGINAL = List.of("ORIGINAL", "PRIMARY", "OTHER");
    private static final List<String> SPIN_ECHO = List.of("SE");
    private static final List<String> GRADIENT_ECHO = List.of("GR");

    private GeProtocols() {}

    static Protocol of(SeriesKind kind) {
        return switch (kind) {
            case LOCALIZER -> gradientEcho("3-PLANE LOC", List.of("SAT_GEMS", "SEQ_GEMS"), 1.6, 5.4, 30);
            case SAGITTAL_T2W -> spinEcho("SAG T2 FRFSE", List.of("FAST_GEMS", "NPW", "FC"), 102, 3200, 21);
            case SAGITTAL_STIR -> inversionRecovery();
            case AXIAL_T2W -> spinEcho("AX T2 FSE", List.of("FAST_GEMS", "NPW", "SAT_GEMS", "FC"), 104, 4100, 17);
            case AXIAL_T2W_FAT_SATURATED -> spinEcho("AX T2 FS", List.of("FAST_GEMS", "NPW", "FS"), 88, 4500, 15);
            case AXIAL_T1W -> spinEcho("AX T1 FSE", List.of("FAST_GEMS", "NPW"), 11, 620, 3);
            case AXIAL_T2_STAR -> gradientEcho("AX MERGE", List.of("FC", "NPW"), 14.2, 640, 20);
            case REPORT -> throw Protocol.notScanned(kind);
        };
    }

    private static Protocol spinEcho(String description, List<String> options, double te, double tr, int train) {
        List<String> variant = List.of("SK", "OSP");
        return new Protocol(
                description, "C-SPINE ROUTINE", "", ORIGINAL, SPIN_ECHO, variant, options, te, tr, train, 111);
    }

    private static Protocol inversionRecovery() {
        Protocol spinEcho = spinEcho("SAG STIR", List.of("FAST_GEMS", "NPW", "IR_GEMS"), 45, 4200, 12);
        return spinEcho.withScanningSequence(List.of("SE", "IR"));
    }

    private static Protocol gradientEcho(String description, List<String> options, double te, double tr, double flip) {
        return new Protocol(
                description,
                "C-SPINE ROUTINE",
                "",
                ORIGINAL,
                GRADIENT_ECHO,
                List.of("SS", "SP"),
                options,
                te,
                tr,
                1,
                flip);
    }
}
