package org.cordscope.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.Json;
import org.cordscope.cli.shared.StudyOption;
import org.cordscope.cohort.Flow;
import org.cordscope.cohort.SeriesEvidence;
import org.cordscope.cohort.SeriesList;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.report.StudyFlow;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flow of a study, from files to parts, each file in exactly one box; and each series with why it was chosen or not. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the flow of a study with every exclusion, and the evidence on every series.")
public final class Status implements Callable<Integer> {
    @Mixin
    private StudyOption study = new StudyOption();

    @Option(names = "--svg", paramLabel = "FILE", description = "Also draw the flow as a CONSORT diagram")
    private @Nullable Path svg;

    @Option(names = "--series", description = "List every series with its evidence, instead of the flow")
    private boolean series;

    @Option(names = "--subject", paramLabel = "SUBJECT", description = "Only series of this subject")
    private @Nullable String subject;

    @Option(names = "--excluded", description = "Only series that were not chosen")
    private boolean excluded;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        StudyFolder folder = study.open();
        Flow flow = Flow.of(folder);
        boolean listed = series || excluded || subject != null;
        List<SeriesEvidence> list = listed ? series(folder) : List.of();
        if (svg != null) {
            WholeFile.write(svg, StudyFlow.diagram(flow).figure().standalone());
        }
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>(Map.of("flow", flow));
            if (listed) {
                result.put("series", list);
            }
            Json.print(result, true);
        } else if (listed) {
            SeriesLines.of(list).forEach(System.out::println);
        } else {
            FlowTree.of(flow).lines().forEach(System.out::println);
        }
        return 0;
    }

    private List<SeriesEvidence> series(StudyFolder folder) {
        List<SeriesEvidence> all = SeriesList.of(folder);
        if (subject != null && all.stream().noneMatch(s -> s.subject().equals(subject))) {
            throw new UserFacingException(
                    "The study has no series of " + subject, "See its subjects with: cordscope status --series");
        }
        return all.stream()
                .filter(s -> subject == null || s.subject().equals(subject))
                .filter(s -> !excluded || !s.chosen())
                .toList();
    }
}
