package org.cordscope.phantom.anatomy;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.cordscope.study.Compression;

/** The truth of a slice as a table says it: columns in their order, with a value of each. */
public final class TruthColumns {
    private static final List<Column> COLUMNS = List.of(
            new Column("level", t -> levelName(t.level(), t.disc())),
            new Column("compressed", t -> t.compression() == Compression.COMPRESSED ? "1" : "0"),
            new Column("kang_grade", t -> Integer.toString(t.kangGrade())),
            new Column("pattern", t -> t.pattern().name().toLowerCase(Locale.ROOT)),
            new Column("extent", t -> t.extent().name().toLowerCase(Locale.ROOT)),
            new Column("ap_mm", t -> decimals(3, t.measures().apMm())),
            new Column("rl_mm", t -> decimals(3, t.measures().rlMm())),
            new Column("area_mm2", t -> decimals(2, t.measures().areaMm2())),
            new Column("ap_rl", t -> decimals(4, t.measures().apOverRl())),
            new Column("eccentricity", t -> decimals(4, t.measures().eccentricity())),
            new Column("solidity", t -> decimals(4, t.measures().solidity())),
            new Column("torsion_deg", t -> decimals(2, t.torsionDegrees())),
            new Column("canal_ap_mm", t -> decimals(3, t.canal().apMm())),
            new Column("canal_rl_mm", t -> decimals(3, t.canal().rlMm())),
            new Column("canal_area_mm2", t -> decimals(2, t.canal().areaMm2())),
            new Column("space_left_mm", t -> decimals(3, t.spaceLeftMm())),
            new Column("fluid_lost", t -> decimals(4, t.fluidLost())),
            new Column("mscc_percent", t -> decimals(2, t.mscc())),
            new Column("indentation_front", t -> decimals(4, t.frontIndentation())),
            new Column("indentation_back", t -> decimals(4, t.backIndentation())),
            new Column("cord_signal", t -> decimals(3, t.cordSignal())));

    /** @param title lower snake case with the unit */
    private record Column(String title, Function<Truth, String> text) {}

    private TruthColumns() {}

    public static List<String> titles() {
        return COLUMNS.stream().map(Column::title).toList();
    }

    /** Values without comma or quote. */
    public static List<String> values(Truth truth) {
        return COLUMNS.stream().map(c -> c.text().apply(truth)).toList();
    }

    /** {@code C5}, or {@code C5/6} at the disc below it. */
    public static String levelName(Level level, boolean disc) {
        if (!disc || level == Level.T1) {
            return level.name();
        }
        List<Level> levels = List.of(Level.values());
        Level below = levels.get(levels.indexOf(level) + 1);
        return level.name() + "/" + (below == Level.T1 ? "T1" : below.name().substring(1));
    }

    private static String decimals(int count, double value) {
        return String.format(Locale.ROOT, "%." + count + "f", value);
    }
}
