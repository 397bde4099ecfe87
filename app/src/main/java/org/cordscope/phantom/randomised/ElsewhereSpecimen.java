package org.cordscope.phantom.randomised;

import java.util.List;
import java.util.Optional;
import org.cordscope.phantom.anatomy.SeededDraw;

/** Slices through other parts of the body, and shapes that are none; each counts as a cross-section of its own. */
final class ElsewhereSpecimen extends Specimen {
    private static final int VARIANTS = 14;
    private static final List<View> VIEWS =
            List.of(View.HEAD, View.LUMBAR, View.CHEST, View.SHAPES, View.LUMBAR, View.HEAD, View.NOISE);

    private final SeededDraw draw;

    ElsewhereSpecimen(SeededDraw draw) {
        this.draw = draw;
    }

    @Override
    int first() {
        return 0;
    }

    @Override
    int last() {
        return VARIANTS - 1;
    }

    @Override
    double stepMm() {
        return 1e6;
    }

    @Override
    Section paint(int index) {
        OtherBody body = new OtherBody(draw.named("variant", index));
        return Section.of(
                switch (view(index)) {
                    case HEAD -> body.head();
                    case LUMBAR -> body.lumbar();
                    case CHEST -> body.chest();
                    case NOISE -> List.of();
                    default -> body.shapes();
                });
    }

    private static View view(int index) {
        return VIEWS.get(index % VIEWS.size());
    }

    @Override
    Cut cut(SeededDraw member) {
        int index = member.index(VARIANTS);
        return new Cut(view(index), Plane.LEVEL.at(index * stepMm()), Optional.empty());
    }
}
