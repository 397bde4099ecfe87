package org.cordscope.inference;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.study.Rejected;
import org.jspecify.annotations.Nullable;

/** Scans that are coded already, so that an interrupted run can go on. */
public interface CodedScans {
    /** Keeps nothing. */
    CodedScans NONE = new CodedScans() {
        @Override
        public Optional<Done> find(ScanDecision scan) {
            return Optional.empty();
        }

        @Override
        public void keep(ScanDecision scan, Done done) {
            // forgotten
        }
    };

    /**
     * What became of one scan.
     *
     * @param scan null where none of its slices could be read
     * @param rejected its slices that could not
     */
    record Done(@Nullable CodedScan scan, List<Rejected> rejected) {
        public Done {
            rejected = List.copyOf(rejected);
        }
    }

    /** What an earlier run has made of the same files of the same scan by the same coder. */
    Optional<Done> find(ScanDecision scan) throws IOException;

    /** On the disk when it returns. */
    void keep(ScanDecision scan, Done done) throws IOException;
}
