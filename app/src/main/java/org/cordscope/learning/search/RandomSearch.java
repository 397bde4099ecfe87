package org.cordscope.learning.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.search.SearchPlan.Rung;
import org.cordscope.study.UserFacingException;

/** Trains the trials of a plan, round by round. Running it again trains only what is missing. */
public final class RandomSearch {
    private final SearchPlan plan;
    private final TrialTraining training;
    private final Listener listener;

    /** Hears of every trial that has come a step further. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A round of a trial has ended.
         *
         * @param trials all so far, the best first
         */
        void advanced(List<Trial> trials) throws IOException;
    }

    public RandomSearch(SearchPlan plan, TrialTraining training, Listener listener) {
        this.plan = plan;
        this.training = training;
        this.listener = listener;
    }

    /**
     * All trials, the best first: those of a later round before those that were left behind, those that failed last.
     *
     * @throws UserFacingException where no trial could be trained
     */
    public List<Trial> run() throws IOException, InterruptedException {
        List<Trial> going = new ArrayList<>();
        for (int number = 1; number <= plan.trials(); number++) {
            going.add(new Trial(number, plan.values(number), List.of(), null));
        }
        List<Trial> behind = new ArrayList<>();
        for (Rung rung : plan.rungs()) {
            going.sort(Trial.BEST_FIRST);
            behind.addAll(0, going.subList(rung.trials(), going.size()));
            going = train(new ArrayList<>(going.subList(0, rung.trials())), behind, rung.epochs());
        }
        List<Trial> all = ranked(going, behind);
        if (all.get(0).failure() != null) {
            throw new UserFacingException(
                    "No trial of the search could be trained; the first: "
                            + all.get(0).failure(),
                    "Narrow what is varied.");
        }
        return all;
    }

    private List<Trial> train(List<Trial> going, List<Trial> behind, int epochs)
            throws IOException, InterruptedException {
        for (int i = 0; i < going.size(); i++) {
            if (going.get(i).failure() == null) {
                going.set(i, train(going.get(i), epochs));
                listener.advanced(ranked(going, behind));
            }
        }
        return going;
    }

    private Trial train(Trial trial, int epochs) throws IOException, InterruptedException {
        try {
            List<Epoch> log = training.train(trial.name(), trial.values(), epochs);
            return new Trial(trial.number(), trial.values(), log.subList(0, Math.min(log.size(), epochs)), null);
        } catch (UserFacingException e) {
            return new Trial(trial.number(), trial.values(), trial.epochs(), e.getMessage());
        }
    }

    private static List<Trial> ranked(List<Trial> going, List<Trial> behind) {
        List<Trial> all = new ArrayList<>(going);
        all.sort(Trial.BEST_FIRST);
        all.addAll(behind);
        all.sort(Comparator.comparing((Trial trial) -> trial.failure() != null));
        return all;
    }
}
