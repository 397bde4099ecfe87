package org.cordscope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.cordscope.inference.CodingResult;
import org.cordscope.learning.Precision;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.pacs.result.Algorithm;
import org.cordscope.pacs.result.ScanResults;
import org.cordscope.pacs.result.ScanSource;
import org.cordscope.pacs.result.SlicePictures;
import org.cordscope.provenance.CordscopeVersion;
import picocli.CommandLine.Option;

/** Whether results are also written as DICOM, beside the tables. */
final class DicomOption {
    @Option(
            names = "--dicom",
            description = "Also write DICOM into DIR/dicom: a measurement report, a montage and the key images of each"
                    + " scan")
    private boolean wanted;

    /** With which settings a classifier coded. */
    record Coding(double threshold, Precision precision) {
        Algorithm algorithm(SliceClassifier classifier) {
            return new Algorithm(
                    CordscopeVersion.current(),
                    classifier.sha256(),
                    threshold,
                    precision.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Objects name the weights that made them. */
    void check(int models) {
        if (wanted && models > 1) {
            throw new IllegalArgumentException("--dicom writes what one model says: give --model once");
        }
    }

    /** Does nothing unless it was asked for. Scans are numbered as in scans.csv. */
    void write(CodingResult result, List<Path> inputs, Path model, SliceClassifier classifier, Coding coding, Path out)
            throws IOException {
        if (!wanted || result.scans().isEmpty()) {
            return;
        }
        try (LateMapper mapper = new LateMapper(model)) {
            ScanResults results = new ScanResults(
                    coding.algorithm(classifier),
                    SlicePictures.mapped(classifier.recipe().preprocessing(), mapper));
            List<ScanSource> sources = ScanSource.find(result, inputs);
            for (int i = 0; i < sources.size(); i++) {
                String name = String.format(Locale.ROOT, "%04d", i + 1);
                results.write(sources.get(i), LocalDateTime.now(ZoneId.systemDefault()), out.resolve("dicom"), name);
            }
        }
    }
}
