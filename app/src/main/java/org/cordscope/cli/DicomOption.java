package org.cordscope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.inference.CodingResult;
import org.cordscope.learning.Channels;
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

    @Option(
            names = "--parametric-map",
            description = "With --dicom: also the maps of positive slices as numbers (DICOM Parametric Map)")
    private boolean parametricMap;

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
        if (parametricMap && !wanted) {
            throw new IllegalArgumentException("--parametric-map belongs to --dicom");
        }
        if (wanted && models > 1) {
            throw new IllegalArgumentException("--dicom writes what one model says: give --model once");
        }
    }

    /** With maps where there are any: not of a network that sees three slices at once. */
    static SlicePictures pictures(SliceClassifier classifier, LateMapper mapper) {
        Preprocessing seen = classifier.recipe().preprocessing();
        return classifier.recipe().network().channels() == Channels.GREY_REPEATED
                ? SlicePictures.mapped(seen, mapper)
                : SlicePictures.plain(seen);
    }

    /** Does nothing unless it was asked for. Scans are numbered as in scans.csv. */
    void write(CodingResult result, List<Path> inputs, Path model, SliceClassifier classifier, Coding coding, Path out)
            throws IOException {
        if (!wanted || result.scans().isEmpty()) {
            return;
        }
        try (LateMapper mapper = new LateMapper(model)) {
            SlicePictures pictures = pictures(classifier, mapper);
            boolean maps = parametricMap && pictures.mapped();
            if (parametricMap && !maps) {
                System.err.println("cordscope: no parametric map is written: this model sees three slices at once, and"
                        + " there is no map of those.");
            }
            ScanResults results = new ScanResults(coding.algorithm(classifier), pictures, maps);
            List<ScanSource> sources = ScanSource.find(result, inputs);
            for (int i = 0; i < sources.size(); i++) {
                String name = String.format(Locale.ROOT, "%04d", i + 1);
                results.write(sources.get(i), LocalDateTime.now(ZoneId.systemDefault()), out.resolve("dicom"), name);
            }
        }
    }
}
