package org.cordscope.phantom.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.dicom.Tag;
import org.cordscope.phantom.PhantomCohort;
import org.cordscope.phantom.PhantomRequest;
import org.cordscope.study.ContentUid;
import org.cordscope.study.Progress;
import org.cordscope.study.SourceFile;

/**
 * A small cohort twice: in single-frame files, and with every MR series in one enhanced file.
 *
 * @param series images of each MR series by its UID, in the order of their file names, which is none
 */
record EnhancedCohort(Path classic, Path enhanced, Map<String, List<DataSet>> series) {

    static EnhancedCohort write(Path folder, int patients, long seed) throws IOException {
        PhantomRequest request = PhantomRequest.defaults()
                .withPatients(patients)
                .withSeed(seed)
                .withMasks(false)
                .withMatrix(64);
        PhantomCohort.write(request, folder.resolve("cohort"), 2, Progress.NONE);
        Path classic = folder.resolve("cohort/dicom");
        Path enhanced = Files.createDirectories(folder.resolve("enhanced"));
        Map<String, List<DataSet>> series = series(classic);
        for (Map.Entry<String, List<DataSet>> one : series.entrySet()) {
            DataSet data = EnhancedMr.of(one.getValue(), uid(one.getKey()));
            DicomWriter.write(file(enhanced, one.getKey()), new DicomObject(new DataSet(), data));
        }
        return new EnhancedCohort(classic, enhanced, series);
    }

    private static Map<String, List<DataSet>> series(Path classic) throws IOException {
        Map<String, List<DataSet>> series = new LinkedHashMap<>();
        try (Stream<Path> paths = Files.walk(classic)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                DataSet data = DicomReader.read(SourceFile.of(path)).data();
                if (data.string(Tag.MODALITY).orElse("").equals("MR")) {
                    String uid = data.string(Tag.SERIES_INSTANCE_UID).orElseThrow();
                    series.computeIfAbsent(uid, u -> new ArrayList<>()).add(data);
                }
            }
        }
        return series;
    }

    static String uid(String seriesUid) {
        return ContentUid.of("enhanced", seriesUid);
    }

    private static Path file(Path enhanced, String seriesUid) {
        return enhanced.resolve(seriesUid.substring(seriesUid.length() - 12));
    }

    /** The enhanced file of a series. */
    Path file(String seriesUid) {
        return file(enhanced, seriesUid);
    }
}
