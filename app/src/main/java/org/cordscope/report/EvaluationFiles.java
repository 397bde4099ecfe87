package org.cordscope.report;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.evaluation.Comparison;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.PerPatient;
import org.cordscope.evaluation.Subgroup;
import org.cordscope.evaluation.paired.ModelComparison;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.table.ResultTables;
import org.cordscope.report.table.Table;
import org.cordscope.report.table.TableText;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/** Writes what an evaluation found. */
public final class EvaluationFiles {
    private static final String[] SUBGROUP_COLUMNS = {
        "column",
        "group",
        "patients",
        "slices",
        "compressed",
        "auc",
        "low",
        "high",
        "complement_auc",
        "p",
        "p_holm",
        "p_paper",
        "refused"
    };

    private EvaluationFiles() {}

    /**
     * Writes {@code evaluation.json}, {@code metrics.csv}, {@code per_patient.csv}, {@code subgroups.csv} (where there are
     * any), {@code tables/*} as CSV, LaTeX and Markdown, and {@code figures/*.svg}, all or none of them.
     */
    public static void write(FullEvaluation full, Path folder) {
        Evaluation evaluation = full.slices();
        try {
            Map<String, String> files = new LinkedHashMap<>();
            files.put("metrics.csv", metrics(evaluation));
            files.put("per_patient.csv", perPatient(evaluation));
            if (!evaluation.subgroups().isEmpty()) {
                files.put("subgroups.csv", subgroups(evaluation));
            }
            files.putAll(tables(EvaluationTables.of(full)));
            EvaluationFigures.of(full)
                    .forEach(figure -> files.put("figures/" + figure.name() + ".svg", figure.standalone()));
            files.put("evaluation.json", EvaluationJson.text(full));
            WholeFile.writeAll(folder, files);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * Writes {@code comparison.json} and its table, all or none.
     *
     * @param first what the first model's predictions are called
     * @param second what the second's are
     */
    public static void write(ModelComparison comparison, String first, String second, Path folder) {
        try {
            Map<String, String> files =
                    tables(Map.of("comparison", ResultTables.comparison(comparison, first, second)));
            files.put("comparison.json", ComparisonJson.text(comparison));
            WholeFile.writeAll(folder, files);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static UserFacingException unwritable(Path folder, IOException e) {
        return new UserFacingException(
                "The evaluation cannot be written to " + folder + ".", "Check that the folder can be written.", e);
    }

    /** Each table as CSV, LaTeX and Markdown, by its path. */
    static Map<String, String> tables(Map<String, Table> tables) {
        Map<String, String> files = new LinkedHashMap<>();
        tables.forEach((name, table) -> {
            files.put("tables/" + name + ".csv", TableText.csv(table));
            files.put("tables/" + name + ".tex", TableText.latex(table, name));
            files.put("tables/" + name + ".md", TableText.markdown(table));
        });
        return files;
    }

    /** Writes each figure as an SVG file of its own. */
    public static void writeFigures(List<Figure> figures, Path folder) throws IOException {
        for (Figure figure : figures) {
            WholeFile.write(folder.resolve(figure.name() + ".svg"), figure.standalone());
        }
    }

    private static String metrics(Evaluation evaluation) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = printer(text)) {
            csv.printRecord("metric", "value", "low", "high", "method");
            for (Map.Entry<String, Estimate> e : evaluation.pooled().named().entrySet()) {
                row(csv, e.getKey(), e.getValue());
            }
            row(csv, "mean_auc_per_patient", evaluation.perPatient().meanAuc());
            csv.printRecord(
                    "sd_auc_per_patient", number(evaluation.perPatient().sdAuc()), "", "", "sample standard deviation");
            row(csv, "brier", evaluation.calibration().brier());
            row(csv, "ece", evaluation.calibration().expectedCalibrationError());
            row(csv, "calibration_intercept", evaluation.calibration().intercept());
            row(csv, "calibration_slope", evaluation.calibration().slope());
        }
        return text.toString();
    }

    private static void row(CSVPrinter csv, String name, Estimate e) throws IOException {
        csv.printRecord(name, number(e.value()), number(e.low()), number(e.high()), e.method());
    }

    private static String perPatient(Evaluation evaluation) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = printer(text)) {
            csv.printRecord("patient_id", "slices", "compressed", "auc");
            for (PerPatient.Patient p : evaluation.perPatient().patients()) {
                csv.printRecord(p.patientId(), p.slices(), p.compressed(), number(p.auc()));
            }
        }
        return text.toString();
    }

    private static String subgroups(Evaluation evaluation) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = printer(text)) {
            csv.printRecord((Object[]) SUBGROUP_COLUMNS);
            for (Subgroup s : evaluation.subgroups()) {
                Comparison c = s.comparison();
                csv.printRecord(
                        s.column(),
                        s.group(),
                        s.patients(),
                        s.slices(),
                        s.compressed(),
                        number(s.auc().value()),
                        number(s.auc().low()),
                        number(s.auc().high()),
                        number(s.complementAuc().value()),
                        c == null ? "" : number(c.pValue()),
                        number(s.holmP()),
                        number(s.paperP()),
                        s.refused());
            }
        }
        return text.toString();
    }

    /** A table whose rows end with a line feed. */
    static CSVPrinter printer(StringWriter text) throws IOException {
        return new CSVPrinter(
                text, CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get());
    }

    /** A cell of a table, empty where the number is not defined. */
    static String number(double value) {
        return Double.isNaN(value) ? "" : String.valueOf(value);
    }
}
