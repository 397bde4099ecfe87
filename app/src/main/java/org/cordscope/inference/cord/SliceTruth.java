package org.cordscope.inference.cord;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.study.SliceKey;
import org.cordscope.study.UserFacingException;

/** What is known of a slice of a phantom: a row of its {@code truth.csv}. */
public record SliceTruth(
        String patientId, boolean compressed, int kangGrade, double apMm, double areaMm2, double canalApMm) {

    /** @throws UserFacingException where the table cannot be read or lacks a column */
    public static Map<SliceKey, SliceTruth> read(Path csv) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        Map<SliceKey, SliceTruth> truths = new HashMap<>();
        try (Reader text = Files.newBufferedReader(csv)) {
            for (CSVRecord row : format.parse(text)) {
                truths.put(
                        new SliceKey(row.get("sop_instance_uid"), Integer.parseInt(row.get("frame"))),
                        new SliceTruth(
                                row.get("patient_id"),
                                row.get("compressed").equals("1"),
                                Integer.parseInt(row.get("kang_grade")),
                                Double.parseDouble(row.get("ap_mm")),
                                Double.parseDouble(row.get("area_mm2")),
                                Double.parseDouble(row.get("canal_ap_mm"))));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UserFacingException(
                    "The table " + csv + " cannot be read: " + e.getMessage() + ".",
                    "Give a folder that `phantom` made, with its truth.csv.",
                    e);
        }
        return truths;
    }
}
