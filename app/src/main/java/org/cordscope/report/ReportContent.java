package org.cordscope.report;

import java.util.List;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.learning.Epoch;
import org.cordscope.report.figure.FlowDiagram;
import org.cordscope.study.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * What a report says. Everything but the title may be absent; a section appears where it has content.
 *
 * @param subtitle one line below the title, may be empty
 * @param versions the software that made the report, such as Cordscope 0.1.0
 * @param counts of the cohort: patients, scans, slices, compressed slices
 * @param cohort Table 1
 * @param agreement Table 2
 * @param training Table 3
 * @param epochs the training log
 * @param gallery pictures with captions
 * @param failures files and series that could not be used
 * @param provenance hashes, seeds, versions of inputs
 */
public record ReportContent(
        String title,
        String subtitle,
        List<Fact> versions,
        List<Fact> counts,
        @Nullable FlowDiagram flow,
        @Nullable Table cohort,
        @Nullable Table agreement,
        @Nullable Table training,
        List<Epoch> epochs,
        @Nullable Evaluation evaluation,
        List<Picture> gallery,
        List<Rejected> failures,
        List<Fact> provenance) {

    /** A name and its value. */
    public record Fact(String name, String value) {}

    /**
     * A picture of the gallery.
     *
     * @param png bytes of a PNG file; owned by this record, not copied: do not write to it
     */
    @SuppressWarnings("ArrayRecordComponent") // shown once and never compared
    public record Picture(byte[] png, String caption) {
        public Picture {
            if (png.length < 8 || (png[0] & 0xff) != 0x89 || png[1] != 'P' || png[2] != 'N' || png[3] != 'G') {
                throw new IllegalArgumentException("a picture is a PNG file: " + png.length + " bytes");
            }
        }
    }

    public ReportContent {
        if (title.isBlank()) {
            throw new IllegalArgumentException("a report has a title");
        }
        versions = List.copyOf(versions);
        counts = List.copyOf(counts);
        epochs = List.copyOf(epochs);
        gallery = List.copyOf(gallery);
        failures = List.copyOf(failures);
        provenance = List.copyOf(provenance);
    }

    /** A report with a title and nothing else yet. */
    public static ReportContent titled(String title, String subtitle) {
        return new ReportContent(
                title, subtitle, List.of(), List.of(), null, null, null, null, List.of(), null, List.of(), List.of(),
                List.of());
    }

    public ReportContent withVersions(List<Fact> facts) {
        return new ReportContent(
                title,
                subtitle,
                facts,
                counts,
                flow,
                cohort,
                agreement,
                training,
                epochs,
                evaluation,
                gallery,
                failures,
                provenance);
    }

    public ReportContent withCounts(List<Fact> facts) {
        return new ReportContent(
                title,
                subtitle,
                versions,
                facts,
                flow,
                cohort,
                agreement,
                training,
                epochs,
                evaluation,
                gallery,
                failures,
                provenance);
    }

    public ReportContent withFlow(FlowDiagram diagram) {
        return new ReportContent(
                title,
                subtitle,
                versions,
                counts,
                diagram,
                cohort,
                agreement,
                training,
                epochs,
                evaluation,
                gallery,
                failures,
                provenance);
    }

    public ReportContent withCohort(Table table) {
        return new ReportContent(
                title,
                subtitle,
                versions,
                counts,
                flow,
                table,
                agreement,
                training,
                epochs,
                evaluation,
                gallery,
                failures,
                provenance);
    }

    public ReportContent withAgreement(Table table) {
        return new ReportContent(
                title,
                subtitle,
                versions,
                counts,
                flow,
                cohort,
                table,
                training,
                epochs,
                evaluation,
                gallery,
                failures,
                provenance);
    }

    public ReportContent withTraining(Table table, List<Epoch> log) {
        return new ReportContent(
                title,
                subtitle,
                versions,
                counts,
                flow,
                cohort,
                agreement,
                table,
                log,
                evaluation,
                gallery,
                failures,
                provenance);
    }

    public ReportContent withEvaluation(Evaluation result) {
        return new ReportContent(
                title,
                subtitle,
                versions,
                counts,
                flow,
                cohort,
                agreement,
                training,
                epochs,
                result,
                gallery,
                failures,
                provenance);
    }

    public ReportContent withGallery(List<Picture> pictures) {
        return new ReportContent(
                title,
                subtitle,
                versions,
                counts,
                flow,
                cohort,
                agreement,
                training,
                epochs,
                evaluation,
                pictures,
                failures,
                provenance);
    }

    public ReportContent withFailures(List<Rejected> rejected) {
        return new ReportContent(
                title,
                subtitle,
                versions,
                counts,
                flow,
                cohort,
                agreement,
                training,
                epochs,
                evaluation,
                gallery,
                rejected,
                provenance);
    }

    public ReportContent withProvenance(List<Fact> facts) {
        return new ReportContent(
                title,
                subtitle,
                versions,
                counts,
                flow,
                cohort,
                agreement,
                training,
                epochs,
                evaluation,
                gallery,
                failures,
                facts);
    }
}
