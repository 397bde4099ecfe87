package org.cordscope.inference.explanation;

import org.cordscope.learning.saliency.ActivationMapper;

/**
 * Another network whose maps are compared with the trained model's.
 *
 * @param name for tables
 */
public record OtherModel(Check check, String name, ActivationMapper mapper) {

    /** A model trained on the same labels: repeatability where its architecture is the same, else reproducibility. */
    public static OtherModel trained(ActivationMapper first, ActivationMapper other, String name) {
        boolean same = first.recipe().network().equals(other.recipe().network());
        return new OtherModel(same ? Check.REPEATABILITY : Check.REPRODUCIBILITY, name, other);
    }

    /** A model trained on permuted labels. */
    public static OtherModel permuted(ActivationMapper other) {
        return new OtherModel(Check.PERMUTED, "permuted labels", other);
    }
}
