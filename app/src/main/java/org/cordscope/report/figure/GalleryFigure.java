package org.cordscope.report.figure;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordscope.report.figure.Svg.Anchor;
import org.jspecify.annotations.Nullable;

/** Example slices in rows by what became of them, each beside its activation map where there is one (Figure 5). */
public final class GalleryFigure {
    private static final int COLUMNS = 4;
    private static final double LEFT = 10;
    private static final double PAIR = 109;
    private static final double ALONE = 168;
    private static final double GAP = 8;
    private static final double HEADING = 30;
    private static final double WORDS = 24;
    /** The map's colours from none to most. */
    private static final List<String> SCALE = List.of("#0000ff", "#0080ff", "#80ff80", "#ff8000", "#ff0000");

    private GalleryFigure() {}

    /**
     * One slice.
     *
     * @param kind heading of its row, such as False negatives
     * @param slice bytes of a PNG file; owned by this record, not copied: do not write to it
     * @param map the same under the colours of a map, likewise; null for none
     * @param words below the picture
     */
    @SuppressWarnings("ArrayRecordComponent") // shown once and never compared
    public record Example(String kind, byte[] slice, byte @Nullable [] map, String words) {
        public Example {
            requirePng(slice);
            if (map != null) {
                requirePng(map);
            }
        }

        /** Without a map. */
        public Example(String kind, byte[] slice, String words) {
            this(kind, slice, null, words);
        }

        private static void requirePng(byte[] png) {
            if (png.length < 8 || (png[0] & 0xff) != 0x89 || png[1] != 'P' || png[2] != 'N' || png[3] != 'G') {
                throw new IllegalArgumentException("a picture is a PNG file: " + png.length + " bytes");
            }
        }
    }

    /** Empty without examples; of each kind the first four are shown. */
    public static Optional<Figure> of(List<Example> examples) {
        if (examples.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<Example>> rows = new LinkedHashMap<>();
        examples.forEach(
                e -> rows.computeIfAbsent(e.kind(), kind -> new ArrayList<>()).add(e));
        boolean maps = examples.stream().anyMatch(e -> e.map() != null);
        double width = (maps ? 2 * PAIR : ALONE) + GAP;
        Svg svg = new Svg();
        double y = 0;
        for (Map.Entry<String, List<Example>> row : rows.entrySet()) {
            svg.text(LEFT, y + HEADING - 9, row.getKey(), Tone.INK, Anchor.START, 14, true);
            List<Example> shown =
                    row.getValue().subList(0, Math.min(COLUMNS, row.getValue().size()));
            for (int i = 0; i < shown.size(); i++) {
                cell(svg, LEFT + i * width, y + HEADING, shown.get(i), maps);
            }
            y += HEADING + (maps ? PAIR : ALONE) + WORDS;
        }
        if (maps) {
            scale(svg, y + 14);
            y += 34;
        }
        String description =
                "Of each kind the surest, of the last the nearest to the threshold, one of a patient; below each its label"
                        + " and predicted probability."
                        + (maps
                                ? " Right: activation map (Grad-CAM of the last convolution), each scaled to its own most."
                                : "");
        return Optional.of(new Figure(
                "gallery",
                "Example slices",
                description,
                (int) (2 * LEFT + COLUMNS * width - GAP),
                (int) y + 8,
                svg.body()));
    }

    private static void cell(Svg svg, double x, double y, Example example, boolean maps) {
        double side = maps ? PAIR : ALONE;
        svg.picture(x, y, side, data(example.slice()));
        byte[] map = example.map();
        if (map != null) {
            svg.picture(x + PAIR, y, side, data(map));
        }
        svg.text(x, y + side + 16, example.words(), Tone.MUTED, Anchor.START);
    }

    private static String data(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    private static void scale(Svg svg, double y) {
        svg.text(LEFT, y + 11, "Map: none", Tone.MUTED, Anchor.START);
        double x = LEFT + 74;
        for (String colour : SCALE) {
            svg.swatch(x, y, 26, 13, colour);
            x += 26;
        }
        svg.text(x + 8, y + 11, "most", Tone.MUTED, Anchor.START);
    }
}
