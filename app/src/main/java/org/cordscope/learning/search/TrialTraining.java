package org.cordscope.learning.search;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.cordscope.learning.Epoch;

/** Trains the recipe of a trial, or goes on with it. */
@FunctionalInterface
public interface TrialTraining {

    /**
     * Trains until the recipe ends it or so many epochs are done; does nothing where they are.
     *
     * @param name of the folder of the trial's run
     * @param values what the recipe has otherwise
     * @return every finished epoch
     * @throws org.cordscope.study.UserFacingException where this recipe cannot be trained; the search goes on with others
     */
    List<Epoch> train(String name, Map<String, String> values, int epochs) throws IOException, InterruptedException;
}
