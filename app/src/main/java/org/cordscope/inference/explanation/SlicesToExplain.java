package org.cordscope.inference.explanation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesChoice;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.dicom.DicomScan;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;

/** Slices of the axial T2-weighted series, and what could not be used. */
public record SlicesToExplain(List<SliceToExplain> slices, List<Rejected> rejected) {

    public SlicesToExplain {
        slices = List.copyOf(slices);
        rejected = List.copyOf(rejected);
    }

    /** Slices of a study, none of them rejected yet. */
    public static SlicesToExplain of(List<SliceToExplain> slices) {
        return new SlicesToExplain(slices, List.of());
    }

    /** Looks for the series in files, folders and ZIP archives, as prediction does. */
    public static SlicesToExplain find(List<Path> inputs, SeriesRules rules, Progress progress) throws IOException {
        List<InstanceHeader> headers = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        DicomScan.scan(inputs, progress, DicomScan.Sink.into(headers, rejected));
        List<SliceToExplain> slices = new ArrayList<>();
        for (ScanDecision decision : SeriesChoice.choose(headers, rules)) {
            if (decision.chosen()) {
                slices.addAll(SliceToExplain.of(decision.slices()));
            } else {
                decision.instances()
                        .forEach(i -> rejected.add(new Rejected(i.source().display(), decision.reason())));
            }
        }
        return new SlicesToExplain(slices, rejected);
    }

    /** At most so many slices, drawn at random, in their order. */
    public SlicesToExplain limited(int most, long seed) {
        if (slices.size() <= most) {
            return this;
        }
        List<Integer> drawn =
                new ArrayList<>(IntStream.range(0, slices.size()).boxed().toList());
        Collections.shuffle(drawn, new Random(seed));
        return new SlicesToExplain(
                drawn.subList(0, most).stream().sorted().map(slices::get).toList(), rejected);
    }
}
