package org.cordscope.phantom.anatomy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Muscles, vessels, glands and airways at five levels, read from {@code neck-atlas.txt}, which explains its columns. */
final class NeckAtlas {
    /** Heights of the atlas's five levels: C2, C4, C6, C7, T1. */
    private static final double[] HEIGHTS = {
        Level.C2.zMm(), Level.C4.zMm(), Level.C6.zMm(), Level.C7.zMm(), Level.T1.zMm()
    };

    private final List<Structure> structures;

    /**
     * One structure at the five levels.
     *
     * @param pair true where it has its like on the other side
     */
    record Structure(Tissue tissue, boolean pair, List<Blob> blobs) {
        Structure {
            blobs = List.copyOf(blobs);
            if (blobs.size() != HEIGHTS.length) {
                throw new IllegalArgumentException("one blob per level of the atlas: " + blobs.size());
            }
        }

        Blob at(double z) {
            int i = 0;
            while (i < HEIGHTS.length - 2 && z < HEIGHTS[i + 1]) {
                i++;
            }
            double t = (HEIGHTS[i] - z) / (HEIGHTS[i] - HEIGHTS[i + 1]);
            return blobs.get(i).towards(blobs.get(i + 1), Math.min(1, Math.max(0, t)));
        }
    }

    private NeckAtlas(List<Structure> structures) {
        this.structures = List.copyOf(structures);
    }

    List<Structure> structures() {
        return structures;
    }

    /** This atlas in the size and with the asymmetry of one patient: with both of each pair. */
    NeckAtlas of(SeededDraw draw, double scale) {
        List<Structure> own = new ArrayList<>();
        for (Structure s : structures) {
            own.add(varied(s, s.blobs(), draw.bits(), scale));
            if (s.pair()) {
                own.add(varied(s, s.blobs().stream().map(Blob::mirrored).toList(), draw.bits(), scale));
            }
        }
        return new NeckAtlas(own);
    }

    /** The same variation at every level, so that a muscle keeps its course. */
    private static Structure varied(Structure s, List<Blob> blobs, long seed, double scale) {
        List<Blob> varied = blobs.stream()
                .map(b -> b.varied(SeededDraw.of(seed)).scaled(scale))
                .toList();
        return new Structure(s.tissue(), s.pair(), varied);
    }

    static NeckAtlas load() {
        try (InputStream in = NeckAtlas.class.getResourceAsStream("neck-atlas.txt")) {
            if (in == null) {
                throw new IllegalStateException("neck-atlas.txt is missing from the class path");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new NeckAtlas(text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(NeckAtlas::structure)
                    .collect(Collectors.toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Structure structure(String line) {
        String[] columns = line.split("\\|", -1);
        String[] head = columns[0].trim().split(" ", -1);
        Blob[] blobs = new Blob[HEIGHTS.length];
        for (int i = 0; i < blobs.length; i++) {
            blobs[i] = blob(columns[i + 1].trim());
        }
        fillGaps(blobs);
        return new Structure(Tissue.valueOf(head[0]), head[2].equals("pair"), Arrays.asList(blobs));
    }

    private static final Blob ABSENT = new Blob(0, 0, 0, 0, 0, 0);

    private static Blob blob(String text) {
        if (text.equals("-")) {
            return ABSENT;
        }
        double[] v = Arrays.stream(text.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Blob(v[0], v[1], v[2], v[3], v[4], v[5]);
    }

    /** Where a structure ends it narrows to nothing in place. */
    private static void fillGaps(Blob[] blobs) {
        for (int i = 1; i < blobs.length; i++) {
            if (blobs[i].equals(ABSENT)) {
                blobs[i] = blobs[i - 1].vanished();
            }
        }
        for (int i = blobs.length - 2; i >= 0; i--) {
            if (blobs[i].halfLong() == 0 && blobs[i + 1].halfLong() > 0) {
                blobs[i] = blobs[i + 1].vanished();
            }
        }
    }
}
