package org.cordscope.phantom.export;

import java.util.List;

/** Siemens: descriptions in lower case with the plane last, sequence names as *tse2d1_17, gradient echo MEDIC. */
final class SiemensProtocols {
    private static final List<String> ORIGINAL = List.of("ORIGINAL", "PRIMARY", "M", "NORM", "DIS2D");

    private SiemensProtocols() {}

    static Protocol of(SeriesKind kind) {
        return switch (kind) {
            case LOCALIZER -> gradientEcho("localizer", "*fl2d1", 2.61, 7.8, 20);
            case SAGITTAL_T2W -> turboSpinEcho("t2_tse_sag", "*tse2d1_21", List.of("PFP"), 106, 3500, 21);
            case SAGITTAL_STIR ->
                turboSpinEcho("t2_tirm_sag", "*tir2d1_15", List.of("IR", "PFP"), 52, 4300, 15)
                        .withScanningSequence(List.of("SE", "IR"));
            case AXIAL_T2W -> turboSpinEcho("t2_tse_tra", "*tse2d1_17", List.of("PFP", "SAT1"), 99, 3860, 17);
            case AXIAL_T2W_FAT_SATURATED -> turboSpinEcho("t2_tse_fs_tra", "*tse2d1_15", List.of("FS"), 91, 4400, 15);
            case AXIAL_T1W -> turboSpinEcho("t1_tse_tra", "*tse2d1_3", List.of("PFP"), 10, 650, 3);
            case AXIAL_T2_STAR -> gradientEcho("t2_me2d_tra", "*me2d1r3", 17, 780, 30);
            case REPORT -> throw Protocol.notScanned(kind);
        };
    }

    private static Protocol turboSpinEcho(
            String description, String sequence, List<String> options, double te, double tr, int train) {
        return new Protocol(
                description,
                description,
                sequence,
                ORIGINAL,
                List.of("SE"),
                List.of("SK", "SP", "OSP"),
                options,
                te,
                tr,
                train,
                150);
    }

    private static Protocol gradientEcho(String description, String sequence, double te, double tr, double flip) {
        return new Protocol(
                description,
                description,
                sequence,
                ORIGINAL,
                List.of("GR"),
                List.of("SP", "OSP"),
                List.of("PFP"),
                te,
                tr,
                1,
                flip);
    }
}
