package org.cordscope.cli.coding;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.cordscope.inference.CodingResult;
import org.cordscope.pacs.result.ScanResults;
import org.cordscope.pacs.result.ScanSource;
import org.cordscope.pacs.result.ScanSources;
import org.cordscope.pacs.result.SliceMaps;
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

    /** Objects name the weights that made them. */
    void check(int models) {
        if (parametricMap && !wanted) {
            throw new IllegalArgumentException("--parametric-map belongs to --dicom");
        }
        if (wanted && models > 1) {
            throw new IllegalArgumentException("--dicom writes what one model says: give --model once");
        }
    }

    /** Does nothing unless it was asked for. Scans are numbered as in scans.csv. */
    void write(CodingResult result, ScanSources scans, OpenModel model, Path out) throws IOException {
        if (!wanted || result.scans().isEmpty()) {
            return;
        }
        SliceMaps maps = parametricMap ? model.maps() : null;
        if (parametricMap && maps == null) {
            System.err.println("cordscope: no parametric map is written: this model sees neighbouring slices and has no"
                    + " maps.");
        }
        ScanResults results = new ScanResults(model.algorithm(), model.pictures(true), maps);
        List<ScanSource> sources = scans.all();
        for (int i = 0; i < sources.size(); i++) {
            String name = String.format(Locale.ROOT, "%04d", i + 1);
            results.write(sources.get(i), LocalDateTime.now(ZoneId.systemDefault()), out.resolve("dicom"), name);
        }
    }
}
