package org.cordscope.phantom.randomised;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordscope.phantom.anatomy.CanalSection;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Truth;
import org.cordscope.phantom.randomised.Specimen.Cut;
import org.jspecify.annotations.Nullable;

/**
 * An endless, reproducible supply of training samples: the same for the same seed and index on every machine and from any number
 * of threads. Some dozens of samples share a specimen. Specimens take turns, so that neighbouring samples are of different
 * patients and one patient in {@link #SLOTS} is replaced at a time: asking in order is quick, asking here and there makes a
 * specimen anew each time.
 */
public final class RandomisedSlices {
    /** Specimens in turn. */
    static final int SLOTS = 32;

    /** Samples of each. */
    static final int MEMBERS = 64;

    private static final int KEPT = SLOTS + 16;
    private static final double ELSEWHERE_SHARE = 0.11;
    private static final double LENGTHWISE_SHARE = 0.04;
    private static final double T1_SHARE = 0.03;

    private final SeededDraw origin;
    private final SampleGrid grid;
    private final Map<Long, Turn> turns = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Turn> eldest) {
            return size() > KEPT;
        }
    };

    public RandomisedSlices(long seed, SampleGrid grid) {
        this.origin = SeededDraw.of(seed).named("randomised", 0);
        this.grid = grid;
    }

    /** The sample of an index, 0 and up; may be asked for from several threads. */
    public Sample sample(long index) {
        if (index < 0) {
            throw new IllegalArgumentException("samples are counted from 0: " + index);
        }
        SeededDraw draw = origin.named("sample", index);
        Specimen specimen = specimen(number(index));
        Cut cut = specimen.cut(draw.named("cut", 0));
        SeededDraw way = draw.named("way", 0);
        boolean t1 = cut.view() == View.CERVICAL && way.chance(T1_SHARE);
        Appearance appearance = new AppearanceDraw(draw.named("appearance", 0), grid).appearance(t1);
        return sample(index, specimen, cut, t1 ? View.T1 : cut.view(), appearance, draw.named("reshaping", 0));
    }

    private Sample sample(
            long index, Specimen specimen, Cut cut, View view, Appearance appearance, SeededDraw reshaping) {
        Optional<CanalSection> section = cut.section();
        List<CanalWarp> warps = List.of();
        if (section.isPresent()) {
            Reshaping drawn = new ReshapingDraw(reshaping).reshaping();
            Optional<ReshapedCanal.Result> reshaped = ReshapedCanal.of(section.get(), drawn);
            section = reshaped.map(ReshapedCanal.Result::section).or(cut::section);
            warps = reshaped.map(ReshapedCanal.Result::warp)
                    .map(warp -> List.of(warp.share(drawn.before()), warp, warp.share(drawn.after())))
                    .orElse(List.of());
        }
        Rendering rendering = new Rendering(grid, specimen, cut.plane(), appearance, warps);
        float[] at = rendering.crop(0);
        Windowing windowing = new Windowing(appearance.window(), at);
        float[] whole = rendering.whole();
        new Windowing(appearance.window(), whole).apply(whole);
        byte[] labels = section.filter(s -> view == View.CERVICAL)
                .map(s -> Labels.of(s, appearance.placing(), grid))
                .orElseGet(() -> new byte[at.length]);
        return new Sample(
                index,
                view,
                windowing.apply(rendering.crop(1)),
                windowing.apply(at),
                windowing.apply(rendering.crop(-1)),
                whole,
                labels,
                grid,
                appearance.placing().canalXMm(),
                appearance.placing().canalYMm(),
                Labels.any(labels),
                section.filter(s -> view == View.CERVICAL).map(Truth::of),
                appearance);
    }

    /** The specimen whose turn it is: slots are replaced one after the other. */
    private static long number(long index) {
        long slot = index % SLOTS;
        long turn = index / SLOTS + slot * MEMBERS / SLOTS;
        return slot + SLOTS * (turn / MEMBERS);
    }

    private Specimen specimen(long number) {
        Turn turn;
        synchronized (turns) {
            turn = turns.computeIfAbsent(number, Turn::new);
        }
        return turn.specimen();
    }

    /** One specimen, drawn when first asked for. */
    private final class Turn {
        private final long number;
        private @Nullable Specimen specimen;

        Turn(long number) {
            this.number = number;
        }

        synchronized Specimen specimen() {
            if (specimen == null) {
                specimen = drawn(number);
            }
            return specimen;
        }
    }

    private Specimen drawn(long number) {
        SeededDraw draw = origin.named("specimen", number);
        return switch (draw.weighted(1 - ELSEWHERE_SHARE - LENGTHWISE_SHARE, ELSEWHERE_SHARE, LENGTHWISE_SHARE)) {
            case 0 -> new NeckSpecimen(draw);
            case 1 -> new ElsewhereSpecimen(draw);
            default -> new LengthwiseSpecimen(draw);
        };
    }
}
