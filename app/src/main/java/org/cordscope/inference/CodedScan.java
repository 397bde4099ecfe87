package org.cordscope.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One coded series, its slices in order of their position.
 *
 * @param missing slices of the series whose pixels could not be read; they are among the rejected files
 * @param sex of the patient as DICOM codes it; empty where the file does not say
 * @param scanThreshold from where on the highest probability is enough to call the scan compressed; 0 where any compressed slice
 *     is enough
 */
public record CodedScan(
        String studyUid, String seriesUid, List<CodedSlice> slices, int missing, String sex, double scanThreshold) {
    /** Slices so near to a slice may be pressed by the same lesion; ones farther away stand for another part of the neck. */
    private static final double OWN_LESION_MM = 6;

    private static final double SAME_PART_MM = 30;
    private static final int FEWEST_NEIGHBOURS = 2;

    public CodedScan {
        slices = List.copyOf(slices);
        if (slices.isEmpty()) {
            throw new IllegalArgumentException("a coded scan has at least one slice");
        }
    }

    /** Of a patient of unknown sex, called compressed by any compressed slice. */
    public CodedScan(String studyUid, String seriesUid, List<CodedSlice> slices, int missing) {
        this(studyUid, seriesUid, slices, missing, "", 0);
    }

    /** What is said of the scan as a whole. */
    public ScanFinding finding() {
        if (compressedSlices() > 0) {
            return maxProbability() >= scanThreshold ? ScanFinding.PRESENT : ScanFinding.POSSIBLE;
        }
        return judged() ? ScanFinding.ABSENT : ScanFinding.NOT_JUDGED;
    }

    public int compressedSlices() {
        return (int) slices.stream().filter(CodedSlice::compressed).count();
    }

    public double compressedFraction() {
        return (double) compressedSlices() / slices.size();
    }

    /** Length of the longest run of neighbouring compressed slices; one that is not judged ends a run. */
    public int longestRun() {
        int longest = 0;
        int run = 0;
        for (CodedSlice slice : slices) {
            run = slice.compressed() ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    public double longestRunFraction() {
        return (double) longestRun() / slices.size();
    }

    /** Highest probability before calibration, of the judged slices; of all where none is. */
    public double maxProbability() {
        boolean none = notJudgedSlices() == slices.size();
        return slices.stream()
                .filter(slice -> none || slice.judged())
                .mapToDouble(CodedSlice::probability)
                .max()
                .orElseThrow();
    }

    /** Highest calibrated probability of the judged slices; null where there is none. */
    public @Nullable Double maxCalibratedProbability() {
        List<Double> ascending = ofJudged(Judgement::calibratedProbability);
        return ascending.isEmpty() ? null : ascending.get(ascending.size() - 1);
    }

    /** Slices that the model should not judge. */
    public int notJudgedSlices() {
        return (int) slices.stream().filter(slice -> !slice.judged()).count();
    }

    /** Whether at least half of the slices are judged. */
    public boolean judged() {
        return 2 * notJudgedSlices() <= slices.size();
    }

    /** Why slices are not judged, the commonest reason first; empty where all are. */
    public String reason() {
        Map<String, Long> reasons = slices.stream()
                .map(slice -> slice.judgement().reason())
                .filter(reason -> !reason.isEmpty())
                .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()));
        return reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(reason -> reason.getValue() + " x " + reason.getKey())
                .collect(Collectors.joining("; "));
    }

    /**
     * Maximum spinal cord compression in the sense of Fehlings et al. (Spine 1999), on axial slices: how much less the cord's AP
     * diameter is than the mean of judged, not compressed slices of the same part of the neck, percent; null where the cord was not
     * seen or there are too few of them.
     */
    public @Nullable Double msccPercent(CodedSlice slice) {
        Double own = ap(slice);
        double sum = 0;
        int count = 0;
        for (CodedSlice other : slices) {
            double away = Math.abs(other.positionMm() - slice.positionMm());
            Double ap = ap(other);
            if (ap != null && !other.compressed() && away >= OWN_LESION_MM && away <= SAME_PART_MM) {
                sum += ap;
                count++;
            }
        }
        return own == null || count < FEWEST_NEIGHBOURS ? null : 100 * (1 - own / (sum / count));
    }

    private static @Nullable Double ap(CodedSlice slice) {
        CordFindings findings = slice.findings();
        return !slice.judged() || findings == null || findings.cord() == null
                ? null
                : findings.cord().apMm();
    }

    /** A number of each judged slice that has it, in order of size. */
    List<Double> ofJudged(Function<Judgement, @Nullable Double> number) {
        List<Double> numbers = new ArrayList<>();
        for (CodedSlice slice : slices) {
            Double value = number.apply(slice.judgement());
            if (slice.judged() && value != null) {
                numbers.add(value);
            }
        }
        return numbers.stream().sorted().toList();
    }
}
