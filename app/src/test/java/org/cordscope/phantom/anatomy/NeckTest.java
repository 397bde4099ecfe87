package org.cordscope.phantom.anatomy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures and truth of one neck belong together. */
final class NeckTest {

    @Test
    void the_cord_of_the_picture_lies_where_the_truth_says_also_where_vertebrae_have_slipped() {
        int slipped = 0;
        for (int i = 0; i < 60; i++) {
            SeededDraw draw = SeededDraw.of(3).named("slip", i);
            Subject subject = Subject.draw(draw.named("subject", 0));
            Degeneration degeneration = Degeneration.draw(draw.named("spine", 0).named("degeneration", 0), subject);
            Neck neck = Neck.draw(draw, subject);
            for (int z = 0; z > -110; z -= 11) {
                Outline cord = neck.canalAt(z).cord();
                Outline painted = whiteMatter(neck.at(z));
                assertArrayEquals(cord.x(), painted.x(), 1e-9);
                assertArrayEquals(cord.y(), painted.y(), 1e-9);
                slipped += degeneration.slip(z / neck.length()) > 0.5 ? 1 : 0;
            }
        }
        assertTrue(slipped > 3, slipped + " slipped planes");
    }

    private static Outline whiteMatter(List<Layer> layers) {
        return layers.stream()
                .filter(layer -> layer instanceof Shape shape && shape.tissue() == Tissue.WHITE_MATTER)
                .map(layer -> ((Shape) layer).outline())
                .findFirst()
                .orElseThrow();
    }
}
