package org.cordscope.inference.pressing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.imaging.pressing.PressedSlice;
import org.cordscope.imaging.pressing.Pressing;
import org.cordscope.inference.Opinion;

/**
 * What a model says of one slice after one pressing.
 *
 * @param slice number of the slice in its scan, from 1
 */
public record PressedScore(PressTable.Row scan, int slice, Pressing pressing, PressedSlice pressed, Opinion opinion) {

    /** From this indentation a cord counts as compressed, mm: what a rater sees on pixels of half a millimetre. */
    public static final double COMPRESSED_FROM_MM = 1;

    public double probability() {
        return opinion.probability();
    }

    /** Whether the model would answer at all. */
    public boolean judged() {
        return opinion.reason().isEmpty();
    }

    public boolean compressed() {
        return pressing.indentationMm() >= COMPRESSED_FROM_MM;
    }

    /** {@code none}, {@code front effaced}, {@code front 2.0 mm}. */
    public String what() {
        String side = pressing.side().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return pressing.effacement() == 0
                ? "none"
                : pressing.indentationMm() == 0
                        ? side + " effaced"
                        : String.format(Locale.ROOT, "%s %.1f mm", side, pressing.indentationMm());
    }

    /** As an evaluation takes it, with the table's columns, {@code side} and {@code indentation_mm} as groups. */
    public ScoredSlice scored() {
        Map<String, String> groups = new LinkedHashMap<>(scan.groups());
        if (pressing.effacement() > 0) {
            groups.put("side", pressing.side().name().toLowerCase(Locale.ROOT));
        }
        String id = scan.image().getFileName() + "#" + slice + " " + what();
        return new ScoredSlice(scan.patient(), id, compressed(), probability(), groups);
    }
}
