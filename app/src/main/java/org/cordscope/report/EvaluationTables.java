package org.cordscope.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.report.table.ResultTables;
import org.cordscope.report.table.Table;
import org.cordscope.report.table.Tables;

/** All tables of an evaluation by the names of their files, in the order of a report. */
final class EvaluationTables {
    private EvaluationTables() {}

    static Map<String, Table> of(FullEvaluation full) {
        Evaluation evaluation = full.slices();
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("metrics", Tables.metrics(evaluation));
        tables.put("paper-and-sound", ResultTables.paperAndSound(evaluation));
        if (full.scans() != null && full.rankedScans() != null) {
            tables.put("scans", ResultTables.scans(full.scans(), full.rankedScans()));
            if (!full.rankedScans().operatingPoints().isEmpty()) {
                tables.put(
                        "scan-operating-points",
                        ResultTables.scanOperatingPoints(full.rankedScans().operatingPoints()));
            }
        }
        if (!full.operatingPoints().isEmpty()) {
            tables.put("operating-points", ResultTables.operatingPoints(full.operatingPoints()));
        }
        if (!full.againstRaters().isEmpty()) {
            tables.put("against-raters", ResultTables.againstRaters(full.againstRaters()));
        }
        tables.put("calibration", ResultTables.calibration(evaluation.calibration()));
        if (!full.grades().isEmpty()) {
            tables.put("grades", ResultTables.grades(full.grades()));
        }
        if (!evaluation.subgroups().isEmpty()) {
            tables.put("subgroups", Tables.subgroups(evaluation));
            tables.put("interactions", ResultTables.interactions(evaluation));
        }
        return tables;
    }
}
