package org.cordscope.evaluation.scan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.cordscope.evaluation.Confusion;
import org.cordscope.evaluation.Estimate;

/**
 * What a trial gets: each scan coded as a whole, intervals clustered by patient where patients have several scans.
 *
 * @param scans number of scans
 * @param patients number of patients
 * @param ranked the scans by their highest probability, whatever the threshold
 * @param anyCompression scans by whether any slice is compressed and whether any is called so
 * @param sensitivity of scans with a compressed slice, the share in which any slice is called so
 * @param specificity of scans without, the share in which none is
 * @param compressedSlices number of compressed slices
 * @param longestRun length of the longest run of neighbouring compressed slices
 */
public record ScanResults(
        int scans,
        int patients,
        RankedScans ranked,
        Confusion anyCompression,
        Estimate sensitivity,
        Estimate specificity,
        Estimate ppv,
        Estimate npv,
        Estimate accuracy,
        CountResults compressedSlices,
        CountResults longestRun) {

    /** @throws IllegalArgumentException without scans */
    public static ScanResults of(List<ScanReading> readings, RankedScans ranked) {
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("results per scan need scans");
        }
        int[] patient = new int[readings.size()];
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < patient.length; i++) {
            patient[i] = index.computeIfAbsent(readings.get(i).patientId(), id -> index.size());
        }
        Confusion[] cells = cells(readings, patient, index.size());
        return new ScanResults(
                readings.size(),
                index.size(),
                ranked,
                Confusion.total(cells),
                Confusion.share(cells, Confusion::truePositives, Confusion::compressed),
                Confusion.share(cells, Confusion::trueNegatives, Confusion::notCompressed),
                Confusion.share(cells, Confusion::truePositives, Confusion::calledCompressed),
                Confusion.share(cells, Confusion::trueNegatives, Confusion::calledNotCompressed),
                Confusion.share(cells, c -> c.truePositives() + c.trueNegatives(), Confusion::slices),
                counts("compressed slices", readings, patient, ScanReading::compressed),
                counts("longest run of compressed slices", readings, patient, ScanReading::longestRun));
    }

    private static CountResults counts(
            String quantity, List<ScanReading> readings, int[] patient, ToIntFunction<List<Boolean>> count) {
        double[] called =
                readings.stream().mapToDouble(r -> count.applyAsInt(r.called())).toArray();
        double[] truth =
                readings.stream().mapToDouble(r -> count.applyAsInt(r.truth())).toArray();
        return CountResults.of(quantity, called, truth, patient);
    }

    private static Confusion[] cells(List<ScanReading> readings, int[] patient, int patients) {
        long[][] cells = new long[patients][4];
        for (int i = 0; i < patient.length; i++) {
            boolean truth = readings.get(i).truth().contains(true);
            boolean called = readings.get(i).called().contains(true);
            cells[patient[i]][truth ? (called ? 0 : 3) : (called ? 1 : 2)]++;
        }
        Confusion[] result = new Confusion[patients];
        for (int p = 0; p < patients; p++) {
            result[p] = new Confusion(cells[p][0], cells[p][1], cells[p][2], cells[p][3]);
        }
        return result;
    }
}
