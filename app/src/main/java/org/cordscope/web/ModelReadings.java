package org.cordscope.web;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cordscope.cohort.StoredScan;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.Judges;
import org.cordscope.inference.ScanCoder;
import org.jspecify.annotations.Nullable;

/** Scans as a model reads them, one at a time and when they are first asked for; kept while the server runs. */
final class ModelReadings {
    private final ScanCoder coder;
    private final Map<String, CodedScan> known = new ConcurrentHashMap<>();
    private volatile @Nullable Double threshold;

    ModelReadings(Models models) {
        this.coder = new ScanCoder(() -> loaded(models), SeriesRules.defaults());
    }

    private Judges loaded(Models models) {
        Judges judges = models.judges();
        threshold = judges.threshold().value();
        return judges;
    }

    /** Probability from which the model calls a slice compressed; null before it has read a scan. */
    @Nullable Double threshold() {
        return threshold;
    }

    /** What is known of a scan without reading it. */
    Optional<CodedScan> known(String scan) {
        return Optional.ofNullable(known.get(scan));
    }

    /** Reads a scan, which takes seconds. Empty where none of its slices can be read. */
    synchronized Optional<CodedScan> read(StoredScan scan) throws IOException {
        CodedScan earlier = known.get(scan.scan());
        if (earlier != null) {
            return Optional.of(earlier);
        }
        Optional<CodedScan> coded = coder.code(scan);
        coded.ifPresent(c -> known.put(scan.scan(), c));
        return coded;
    }
}
