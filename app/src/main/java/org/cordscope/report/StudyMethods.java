package org.cordscope.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordscope.cohort.Characteristics;
import org.cordscope.cohort.Flow;
import org.cordscope.cohort.Split;
import org.cordscope.cohort.SplitScheme;
import org.cordscope.cohort.Splitting;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.deid.ProfileOption;
import org.cordscope.evaluation.agreement.IntraRater;
import org.cordscope.evaluation.agreement.MultiRaterAgreement;
import org.cordscope.labelling.BlindedReading;
import org.cordscope.report.figure.Numbers;
import org.jspecify.annotations.Nullable;

/** What a study did with patients, images and labels, in sentences from its records. */
final class StudyMethods {
    /** Names that a sentence lists at most. */
    private static final int MOST_NAMES = 20;

    private final Answers answers;

    private StudyMethods(Answers answers) {
        this.answers = answers;
    }

    /**
     * @param raters agreement of all raters; null with fewer than two
     * @param repeated each rater that read scans twice
     */
    static void tell(
            StudyFolder study,
            Flow flow,
            @Nullable MultiRaterAgreement raters,
            List<IntraRater> repeated,
            Answers answers) {
        StudyMethods methods = new StudyMethods(answers);
        methods.images(study, flow);
        methods.patients(flow, Characteristics.of(study));
        methods.parts(flow, Splitting.current(study));
        methods.reference(flow, raters, repeated, BlindedReading.madeEveryLabel(study));
    }

    private void images(StudyFolder study, Flow flow) {
        answers.say(
                "data",
                "The study holds %s of %s, %s in all, %s.",
                Numbers.counted(flow.scans(), "axial T2-weighted scan"),
                Numbers.counted(flow.subjects(), "patient"),
                Numbers.counted(flow.slices(), "slice"),
                flow.labelled() == flow.slices()
                        ? "all of them labelled"
                        : Numbers.count(flow.labelled()) + " of them labelled");
        answers.say(
                "selection",
                "In each study one series was chosen by written rules from its header: axial, T2-weighted, without fat"
                        + " saturation; %s.",
                flow.series() == flow.scans()
                        ? "no other series was there"
                        : Numbers.count(flow.series() - flow.scans()) + " of " + Numbers.count(flow.series())
                                + " series were not chosen, each with a reason on record");
        List<ProfileOption> options = study.settings().deidentification();
        answers.say(
                "deidentification",
                "Images were de-identified by DICOM PS3.15 Annex E (basic profile%s) before anything else saw them.",
                options.isEmpty()
                        ? ""
                        : "; "
                                + options.stream()
                                        .map(option -> option.meaning().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")));
        answers.say(
                "missing",
                "%s; %s; clinical values that are missing are counted in Table 1 and not filled in.",
                flow.unusable() == 0
                        ? "Every file could be used"
                        : Numbers.counted(flow.unusable(), "file")
                                + " could not be used and are listed with their reasons",
                flow.labelled() == flow.slices()
                        ? "every slice has a label"
                        : Numbers.counted(flow.slices() - flow.labelled(), "slice") + " without a label stay out");
        answers.say(
                "flow",
                flow.screening().people() > 0
                        ? "Figure 1 puts every file and every person in exactly one box."
                        : "Figure 1 puts every file in exactly one box; who was screened is not on record.");
    }

    private void patients(Flow flow, List<Characteristics> patients) {
        if (flow.screening().people() > 0) {
            answers.say(
                    "eligibility",
                    "Of %s people screened %s were left out; Figure 1 gives the reasons.",
                    Numbers.count(flow.screening().people()),
                    Numbers.count(flow.screening().excluded()));
        }
        Map<String, Long> sites = counts(patients, "Site");
        if (!sites.isEmpty()) {
            Map<String, Long> regions = counts(patients, "Region");
            answers.say(
                    "centres",
                    "Patients came from %s%s.",
                    names("site", sites),
                    regions.isEmpty() ? "" : ", in " + names("region", regions));
        }
        Map<String, Long> makers = counts(patients, "Manufacturer");
        if (!makers.isEmpty()) {
            answers.say(
                    "acquisition",
                    "Scanners by number of patients: %s; Table 1 gives slice thickness and pixel spacing.",
                    makers.entrySet().stream()
                            .map(maker -> maker.getKey() + " " + Numbers.count(maker.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        List<String> known = patients.stream()
                .flatMap(p -> Stream.concat(p.numbers().keySet().stream(), p.words().keySet().stream()))
                .distinct()
                .sorted()
                .map(name -> name.replaceAll(", .*", ""))
                .toList();
        if (!known.isEmpty()) {
            answers.say(
                    "demographics",
                    "Table 1 compares training and validation with the holdout by: %s.",
                    String.join(", ", known).toLowerCase(Locale.ROOT).replace("mjoa", "mJOA"));
        }
        if (known.contains("mJOA")) {
            answers.say("severity", "Table 1 gives the mJOA score of each part.");
        }
    }

    private static Map<String, Long> counts(List<Characteristics> patients, String name) {
        return patients.stream()
                .map(p -> p.words().getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.groupingBy(value -> value, TreeMap::new, Collectors.counting()));
    }

    private static String names(String what, Map<String, Long> counts) {
        return counts.size() + " " + what + (counts.size() == 1 ? "" : "s")
                + (counts.size() > MOST_NAMES ? "" : " (" + String.join(", ", counts.keySet()) + ")");
    }

    private void parts(Flow flow, Optional<Split> split) {
        if (split.isEmpty()) {
            return;
        }
        List<String> sentences = new ArrayList<>();
        flow.parts()
                .forEach((part, count) -> sentences.add(String.format(
                        Locale.ROOT,
                        "%s %s with %s, %s of them compressed",
                        StudyFlow.name(part).toLowerCase(Locale.ROOT),
                        Numbers.counted(count.subjects(), "patient"),
                        Numbers.counted(count.labelledSlices(), "slice"),
                        Numbers.count(count.compressed()))));
        answers.say("sizes", "In %s.", String.join("; in ", sentences));
        answers.say(
                "split",
                "%s (seed %d): %s.",
                drawn(split.get()),
                split.get().plan().seed(),
                String.join("; ", sentences));
        answers.say(
                "disjoint",
                split.get().plan().scheme() == SplitScheme.PAPER_IMAGE_SPLIT
                        ? "Training and validation share patients, because images were split as in the paper; the"
                                + " holdout shares nobody with either."
                        : "No patient is in more than one part; split.json proves it.");
    }

    private static String drawn(Split split) {
        boolean sites = split.sites().values().stream().distinct().count() > 1;
        return switch (split.plan().scheme()) {
            case PATIENTS ->
                "Patients were divided at random" + (sites ? " within each site" : "")
                        + (split.plan().folds() > 0
                                ? ", those outside the holdout into "
                                        + split.plan().folds() + " folds"
                                : "");
            case PAPER -> "Patients were divided as in Merali et al. 2021, the holdout within each site";
            case PAPER_IMAGE_SPLIT -> "The holdout was drawn by patient, training and validation by image";
        };
    }

    private void reference(
            Flow flow, @Nullable MultiRaterAgreement raters, List<IntraRater> repeated, boolean blinded) {
        long unresolved =
                flow.unresolved().values().stream().mapToLong(Long::longValue).sum();
        answers.say(
                "reference",
                "A slice counts as compressed where disc, ligament or bone indents, flattens, twists or surrounds the"
                        + " cord. The reference standard is %s%s.",
                raters == null
                        ? "the label of one rater, or an imported consensus"
                        : "the label on which all raters agree, or else their consensus",
                unresolved == 0
                        ? ""
                        : "; " + Numbers.counted(unresolved, "slice") + " whose labels gave none stayed out");
        if (raters == null) {
            return;
        }
        answers.say(
                "raters",
                blinded
                        ? "%d raters labelled independently of each other in the labelling pages of this software."
                        : "%d raters labelled the slices; labels were imported, so that how they worked is not on record.",
                raters.raters().size());
        if (blinded) {
            answers.say(
                    "blinding",
                    "Until their labels were locked, raters saw no identifiers, no other rater\u2019s answers and no model.");
        }
        answers.say(
                "agreement",
                "Agreement of %d raters on %s slices: kappa %s, Gwet\u2019s AC1 %s (95 %% intervals clustered by"
                        + " patient).",
                raters.raters().size(),
                Numbers.count(raters.units()),
                Numbers.estimate(raters.conger()),
                Numbers.estimate(raters.gwet()));
        if (!repeated.isEmpty()) {
            answers.say(
                    "intra",
                    "Of each rater with itself on slices read twice, kappa: %s.",
                    repeated.stream()
                            .map(r -> r.rater() + " "
                                    + Numbers.estimate(r.agreement().kappa()))
                            .collect(Collectors.joining(", ")));
        }
    }
}
