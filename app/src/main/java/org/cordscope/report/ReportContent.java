package org.cordscope.report;

import java.util.List;
import org.cordscope.learning.Epoch;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.FlowDiagram;
import org.cordscope.report.table.Table;
import org.cordscope.study.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * What a report says. Everything but the title may be absent; a section appears where it has content.
 *
 * @param subtitle one line below the title, may be empty
 * @param versions the software that made the report, such as Cordscope 0.1.0
 * @param counts of the cohort: patients, scans, slices, compressed slices
 * @param series every series with its evidence
 * @param cohort Table 1, and the parts of the cohort
 * @param agreement Table 2, and all raters at once
 * @param training Table 3
 * @param epochs the training log
 * @param gallery pictures with captions
 * @param failures files and series that could not be used
 * @param provenance hashes, seeds, versions of inputs
 * @param raterFigures pictures of the raters' agreement
 * @param architecture Figure 3
 * @param methods paragraphs that a paper can take over
 * @param checklists items of reporting guidelines
 * @param card the model card, Markdown of headings, points and paragraphs; may be empty
 */
public record ReportContent(
        String title,
        String subtitle,
        List<Fact> versions,
        List<Fact> counts,
        @Nullable FlowDiagram flow,
        @Nullable SeriesTable series,
        List<Table> cohort,
        List<Table> agreement,
        @Nullable Table training,
        List<Epoch> epochs,
        @Nullable FullEvaluation evaluation,
        List<Picture> gallery,
        List<Rejected> failures,
        List<Fact> provenance,
        List<Figure> raterFigures,
        @Nullable Figure architecture,
        List<String> methods,
        List<Table> checklists,
        String card) {

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
        cohort = List.copyOf(cohort);
        agreement = List.copyOf(agreement);
        raterFigures = List.copyOf(raterFigures);
        methods = List.copyOf(methods);
        checklists = List.copyOf(checklists);
        provenance = List.copyOf(provenance);
    }

    /** Begins a report with a title and nothing else yet. */
    public static Builder titled(String title, String subtitle) {
        return new Builder(title, subtitle);
    }

    /** A report that is still being put together; what is not said stays absent. */
    public static final class Builder {
        private final String title;
        private final String subtitle;
        private List<Fact> versions = List.of();
        private List<Fact> counts = List.of();
        private @Nullable FlowDiagram flow;
        private @Nullable SeriesTable series;
        private List<Table> cohort = List.of();
        private List<Table> agreement = List.of();
        private List<Figure> raterFigures = List.of();
        private @Nullable Figure architecture;
        private List<String> methods = List.of();
        private List<Table> checklists = List.of();
        private @Nullable Table training;
        private List<Epoch> epochs = List.of();
        private @Nullable FullEvaluation evaluation;
        private List<Picture> gallery = List.of();
        private List<Rejected> failures = List.of();
        private List<Fact> provenance = List.of();
        private String card = "";

        private Builder(String title, String subtitle) {
            this.title = title;
            this.subtitle = subtitle;
        }

        public Builder withVersions(List<Fact> facts) {
            versions = facts;
            return this;
        }

        public Builder withCounts(List<Fact> facts) {
            counts = facts;
            return this;
        }

        public Builder withFlow(FlowDiagram diagram) {
            flow = diagram;
            return this;
        }

        Builder withSeries(SeriesTable table) {
            series = table;
            return this;
        }

        public Builder withCohort(Table... tables) {
            cohort = List.of(tables);
            return this;
        }

        public Builder withAgreement(List<Table> tables, List<Figure> figures) {
            agreement = tables;
            raterFigures = figures;
            return this;
        }

        public Builder withArchitecture(Figure figure) {
            architecture = figure;
            return this;
        }

        public Builder withMethods(List<String> paragraphs, List<Table> items) {
            methods = paragraphs;
            checklists = items;
            return this;
        }

        /** @param markdown the model card */
        public Builder withCard(String markdown) {
            card = markdown;
            return this;
        }

        public Builder withTraining(Table table, List<Epoch> log) {
            training = table;
            epochs = log;
            return this;
        }

        public Builder withEvaluation(FullEvaluation result) {
            evaluation = result;
            return this;
        }

        public Builder withGallery(List<Picture> pictures) {
            gallery = pictures;
            return this;
        }

        public Builder withFailures(List<Rejected> rejected) {
            failures = rejected;
            return this;
        }

        public Builder withProvenance(List<Fact> facts) {
            provenance = facts;
            return this;
        }

        public ReportContent build() {
            return new ReportContent(
                    title,
                    subtitle,
                    versions,
                    counts,
                    flow,
                    series,
                    cohort,
                    agreement,
                    training,
                    epochs,
                    evaluation,
                    gallery,
                    failures,
                    provenance,
                    raterFigures,
                    architecture,
                    methods,
                    checklists,
                    card);
        }
    }
}
