package org.cordscope.learning;

/**
 * When training ends.
 *
 * @param minimumEpochs epochs before stopping is considered
 * @param maximumEpochs epochs at most
 * @param patience epochs without a lower validation loss before the run stops
 */
public record StoppingRule(int minimumEpochs, int maximumEpochs, int patience) {

    public StoppingRule {
        if (minimumEpochs < 0 || maximumEpochs < 1 || patience < 1) {
            throw new IllegalArgumentException(
                    "epochs and patience must be positive: " + minimumEpochs + ", " + maximumEpochs + ", " + patience);
        }
    }
}
