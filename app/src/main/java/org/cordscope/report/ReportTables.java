package org.cordscope.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.table.Table;
import org.cordscope.study.Rejected;

/** The tables of a report by the names of their files, so that the page can say where each of its numbers lies. */
final class ReportTables {
    private ReportTables() {}

    /** All of them, in the order of the page. */
    static Map<String, Table> of(ReportContent content) {
        Map<String, Table> tables = new LinkedHashMap<>(counts(content));
        tables.putAll(numbered("cohort", content.cohort()));
        tables.putAll(numbered("agreement", content.agreement()));
        if (content.training() != null) {
            tables.put("training", content.training());
        }
        if (content.evaluation() != null) {
            tables.putAll(EvaluationTables.of(content.evaluation()));
        }
        tables.putAll(failures(content));
        tables.putAll(numbered("checklist", content.checklists()));
        return tables;
    }

    /** What could not be used; empty where everything was. */
    static Map<String, Table> failures(ReportContent content) {
        List<List<String>> rows = content.failures().stream()
                .map((Rejected r) -> List.of(r.path(), r.reason()))
                .toList();
        return rows.isEmpty()
                ? Map.of()
                : Map.of(
                        "not-used",
                        new Table(
                                Numbers.count(rows.size()) + (rows.size() == 1 ? " file or series" : " files or series")
                                        + " could not be used",
                                List.of("Path", "Reason"),
                                rows));
    }

    /** What the page shows as tiles; empty where it shows none. */
    static Map<String, Table> counts(ReportContent content) {
        List<List<String>> rows = content.counts().stream()
                .map((Fact fact) -> List.of(fact.name(), fact.value()))
                .toList();
        return rows.isEmpty()
                ? Map.of()
                : Map.of("counts", new Table("The study in numbers", List.of("What", "Count"), rows));
    }

    /** Tables of one kind: the name, then the name with a number from 2. */
    static Map<String, Table> numbered(String name, List<Table> several) {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (int i = 0; i < several.size(); i++) {
            tables.put(i == 0 ? name : name + "-" + (i + 1), several.get(i));
        }
        return tables;
    }
}
