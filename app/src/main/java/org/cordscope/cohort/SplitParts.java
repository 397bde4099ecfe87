package org.cordscope.cohort;

import java.util.Locale;
import org.cordscope.study.UserFacingException;

/** Refuses a split of which a part that the plan asks for would be empty. */
final class SplitParts {
    private SplitParts() {}

    static void refuseEmpty(Split split) {
        SplitPlan plan = split.plan();
        long training = count(split, Part.TRAINING);
        if (plan.folds() > training) {
            throw new UserFacingException(
                    plan.folds() + " folds need as many patients outside the holdout; there are " + training + ".",
                    "Import more patients, or ask for fewer folds with --folds, or for a smaller --holdout.");
        }
        refuse(split, Part.HOLDOUT, plan.shares().holdout(), "--holdout");
        if (plan.folds() == 0) {
            refuse(split, Part.VALIDATION, plan.shares().validation(), "--validation");
        }
        if (training == 0) {
            throw new UserFacingException(
                    "No patient would be left for training, of " + split.parts().size() + ".",
                    "Import more patients, or lower --holdout or --validation.");
        }
    }

    private static void refuse(Split split, Part part, double share, String option) {
        if (share > 0 && count(split, part) == 0) {
            throw new UserFacingException(
                    String.format(
                            Locale.ROOT,
                            "The %s would be empty: a share of %s of %d patients.",
                            part.name().toLowerCase(Locale.ROOT),
                            share,
                            split.parts().size()),
                    "Import more patients, or give another share with " + option + ", 0 for none.");
        }
    }

    private static long count(Split split, Part part) {
        if (split.plan().byImage() && part != Part.HOLDOUT) {
            return split.images().values().stream().filter(part::equals).count();
        }
        return split.parts().values().stream().filter(part::equals).count();
    }
}
