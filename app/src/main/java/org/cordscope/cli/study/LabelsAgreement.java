package org.cordscope.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.cli.shared.StudyOption;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.agreement.IntraRater;
import org.cordscope.evaluation.agreement.MultiRaterAgreement;
import org.cordscope.evaluation.agreement.RaterAgreement;
import org.cordscope.labelling.RaterCalls;
import org.cordscope.labelling.RaterPair;
import org.cordscope.labelling.RatingTable;
import org.cordscope.report.figure.Numbers;
import org.cordscope.study.UserFacingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Agreement of raters with each other, and of each with itself. */
@Command(
        name = "agreement",
        mixinStandardHelpOptions = true,
        description = {
            "Agreement of any number of raters: of the study, or of the ratings in CSV files",
            "(patient_id,slice_id,rater and label 0/1 or grade 0..3; a rater who read a slice twice has two rows)."
        })
final class LabelsAgreement implements Callable<Integer> {
    @Mixin
    private StudyOption study = new StudyOption();

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Ratings as CSV; none for the study's labels")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Map<String, Object> result = files.isEmpty() ? ofStudy(study.open()) : ofFiles();
        if (json) {
            Json.print(result, true);
        } else {
            result.values().forEach(LabelsAgreement::print);
        }
        return 0;
    }

    private Map<String, Object> ofStudy(StudyFolder folder) {
        List<Map<String, Object>> pairs = new ArrayList<>();
        for (RaterPair pair : RaterPair.all(folder)) {
            pairs.add(pair(List.of(pair.raterA(), pair.raterB()), pair.agreement()));
        }
        if (pairs.isEmpty()) {
            throw new UserFacingException(
                    "No two raters have labelled the same slice", "Import the labels of both raters first.");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("pairs", pairs);
        result.put("all_raters", raters(RaterCalls.of(folder).agreement()));
        return result;
    }

    private Map<String, Object> ofFiles() throws IOException {
        for (Path file : files) {
            Inputs.mustExist(file, "Check the path.");
        }
        RatingTable table = RatingTable.read(files);
        List<IntraRater> intra = table.intraRater();
        MultiRaterAgreement agreement = table.agreement();
        if (agreement.raters().size() < 2 && intra.isEmpty()) {
            throw new UserFacingException(
                    "There is one rater, and no slice was read twice", "Give the ratings of at least two.");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        if (agreement.raters().size() > 1) {
            result.put("all_raters", raters(agreement));
        }
        result.put(
                "same_rater_twice",
                intra.stream()
                        .map(i -> pair(List.of(i.rater(), i.rater()), i.agreement()))
                        .toList());
        return result;
    }

    private Map<String, Object> pair(List<String> raters, RaterAgreement agreement) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("raters", raters);
        row.put("slices", agreement.slices());
        row.put("disagreements", agreement.disagreements());
        row.put("kappa", shown(agreement.kappa()));
        row.put("observed_agreement", shown(agreement.observed()));
        row.put("positive_agreement", shown(agreement.positiveAgreement()));
        row.put("negative_agreement", shown(agreement.negativeAgreement()));
        return row;
    }

    private Map<String, Object> raters(MultiRaterAgreement agreement) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("raters", agreement.raters());
        row.put("slices", agreement.units());
        row.put("patients", agreement.patients());
        row.put("weights", agreement.weighting().words());
        row.put("observed_agreement", shown(agreement.observed()));
        row.put("conger_kappa", shown(agreement.conger()));
        row.put("fleiss_kappa", shown(agreement.fleiss()));
        row.put("gwet_ac", shown(agreement.gwet()));
        row.put("krippendorff_alpha", shown(agreement.alpha()));
        for (int k = 0; k < agreement.specific().size(); k++) {
            row.put("agreement_on_" + k, shown(agreement.specific().get(k)));
        }
        return row;
    }

    private Object shown(Estimate estimate) {
        return json ? estimate : Numbers.estimate(estimate);
    }

    @SuppressWarnings("unchecked") // rows are made above
    private static void print(Object rows) {
        List<?> list = rows instanceof List<?> many ? many : List.of(rows);
        list.forEach(row -> {
            Json.print((Map<String, Object>) row, false);
            System.out.println();
        });
    }
}
