package org.cordscope.inference.cord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.cordscope.inference.CordFindings;
import org.cordscope.inference.Opinion;
import org.cordscope.inference.PlacedMap;
import org.cordscope.inference.SliceToRead;
import org.cordscope.learning.Precision;
import org.cordscope.learning.cord.CanalSighting;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordReader;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.cord.CropReading;
import org.cordscope.learning.cord.Finding;
import org.cordscope.learning.cord.MeasureJudge;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.trust.TemperatureScaling;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;
import org.junit.jupiter.api.Test;

final class CordJudgesTest {
    private static final int PIXELS = CordRecipe.CROP.pixels();

    /** Sees the canal in the middle of the slice, the cord where the crop is bright, and compression in a row of logits. */
    private static final class BrightCord implements CordReader {
        private final UnaryOperator<float[]> logits;
        private final double cervical;
        private int crops;

        BrightCord(double cervical, float... logits) {
            this(cervical, crop -> logits);
        }

        /** @param logits of a crop */
        BrightCord(double cervical, UnaryOperator<float[]> logits) {
            this.cervical = cervical;
            this.logits = logits;
        }

        @Override
        public List<CanalSighting> find(List<float[]> wholes) {
            return wholes.stream()
                    .map(w -> new CanalSighting(0, 0, 1, cervical, "lumbar"))
                    .toList();
        }

        @Override
        public List<List<CropReading>> judge(List<float[]> asked) {
            crops += asked.size();
            List<List<CropReading>> all = new ArrayList<>();
            for (float[] crop : asked) {
                float[] cord = new float[PIXELS * PIXELS];
                for (int i = 0; i < cord.length; i++) {
                    cord[i] = crop[cord.length + i] > 0.9f ? 1 : 0;
                }
                all.add(List.of(new CropReading(logits.apply(crop), new float[cord.length], cord)));
            }
            return all;
        }

        @Override
        public CordModel model() {
            return new CordModel(
                    CordRecipe.defaults(Precision.FLOAT32),
                    Map.of(),
                    new CordModel.Decision(
                            new DecisionThreshold(0.4, "test"),
                            new TemperatureScaling(2, "test"),
                            MeasureJudge.none(),
                            new DecisionThreshold(0.6, "test")),
                    "");
        }

        @Override
        public void close() {}
    }

    /** A disc of 10 mm, so many mm to the right of the middle. */
    private static SliceToRead disc(double xMm) {
        float[] pixels = new float[240 * 240];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / 240;
            double x = (i % 240 - 119.5) * 0.5 - xMm;
            double y = (row - 119.5) * 0.5;
            pixels[i] = Math.hypot(x, y) <= 5 ? 100 : 10 + i % 7;
        }
        SliceImage slice = new SliceImage(new SliceKey("1.2", 1), 240, 240, new Spacing(0.5, 0.5), pixels);
        return SliceToRead.alone(slice, null, Map.of());
    }

    private static CordFindings findings(Opinion opinion) {
        CordFindings findings = opinion.findings();
        assertNotNull(findings);
        return Objects.requireNonNull(findings);
    }

    @Test
    void a_cord_far_from_the_crops_middle_is_cropped_once_more_and_measured_there() {
        BrightCord reader = new BrightCord(1, 1, -3, -3, 0, 3);
        Opinion opinion = new CordJudges(reader, null, false)
                .read(List.of(disc(12), disc(1)))
                .get(0);
        assertEquals(3, reader.crops);
        CordFindings found = findings(opinion);
        assertEquals(12, found.xMm(), 0.3);
        assertEquals(10, Objects.requireNonNull(found.cord()).apMm(), 0.3);
        assertEquals(Math.PI * 25, Objects.requireNonNull(found.cord()).areaMm2(), 2);
        assertEquals(2, found.grade());
        assertEquals(1 / (1 + Math.exp(-1)), opinion.probability(), 1e-6);
        assertEquals(1 / (1 + Math.exp(-0.5)), Objects.requireNonNull(opinion.calibratedProbability()), 1e-6);
        assertEquals("", opinion.reason());
    }

    @Test
    void the_threshold_of_scans_goes_with_the_models_own_of_slices() {
        BrightCord reader = new BrightCord(1, 1, -3, -3, 0, 3);
        assertEquals(
                0.6,
                Objects.requireNonNull(new CordJudges(reader, null, false).scanThreshold())
                        .value());
        assertNull(new CordJudges(reader, 0.3, false).scanThreshold());
    }

    @Test
    void grades_follow_from_what_was_found() {
        assertEquals(0, grade(-3, -3, -3));
        assertEquals(1, grade(-3, 3, -3));
        assertEquals(2, grade(3, 3, -3));
        assertEquals(3, grade(3, 3, 3));
        assertEquals(1, grade(-3, 3, 3));
    }

    private static int grade(float compressed, float effaced, float signal) {
        BrightCord reader = new BrightCord(1, compressed, effaced, signal, 0, 3);
        return findings(new CordJudges(reader, null, true)
                        .read(List.of(disc(0)))
                        .get(0))
                .grade();
    }

    @Test
    void what_is_no_neck_is_said_to_be_so() {
        String other = new CordJudges(new BrightCord(0.1, 1, 1, 1, 1, -2), null, false)
                .read(List.of(disc(0)))
                .get(0)
                .reason();
        assertTrue(other.contains("lumbar"), other);
        String none = new CordJudges(new BrightCord(0.9, 1, 1, 1, 1, -2), null, false)
                .read(List.of(disc(0)))
                .get(0)
                .reason();
        assertTrue(none.contains("no cervical cord"), none);
    }

    @Test
    void what_is_no_axial_slice_by_its_header_is_not_judged() {
        Vector3 left = new Vector3(1, 0, 0);
        Vector3 back = new Vector3(0, 1, 0);
        Vector3 feet = new Vector3(0, 0, -1);
        assertEquals("", reason(new SlicePlane(left, left, back)));
        assertEquals("", reason(new SlicePlane(left, left, new Vector3(0, Math.sqrt(0.51), -Math.sqrt(0.49)))));
        assertEquals("no axial slice: by its header it is sagittal", reason(new SlicePlane(left, back, feet)));
        assertEquals("no axial slice: by its header it is coronal", reason(new SlicePlane(left, left, feet)));
    }

    private static String reason(SlicePlane plane) {
        BrightCord reader = new BrightCord(1, 1, -3, -3, 0, 3);
        SliceToRead slice = SliceToRead.alone(disc(0).slice(), plane, Map.of());
        return new CordJudges(reader, null, false).read(List.of(slice)).get(0).reason();
    }

    /** A reader whose logit is the brightness of the middle of the slice's own crop. */
    @Test
    void map_is_strongest_where_covering_changes_the_answer() {
        BrightCord reader = new BrightCord(1, crop -> {
            float[] logits = new float[Finding.values().length];
            logits[Finding.COMPRESSED.place()] = crop[PIXELS * PIXELS + PIXELS / 2 * PIXELS + PIXELS / 2];
            return logits;
        });
        PlacedMap map = CordOcclusion.of(reader, disc(0));
        assertEquals(44, map.sideMm());
        int middle = 5 * 11 + 5;
        assertEquals(1, map.map().values()[middle]);
        assertEquals(0, map.map().values()[0]);
    }
}
