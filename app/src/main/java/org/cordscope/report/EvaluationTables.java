package org.cordscope.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.operating.OperatingPoint;
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
        if (full.scans() != null) {
            tables.put("scans", ResultTables.scans(full.scans()));
            List<OperatingPoint> points = full.scans().ranked().operatingPoints();
            if (!points.isEmpty()) {
                tables.put("scan-operating-points", ResultTables.scanOperatingPoints(points));
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
