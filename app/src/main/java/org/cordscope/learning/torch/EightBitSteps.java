package org.cordscope.learning.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * How the numbers of eight bits between the layers of a network are to be read: value = step * (number - zero). What is
 * rectified has zero 0; what a shortcut's convolution adds has zero 128.
 */
final class EightBitSteps {
    /** Of images with grey values 0..1. */
    static final Scale IMAGE = new Scale(1.0 / 255, 0);

    private static final int MIDDLE = 128;

    private final Map<String, Of> byName = new HashMap<>();
    private final Scale last;

    /** Value of a number: {@code step * (number - zero)}. */
    record Scale(double step, int zero) {
        static Scale rectified(double limit) {
            return new Scale(limit / 255, 0);
        }

        static Scale signed(double limit) {
            return new Scale(limit / (255 - MIDDLE), MIDDLE);
        }
    }

    /**
     * Of one convolution.
     *
     * @param beside what the output is added to; as the output where nothing is
     */
    record Of(Scale in, Scale beside, Scale out) {}

    /**
     * Steps from the limits of all outputs by the convolution's name.
     *
     * @throws IllegalArgumentException where a limit is missing
     */
    EightBitSteps(ResNetPlan plan, SortedMap<String, Double> limits) {
        Scale x = Scale.rectified(limit(limits, plan.stem()));
        byName.put(plan.stem().name(), new Of(IMAGE, x, x));
        for (ResNetPlan.Block block : plan.blocks()) {
            Scale beside = x;
            if (block.shortcut() != null) {
                beside = Scale.signed(limit(limits, block.shortcut()));
                byName.put(block.shortcut().name(), new Of(x, beside, beside));
            }
            List<ResNetPlan.Convolution> path = block.path();
            for (ResNetPlan.Convolution c : path) {
                Scale out = Scale.rectified(limit(limits, c));
                boolean added = c.equals(path.get(path.size() - 1));
                byName.put(c.name(), new Of(x, added ? beside : out, out));
                x = out;
            }
        }
        this.last = x;
    }

    private static double limit(SortedMap<String, Double> limits, ResNetPlan.Convolution c) {
        Double limit = limits.get(c.name());
        if (limit == null) {
            throw new IllegalArgumentException("the quantisation has no limit for " + c.name());
        }
        return limit;
    }

    Of of(ResNetPlan.Convolution c) {
        Of found = byName.get(c.name());
        if (found == null) {
            throw new IllegalArgumentException("no convolution of this network: " + c.name());
        }
        return found;
    }

    /** Of the feature maps that come out of the last block. */
    Scale last() {
        return last;
    }
}
