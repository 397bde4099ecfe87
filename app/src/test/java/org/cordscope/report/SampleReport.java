package org.cordscope.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.cordscope.cohort.SeriesEvidence;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.agreement.MultiRaterAgreement;
import org.cordscope.evaluation.agreement.RatedSlice;
import org.cordscope.evaluation.agreement.RatedUnit;
import org.cordscope.evaluation.agreement.RaterAgreement;
import org.cordscope.evaluation.agreement.Ratings;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.Network;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.report.figure.AgreementFigure;
import org.cordscope.report.figure.ArchitectureFigure;
import org.cordscope.report.figure.FlowDiagram;
import org.cordscope.report.figure.FlowDiagram.Box;
import org.cordscope.report.figure.FlowDiagram.Reason;
import org.cordscope.report.figure.FlowDiagram.Step;
import org.cordscope.report.figure.GalleryFigure.Example;
import org.cordscope.report.predictions.Predictions;
import org.cordscope.report.table.AgreementTables;
import org.cordscope.report.table.Table;
import org.cordscope.report.table.Tables;
import org.cordscope.study.Rejected;

/** A made-up study of the paper's size with every section filled. */
final class SampleReport {
    private SampleReport() {}

    static ReportContent full() {
        return ReportContent.titled("Cord compression on T2-weighted MRI", "Holdout of two made-up trials")
                .withVersions(List.of(new Fact("Cordscope", "0.1.0"), new Fact("Java", "17")))
                .withCounts(List.of(
                        new Fact("Patients", "289"),
                        new Fact("Scans", "301"),
                        new Fact("Slices", "9 579"),
                        new Fact("Compressed", "2 089")))
                .withFlow(flow())
                .withSeries(series())
                .withCohort(cohort())
                .withAgreement(
                        List.of(Tables.agreement(agreement(), "Rater a", "Rater b"), AgreementTables.raters(raters())),
                        List.of(AgreementFigure.of(Map.of("a and b", agreement()), raters())))
                .withArchitecture(ArchitectureFigure.of(Network.paper(6), 299))
                .withTraining(Tables.training("6", epochs()), epochs())
                .withEvaluation(fullEvaluation())
                .withGallery(List.of(
                        new Example("True positives", picture(1), picture(2), "compressed: 0.98"),
                        new Example("True positives", picture(3), picture(4), "compressed: 0.91"),
                        new Example("False negatives", picture(5), picture(6), "compressed: 0.12"),
                        new Example("Least certain", picture(7), "not compressed: 0.49")))
                .withFailures(List.of(
                        new Rejected("site-04/0007/IM0031", "the file ends inside its pixel data"),
                        new Rejected(
                                "site-11/0002",
                                "no axial T2-weighted series without fat saturation: 3 series are sagittal")))
                .withCard("""
                    # Cervical cord compression, slice by slice

                    Not for diagnosis: research software, not a medical device.

                    ## Use
                    - Input: axial T2-weighted slices of the cervical spine without fat saturation.
                    - Output: probability that the cord is compressed on the slice.

                    ## Limits
                    - Slices beyond the limit are flagged, not judged.
                    """)
                .withProvenance(List.of(
                        new Fact("Model SHA-256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
                        new Fact("Seed", "42"),
                        new Fact("Split", "by patient, 75 % within each site")))
                .build();
    }

    static FullEvaluation fullEvaluation() {
        return FullEvaluation.of(predictions(88, 34, 5), predictions(50, 34, 6, "V"), 0.5, 42, 0.05);
    }

    /** With scans, two raters and Kang grades. */
    private static Predictions predictions(int patients, int perPatient, long seed, String... prefix) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Predictions.Row> rows = new ArrayList<>();
        for (ScoredSlice s : slices(patients, perPatient, seed)) {
            String name = (prefix.length == 0 ? "" : prefix[0]) + s.patientId();
            Map<String, String> groups = new java.util.HashMap<>(s.subgroups());
            groups.put("kang_grade", String.valueOf(s.compressed() ? 2 + random.nextInt(2) : random.nextInt(2)));
            ScoredSlice slice = new ScoredSlice(name, s.sliceId(), s.compressed(), s.probability(), groups);
            Map<String, Boolean> raters = Map.of(
                    "a", random.nextInt(100) < 6 ? !s.compressed() : s.compressed(),
                    "b", random.nextInt(100) < 9 ? !s.compressed() : s.compressed());
            rows.add(new Predictions.Row(slice, name + "-scan", rows.size(), raters));
        }
        return new Predictions(rows);
    }

    static Evaluation evaluation() {
        return Evaluation.of(slices(88, 34, 5), 0.5, 42);
    }

    static FlowDiagram flow() {
        return new FlowDiagram(
                List.of(
                        new Step(
                                new Box("Studies received", "331 studies of 318 patients"),
                                "17 studies excluded",
                                List.of(
                                        new Reason("not in a usable format", 9),
                                        new Reason(
                                                "no axial T2-weighted series without fat saturation in the whole study",
                                                8))),
                        new Step(
                                new Box("Studies with a usable series", "314 studies of 301 patients"),
                                "12 patients excluded",
                                List.of(new Reason("prior cervical surgery", 7), new Reason("trauma", 5))),
                        new Step(new Box("Included", "289 patients, 9 579 slices, 2 089 compressed"))),
                List.of(
                        new Box("Training", "151 patients", "4 941 slices"),
                        new Box("Validation", "50 patients", "1 647 slices"),
                        new Box("Holdout", "88 patients", "2 991 slices")));
    }

    static SeriesTable series() {
        List<SeriesEvidence> series = new ArrayList<>();
        String[] reasons = {"T2*-weighted", "not axial", "localiser", "fat-saturated"};
        for (int i = 0; i < 60; i++) {
            boolean chosen = i % 6 == 0;
            series.add(new SeriesEvidence(
                    chosen ? "scan-" + i : "900000" + i,
                    "2.25.800000" + i / 6,
                    "2.25.900000" + i,
                    "sub-" + i / 6,
                    chosen,
                    20 + i % 7,
                    chosen ? "chosen" : reasons[i % 4],
                    List.of("axial, slice normal 2.3 degrees off the long axis", "echo time 99 ms, echo train 17")));
        }
        return SeriesTable.of(series);
    }

    private static Table cohort() {
        return new Table(
                "Patients and scanners",
                List.of("", "Training and validation", "Holdout", "p"),
                List.of(
                        List.of("Age, median (range)", "55 (24 to 86)", "56 (29 to 84)", "0.61"),
                        List.of("Male", "127 (63 %)", "58 (66 %)", "0.72"),
                        List.of("mJOA, median (range)", "13 (5 to 18)", "13 (6 to 18)", "0.88"),
                        List.of("Slice thickness, mm", "3 (2 to 5)", "3 (2 to 5)", "0.54")));
    }

    static RaterAgreement agreement() {
        SplittableRandom random = new SplittableRandom(9);
        List<RatedSlice> rated = new ArrayList<>();
        for (int p = 0; p < 60; p++) {
            for (int s = 0; s < 30; s++) {
                boolean first = random.nextInt(100) < 22;
                boolean second = random.nextInt(100) < 6 ? !first : first;
                rated.add(new RatedSlice("P" + p, first, second));
            }
        }
        return RaterAgreement.of(rated);
    }

    private static MultiRaterAgreement raters() {
        SplittableRandom random = new SplittableRandom(9);
        List<RatedUnit> units = new ArrayList<>();
        for (int i = 0; i < 1800; i++) {
            int first = random.nextInt(100) < 22 ? 1 : 0;
            int second = random.nextInt(100) < 6 ? 1 - first : first;
            units.add(new RatedUnit("P" + i / 30, Map.of("a", first, "b", second)));
        }
        return MultiRaterAgreement.nominal(Ratings.of(units, 2));
    }

    static List<Epoch> epochs() {
        SplittableRandom random = new SplittableRandom(4);
        List<Epoch> epochs = new ArrayList<>();
        for (int e = 1; e <= 77; e++) {
            double fall = Math.exp(-e / 14.0);
            double noise = random.nextDouble() * 0.05;
            double over = Math.max(0, e - 45) * 0.002;
            epochs.add(new Epoch(
                    e,
                    0.03 + 0.9 * fall,
                    0.99 - 0.3 * fall,
                    0.26 + 0.7 * fall + noise + over,
                    0.925 - 0.25 * fall - noise / 3,
                    0.95 - 0.2 * fall,
                    61));
        }
        return epochs;
    }

    /** Slices whose probabilities are roughly those of a good model, some patients without compression. */
    static List<ScoredSlice> slices(int patients, int perPatient, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ScoredSlice> slices = new ArrayList<>();
        String[] vendors = {"GE", "GE", "GE", "Siemens", "Siemens", "Philips"};
        for (int p = 0; p < patients; p++) {
            Map<String, String> groups = Map.of(
                    "manufacturer",
                    vendors[random.nextInt(6)],
                    "age",
                    String.valueOf(30 + random.nextInt(50)),
                    "mjoa",
                    String.valueOf(7 + random.nextInt(12)));
            double patient = random.nextGaussian() * 0.6;
            for (int s = 0; s < perPatient; s++) {
                boolean compressed = p % 17 != 0 && random.nextInt(100) < 22;
                double logit = (compressed ? 1.6 : -2.1) + patient + 1.3 * random.nextGaussian();
                double probability = Math.round(1000 / (1 + Math.exp(-logit))) / 1000.0;
                slices.add(new ScoredSlice("P" + p, p + "-" + s, compressed, probability, groups));
            }
        }
        return slices;
    }

    private static byte[] picture(int number) {
        BufferedImage image = new BufferedImage(160, 160, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(40, 40, 44));
        g.fillOval(20, 20, 120, 120);
        g.setColor(new Color(170, 170, 175));
        g.fillOval(55, 60, 50, 30 - 4 * number);
        g.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
