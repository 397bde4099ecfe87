package org.cordscope.inference.pressing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordscope.imaging.pressing.Pressing;
import org.cordscope.imaging.pressing.Side;
import org.cordscope.inference.Ensemble;
import org.cordscope.inference.Judges;
import org.cordscope.inference.Opinion;
import org.cordscope.inference.SliceToRead;
import org.cordscope.learning.NetworkInput;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.SliceReading;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.nifti.NiftiWriter;
import org.cordscope.study.Progress;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SliceStack;
import org.cordscope.study.Spacing;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.Vector3;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PressChallengeTest {
    private static final int SIDE = 96;
    private static final double PIXEL = 0.5;
    private static final int SLICES = 3;

    @TempDir
    Path folder;

    /** Calls a slice the more compressed the fewer grey pixels (cord) it has. */
    private static final class CordArea implements SliceClassifier {
        private final Recipe recipe = Recipe.quick(Precision.FLOAT32, 1);

        @Override
        public List<SliceReading> read(List<float[]> greyImages) {
            return greyImages.stream()
                    .map(image -> {
                        int cord = 0;
                        for (float value : image) {
                            cord += value > 0.25 && value < 0.45 ? 1 : 0;
                        }
                        return new SliceReading(3 - cord / 200.0, new float[0]);
                    })
                    .toList();
        }

        @Override
        public @Nullable ModelRecord record() {
            return null;
        }

        @Override
        public Recipe recipe() {
            return recipe;
        }

        @Override
        public String sha256() {
            return "0".repeat(64);
        }

        @Override
        public void close() {}
    }

    private static SliceStack stack(double x) {
        List<SlicePlane> planes = new ArrayList<>();
        for (int i = 0; i < SLICES; i++) {
            planes.add(new SlicePlane(new Vector3(x, -24, 5.0 * i), new Vector3(1, 0, 0), new Vector3(0, 1, 0)));
        }
        return new SliceStack(SIDE, SIDE, new Spacing(PIXEL, PIXEL), 5, planes);
    }

    /** A neck whose cord is in all slices but the last. */
    private void write(double maskX) throws IOException {
        short[] voxels = new short[SIDE * SIDE * SLICES];
        byte[] cord = new byte[voxels.length];
        for (int i = 0; i < voxels.length; i++) {
            double x = (i % SIDE - 48) * PIXEL;
            int row = i / SIDE % SIDE;
            double y = (row - 48) * PIXEL;
            boolean inside = Math.hypot(x / 6, y / 4) <= 1;
            cord[i] = (byte) (inside && i / (SIDE * SIDE) < SLICES - 1 ? 1 : 0);
            voxels[i] = (short) (inside ? 100 : Math.hypot(x / 8, y / 6) <= 1 ? 300 : 10);
            voxels[i] += (short) (i * 31 % 17); // a picture of three values would be a segmentation
        }
        NiftiWriter.writeScalars(folder.resolve("t2w.nii.gz"), stack(-24), voxels);
        NiftiWriter.writeLabels(folder.resolve("cord.nii.gz"), stack(maskX), cord);
    }

    private Path table(String rows) throws IOException {
        Path csv = folder.resolve("table.csv");
        Files.writeString(csv, "image,cord,patient,scanner\n" + rows);
        return csv;
    }

    @Test
    void every_slice_with_cord_is_scored_after_every_pressing() throws IOException {
        write(-24);
        PressTable scans = PressTable.read(table("t2w.nii.gz,cord.nii.gz,p1,A\n"));
        List<PressedScore> scores = new ArrayList<>();
        new PressChallenge(PressChallenge.usual(List.of(1.0, 3.0)), 0)
                .run(scans, new Ensemble(List.of(new CordArea()), 0.5, false), scores::add, Progress.NONE);

        // two slices show cord; nothing, five sides effaced, four sides by 1 and 3 mm, all round by 1 and 1.5 mm
        assertEquals(2 * (1 + 5 + 4 * 2 + 2), scores.size());
        PressedScore none = find(scores, "none");
        PressedScore effaced = find(scores, "front effaced");
        PressedScore three = find(scores, "front 3.0 mm");
        assertFalse(none.compressed());
        assertFalse(effaced.compressed());
        assertTrue(three.compressed());
        assertTrue(three.probability() > none.probability(), "the cord did not become smaller");
        assertTrue(three.pressed().areaRatio() < 0.95);
        assertEquals(Map.of("scanner", "A", "side", "front"), three.scored().subgroups());
        assertEquals("p1", three.scored().patientId());
    }

    /** Remembers what is to be read. */
    private record Watching(List<SliceToRead> seen) implements Judges {
        @Override
        public Set<NetworkInput> inputs() {
            return Set.of();
        }

        @Override
        public DecisionThreshold threshold() {
            return DecisionThreshold.given(0.5);
        }

        @Override
        public List<Opinion> read(List<SliceToRead> slices) {
            seen.addAll(slices);
            return slices.stream()
                    .map(slice -> new Opinion(0.5, 0.5, null, null, "", null))
                    .toList();
        }
    }

    private static double cordArea(SliceImage slice) {
        int cord = 0;
        for (float value : slice.pixels()) {
            cord += value > 60 && value < 140 ? 1 : 0;
        }
        return cord * PIXEL * PIXEL;
    }

    @Test
    void along_the_cord_neighbours_are_pressed_by_less() throws IOException {
        write(-24);
        PressTable scans = PressTable.read(table("t2w.nii.gz,cord.nii.gz,p1,A\n"));
        Watching alone = new Watching(new ArrayList<>());
        Watching beside = new Watching(new ArrayList<>());
        List<Pressing> pressing = List.of(Pressing.NONE, Pressing.indented(Side.FRONT, 3));
        new PressChallenge(pressing, 0).run(scans, alone, score -> {}, Progress.NONE);
        new PressChallenge(pressing, 5).run(scans, beside, score -> {}, Progress.NONE);

        SliceToRead own = alone.seen().get(1);
        assertEquals(own.slice(), own.above());
        SliceToRead lower = beside.seen().get(1);
        assertEquals(own.slice().pixels()[48 * SIDE + 48], lower.slice().pixels()[48 * SIDE + 48]);
        assertEquals(lower.slice(), lower.below(), "nothing lies below the lowest");
        double whole = cordArea(beside.seen().get(0).slice());
        double pressed = cordArea(lower.slice());
        double less = cordArea(lower.above());
        assertTrue(pressed < less && less < whole, pressed + " < " + less + " < " + whole);
        SliceToRead upper = beside.seen().get(3);
        assertEquals(upper.slice(), upper.above());
        assertEquals(less, cordArea(upper.below()), 0.03 * less); // each slice has a texture of its own
    }

    @Test
    void the_table_holds_each_pressing_against_what_was_left_alone() throws IOException {
        write(-24);
        PressTable scans = PressTable.read(table("t2w.nii.gz,cord.nii.gz,p1,A\nt2w.nii.gz,cord.nii.gz,p2,B\n"));
        PressingTable table = new PressingTable(0.9);
        List<PressedScore> scores = new ArrayList<>();
        Ensemble judges = new Ensemble(List.of(new CordArea()), null, false);
        new PressChallenge(PressChallenge.usual(List.of(1.0, 3.0)), 0)
                .run(
                        scans,
                        judges,
                        score -> {
                            scores.add(score);
                            table.add(score);
                        },
                        Progress.NONE);
        List<PressingTable.Row> rows = table.rows();
        PressingTable.Row untouched = rows.get(0);
        assertEquals("none", untouched.pressing());
        assertEquals(4, untouched.slices());
        assertEquals(0, untouched.called());
        assertFalse(untouched.auc().isDefined());
        PressingTable.Row front = row(rows, "all", "front 3.0 mm");
        assertEquals(4, front.slices());
        assertEquals(4, front.untouched());
        assertEquals(1, front.auc().value());
        assertEquals(
                scores.stream()
                        .filter(score -> score.what().equals("front 3.0 mm") && score.probability() >= 0.9)
                        .count(),
                front.called());
        PressingTable.Row clear = row(rows, "all", "front and behind from 2 mm, all round from 1 mm");
        assertEquals(16, clear.slices(), "front, behind, and all round by 1 and 1.5 mm, in two slices of two people");
        assertEquals(8, row(rows, "scanner", "left and right from 2 mm").slices() * 2);
        PressingTable.Row strict = row(rows, "all", "all from 1 mm, effaced fluid among the untouched");
        assertEquals(4 + row(rows, "all", "effaced fluid").slices(), strict.untouched());
        assertTrue(clear.isSum() && !front.isSum());
    }

    private static PressingTable.Row row(List<PressingTable.Row> rows, String column, String pressing) {
        return rows.stream()
                .filter(row -> row.column().equals(column) && row.pressing().equals(pressing))
                .findFirst()
                .orElseThrow();
    }

    private static PressedScore find(List<PressedScore> scores, String what) {
        return scores.stream().filter(s -> s.what().equals(what)).findFirst().orElseThrow();
    }

    @Test
    void a_mask_that_lies_elsewhere_is_refused() throws IOException {
        write(500);
        PressTable scans = PressTable.read(table("t2w.nii.gz,cord.nii.gz,p1,A\n"));
        UserFacingException refused = assertThrows(
                UserFacingException.class,
                () -> new PressChallenge(PressChallenge.usual(List.of(2.0)), 0)
                        .run(scans, new Ensemble(List.of(new CordArea()), 0.5, false), score -> {}, Progress.NONE));
        assertTrue(String.valueOf(refused.getMessage()).contains("No axial slice"), refused.getMessage());
    }

    @Test
    void one_label_of_several_is_the_cord() throws IOException {
        write(-24);
        byte[] labels = new byte[SIDE * SIDE * SLICES];
        for (int i = 0; i < 300; i++) {
            labels[(40 + i / 20) * SIDE + 40 + i % 20] = (byte) (i < 100 ? 1 : 2);
        }
        NiftiWriter.writeLabels(folder.resolve("dseg.nii.gz"), stack(-24), labels);
        Path csv = folder.resolve("labelled.csv");
        Files.writeString(csv, """
                image,cord,patient,cord_value
                t2w.nii.gz,dseg.nii.gz,p1,2
                t2w.nii.gz,dseg.nii.gz,p1,
                t2w.nii.gz,dseg.nii.gz,p1,4
                """);
        List<PressTable.Row> rows = PressTable.read(csv).rows();
        assertEquals(200, pixels(rows.get(0)));
        assertEquals(300, pixels(rows.get(1)));
        assertThrows(UserFacingException.class, () -> pixels(rows.get(2)));
        Files.writeString(csv, "image,cord,patient,cord_value\nt2w.nii.gz,dseg.nii.gz,p1,cord\n");
        assertTrue(String.valueOf(assertThrows(UserFacingException.class, () -> PressTable.read(csv))
                        .getMessage())
                .contains("cord_value \"cord\" in line 2"));
    }

    private static int pixels(PressTable.Row row) throws IOException {
        int count = 0;
        for (HealthyScan.Slice slice : new HealthyScan(row).slices()) {
            for (boolean inside : slice.mask().cord()) {
                count += inside ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void a_table_says_what_it_lacks() throws IOException {
        write(-24);
        assertTrue(refusal("t2w.nii.gz,,p1,A\n").contains("no cord in line 2"));
        assertTrue(refusal("t2w.nii.gz,cord.nii.gz,p1,A\nother.nii.gz,cord.nii.gz,p1,A\n")
                .contains("in line 3"));
        assertTrue(refusal("").contains("no rows"));
        Path wrong = folder.resolve("wrong.csv");
        Files.writeString(wrong, "image,patient\na,b\n");
        assertThrows(UserFacingException.class, () -> PressTable.read(wrong));
    }

    private String refusal(String rows) throws IOException {
        Path csv = table(rows);
        return String.valueOf(assertThrows(UserFacingException.class, () -> PressTable.read(csv))
                .getMessage());
    }

    @Test
    void the_usual_pressings_hold_each_once() {
        List<Pressing> usual = PressChallenge.usual(List.of(1.0, 2.0));

        assertEquals(1 + 5 + 4 * 2 + 1, usual.size());
        assertEquals(usual.size(), Set.copyOf(usual).size());
    }
}
