package org.cordscope.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.CommandGroup;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.StudyOption;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.labelling.Consensus;
import org.cordscope.labelling.LabelExport;
import org.cordscope.labelling.LabelImport;
import org.cordscope.study.UserFacingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Labels of raters, in and out. */
@Command(
        name = "labels",
        mixinStandardHelpOptions = true,
        description = "Imports, exports and compares raters' labels.",
        subcommands = {LabelsCommand.Import.class, LabelsCommand.Export.class, LabelsAgreement.class, LabelsVerify.class
        })
public final class LabelsCommand extends CommandGroup {

    /** Takes label files. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description =
                    "Imports CSV with sop_instance_uid, label (0/1, yes/no, positive/negative, or kang_grade instead) and"
                            + " optionally rater and frame; without rater: consensus."
                            + " What export writes comes back too, but for events.")
    static final class Import implements Callable<Integer> {
        private static final int PROBLEMS_SHOWN = 20;

        @Mixin
        private StudyOption study = new StudyOption();

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "CSV or JSON files")
        private List<Path> files = List.of();

        @Override
        public Integer call() throws IOException {
            StudyFolder folder = study.open();
            Consensus.Summary after = null;
            for (Path file : files) {
                Inputs.mustExist(file, "Check the path.");
                LabelImport.Result result = LabelImport.run(folder, file);
                if (!result.problems().isEmpty()) {
                    result.problems().stream().limit(PROBLEMS_SHOWN).forEach(System.err::println);
                    throw new UserFacingException(
                            file + " has " + result.problems().size()
                                    + " rows that cannot be used; none of its labels was taken",
                            "Mend the rows and import the file again.");
                }
                System.out.printf(
                        "%s: %d rows, %d labels added, %d unchanged, %d for slices not in the study%n",
                        file, result.rows(), result.added(), result.unchanged(), result.excluded());
                after = result.labels();
            }
            if (after != null) {
                System.out.printf(
                        "Now %d slices have a label: the consensus given, else that of all raters. Without one: %d on which raters"
                                + " disagree, %d that not all raters have labelled%n",
                        after.resolved(), after.disagreements(), after.incomplete());
            }
            return 0;
        }
    }

    /** Writes labels to stdout. */
    @Command(name = "export", mixinStandardHelpOptions = true, description = "Writes labels as CSV or JSON to stdout.")
    static final class Export implements Callable<Integer> {
        /** Forms of the table. */
        enum Form {
            LONG,
            WIDE,
            ZERO_ONE,
            REDCAP,
            JSON,
            EVENTS
        }

        @Mixin
        private StudyOption study = new StudyOption();

        @Option(
                names = "--form",
                defaultValue = "long",
                description =
                        "long, wide, zero_one, redcap, json, or events: every answer ever given (${DEFAULT-VALUE})")
        private Form form = Form.LONG;

        @Override
        public Integer call() throws IOException {
            StudyFolder folder = study.open();
            switch (form) {
                case LONG -> LabelExport.longTable(folder, System.out);
                case WIDE -> LabelExport.wideTable(folder, System.out);
                case ZERO_ONE -> LabelExport.zeroOne(folder, System.out);
                case REDCAP -> LabelExport.redcap(folder, System.out);
                case JSON -> LabelExport.json(folder, System.out);
                case EVENTS -> LabelExport.events(folder, System.out);
            }
            System.out.flush();
            return 0;
        }
    }
}
