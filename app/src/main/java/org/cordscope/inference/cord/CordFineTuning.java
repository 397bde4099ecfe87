package org.cordscope.inference.cord;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.evaluation.operating.OperatingRule;
import org.cordscope.inference.validation.ThresholdChoice;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordTuning;
import org.cordscope.learning.cord.CordTuning.Tried;
import org.cordscope.learning.cord.CordTuning.Tuned;
import org.cordscope.learning.cord.DecisionLayer;
import org.cordscope.learning.cord.DecisionLayer.Linear;
import org.cordscope.learning.cord.TuningCase;
import org.cordscope.learning.cord.TuningRecord;
import org.cordscope.learning.cord.TuningRecord.Figures;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.trust.TemperatureScaling;
import org.cordscope.learning.trust.TrainingSummary.PartCount;
import org.jspecify.annotations.Nullable;

/**
 * Fine-tunes a model of the cord on labelled slices that it has seen: training patients teach, and choose how much by
 * cross-validation; validation patients, where there are any, choose with them, have a veto, and choose threshold and
 * temperature.
 */
public final class CordFineTuning {
    private final SeenSlices seen;
    private final DecisionLayer layer;
    private final OperatingRule rule;

    /** @param rule how the validation patients choose the threshold */
    public CordFineTuning(SeenSlices seen, OperatingRule rule) {
        this.seen = seen;
        this.layer = new DecisionLayer(seen.model());
        this.rule = rule;
    }

    /** A model and how it came about. */
    public record Result(CordModel model, TuningRecord record, Tuned tuned) {}

    /**
     * Fine-tunes.
     *
     * @param training slices of at least two patients and of both classes
     * @param validation of other patients; may be empty
     */
    public Result of(List<CohortSlice> training, List<CohortSlice> validation) {
        List<CohortSlice> learned = seen.withCord(training);
        List<CohortSlice> judged = seen.withCord(validation);
        List<TuningCase> cases = seen.cases(learned);
        List<TuningCase> others = seen.cases(judged);
        Tuned tuned = CordTuning.of(layer, cases, others);
        TuningRecord record = new TuningRecord(
                seen.model().sha256(),
                count(learned),
                count(judged),
                tuned.changed(),
                verdict(tuned),
                tuned.changed() ? tuned.proposed().ridge() : null,
                figures(tuned.tried().get(0), others),
                figures(tuned.proposed(), others));
        CordModel model = tuned.changed() ? layer.with(tuned.proposed().function()) : seen.model();
        CordModel decided = model.withDecision(decision(model, tuned.changed(), judged, others));
        CordModel recorded = decided.withTuning(record);
        return new Result(
                recorded.withCard(TuningCard.of(recorded, record, seen.model().card())), record, tuned);
    }

    /**
     * What each strength came to, as the log of a training: training losses, and losses of validation or, where there is none,
     * of cross-validation.
     */
    public List<Epoch> log(Result result, List<CohortSlice> training, List<CohortSlice> validation) {
        List<TuningCase> cases = seen.cases(seen.withCord(training));
        List<TuningCase> others = seen.cases(seen.withCord(validation));
        List<Epoch> log = new ArrayList<>();
        for (Tried tried : result.tuned().tried()) {
            Linear f = tried.function();
            log.add(new Epoch(
                    log.size() + 1,
                    CordTuning.loss(f, cases),
                    CordTuning.accuracy(f, cases),
                    others.isEmpty() ? tried.loss() : CordTuning.loss(f, others),
                    others.isEmpty() ? Double.NaN : CordTuning.accuracy(f, others),
                    others.isEmpty() ? tried.auc() : CordTuning.auc(f, others),
                    0));
        }
        return log;
    }

    private static String verdict(Tuned tuned) {
        return String.format(
                Locale.ROOT,
                tuned.changed()
                        ? "changed: on patients not learned from the loss per slice fell by %.4f (standard error %.4f)"
                        : "kept as it was: on patients not learned from no change did better by more than chance (loss per"
                                + " slice %.4f less, standard error %.4f)",
                tuned.gain(),
                tuned.error());
    }

    private static Figures figures(Tried tried, List<TuningCase> others) {
        return new Figures(
                tried.loss(),
                tried.auc(),
                orNull(CordTuning.loss(tried.function(), others)),
                orNull(CordTuning.auc(tried.function(), others)));
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private CordModel.Decision decision(
            CordModel model, boolean changed, List<CohortSlice> slices, List<TuningCase> cases) {
        Linear function = new DecisionLayer(model).linear();
        double[] logits = cases.stream().mapToDouble(c -> function.of(c.seen())).toArray();
        double[] probabilities = new double[logits.length];
        boolean[] compressed = new boolean[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = 1 / (1 + Math.exp(-logits[i]));
            compressed[i] = cases.get(i).compressed();
        }
        CordModel.Decision own = model.decision();
        ThresholdChoice choice = new ThresholdChoice(slices, probabilities);
        DecisionThreshold threshold =
                changed || choice.enough() || rule instanceof OperatingRule.Fixed ? choice.by(rule) : own.threshold();
        TemperatureScaling calibration = choice.enough()
                ? TemperatureScaling.fit(logits, compressed)
                : changed
                        ? TemperatureScaling.none("level and steepness are those of the fine-tuning")
                        : own.calibration();
        return new CordModel.Decision(threshold, calibration, own.measures(), changed ? null : own.scanThreshold());
    }

    private static PartCount count(List<CohortSlice> slices) {
        return new PartCount(
                (int) slices.stream().map(CohortSlice::subject).distinct().count(), slices.size(), (int)
                        slices.stream().filter(ThresholdChoice::compressed).count());
    }
}
