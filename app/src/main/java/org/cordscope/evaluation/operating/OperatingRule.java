package org.cordscope.evaluation.operating;

import org.cordscope.evaluation.Roc;
import org.cordscope.evaluation.Scores;

/** How a threshold is chosen among the scores of validation slices. Of thresholds that are equally good the highest counts. */
public sealed interface OperatingRule {

    /** As a paper would say it. */
    String words();

    /**
     * The threshold; infinite where it is best to call nothing compressed.
     *
     * @throws IllegalArgumentException where only one class is present and the rule needs both
     */
    double threshold(Scores validation);

    /**
     * A rule in short: a threshold, {@code youden}, {@code sensitivity=0.9}, {@code specificity=0.9}, or {@code cost=FN:FP},
     * the costs of a missed compressed slice and of a false alarm.
     *
     * @throws IllegalArgumentException for anything else
     */
    static OperatingRule parse(String text) {
        String[] parts = text.split("[=:]", -1);
        try {
            return switch (parts[0] + "/" + parts.length) {
                case "youden/1" -> new Youden();
                case "sensitivity/2" -> new SensitivityAtLeast(Double.parseDouble(parts[1]));
                case "specificity/2" -> new SpecificityAtLeast(Double.parseDouble(parts[1]));
                case "cost/3" -> new LeastCost(Double.parseDouble(parts[1]) / Double.parseDouble(parts[2]));
                default -> new Fixed(Double.parseDouble(text));
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "an operating point is a threshold, youden, sensitivity=0.9, specificity=0.9 or cost=FN:FP, not "
                            + text,
                    e);
        }
    }

    /** A threshold that was fixed beforehand. */
    record Fixed(double threshold) implements OperatingRule {
        public Fixed {
            if (!(threshold >= 0) || threshold > 1) {
                throw new IllegalArgumentException("threshold must be in 0..1: " + threshold);
            }
        }

        @Override
        public String words() {
            return "fixed beforehand";
        }

        @Override
        public double threshold(Scores validation) {
            return threshold;
        }
    }

    /** A rule that tries every threshold of the validation slices. */
    sealed interface Searched extends OperatingRule {

        /** How good a threshold is; negative infinity where the rule forbids it. */
        double worth(Roc.Point point, double prevalence);

        @Override
        default double threshold(Scores validation) {
            double prevalence = (double) validation.positives() / validation.size();
            double best = Double.NEGATIVE_INFINITY;
            double threshold = Double.POSITIVE_INFINITY;
            for (Roc.Point point : Roc.of(validation).points()) {
                double worth = worth(point, prevalence);
                if (worth > best) {
                    best = worth;
                    threshold = point.threshold();
                }
            }
            return threshold;
        }
    }

    /** Largest sum of sensitivity and specificity: Youden, Cancer 3 (1950). */
    record Youden() implements Searched {
        @Override
        public String words() {
            return "largest Youden index";
        }

        @Override
        public double worth(Roc.Point point, double prevalence) {
            return point.sensitivity() - point.falsePositiveRate();
        }
    }

    /** Best specificity at a sensitivity that is at least this. */
    record SensitivityAtLeast(double sensitivity) implements Searched {
        public SensitivityAtLeast {
            requireShare(sensitivity);
        }

        @Override
        public String words() {
            return "best specificity with sensitivity of at least " + sensitivity;
        }

        @Override
        public double worth(Roc.Point point, double prevalence) {
            return point.sensitivity() >= sensitivity ? -point.falsePositiveRate() : Double.NEGATIVE_INFINITY;
        }
    }

    /** Best sensitivity at a specificity that is at least this. */
    record SpecificityAtLeast(double specificity) implements Searched {
        public SpecificityAtLeast {
            requireShare(specificity);
        }

        @Override
        public String words() {
            return "best sensitivity with specificity of at least " + specificity;
        }

        @Override
        public double worth(Roc.Point point, double prevalence) {
            return 1 - point.falsePositiveRate() >= specificity ? point.sensitivity() : Double.NEGATIVE_INFINITY;
        }
    }

    /**
     * Least cost at the prevalence of the validation slices: Metz, Seminars in Nuclear Medicine 8 (1978).
     *
     * @param missedPerFalseAlarm how many false alarms one missed compressed slice is worth
     */
    record LeastCost(double missedPerFalseAlarm) implements Searched {
        public LeastCost {
            if (!(missedPerFalseAlarm > 0) || Double.isInfinite(missedPerFalseAlarm)) {
                throw new IllegalArgumentException("a missed slice costs something: " + missedPerFalseAlarm);
            }
        }

        @Override
        public String words() {
            return "least cost, a miss worth " + missedPerFalseAlarm + " false alarms";
        }

        @Override
        public double worth(Roc.Point point, double prevalence) {
            return -missedPerFalseAlarm * prevalence * (1 - point.sensitivity())
                    - (1 - prevalence) * point.falsePositiveRate();
        }
    }

    private static void requireShare(double share) {
        if (!(share > 0) || share > 1) {
            throw new IllegalArgumentException("must be above 0 and at most 1: " + share);
        }
    }
}
