package org.cordscope.pacs.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the results of one scan as DICOM files: report, montage and, where a slice is positive, key objects and, if wanted, a
 * parametric map.
 */
public final class ScanResults {
    private static final List<String> KINDS = List.of("report", "montage", "key-objects", "parametric-map");

    private final Algorithm algorithm;
    private final SlicePictures pictures;
    private final @Nullable SliceMaps maps;

    /** Without a parametric map. */
    public ScanResults(Algorithm algorithm, SlicePictures pictures) {
        this(algorithm, pictures, null);
    }

    /** @param maps written of positive slices; null for none */
    public ScanResults(Algorithm algorithm, SlicePictures pictures, @Nullable SliceMaps maps) {
        this.algorithm = algorithm;
        this.pictures = pictures;
        this.maps = maps;
    }

    /** What the results name as their maker. */
    public Algorithm algorithm() {
        return algorithm;
    }

    /**
     * Writes {@code NAME-report.dcm}, {@code NAME-montage.dcm}, {@code NAME-key-objects.dcm} and
     * {@code NAME-parametric-map.dcm}, each whole or not at all;
     * those of an earlier run under the same name are replaced or deleted.
     *
     * @param made when the scan was coded, by the clock of the archive's place
     * @return the files that are there now
     */
    public List<Path> write(ScanSource source, LocalDateTime made, Path folder, String name) throws IOException {
        pictures.forget();
        ResultHeader header = new ResultHeader(source, algorithm, made);
        for (String kind : KINDS) {
            Files.deleteIfExists(file(folder, name, kind));
        }
        List<Path> written = new ArrayList<>();
        written.add(write(MeasurementReport.build(header), file(folder, name, KINDS.get(0))));
        written.add(write(Montage.build(header, pictures), file(folder, name, KINDS.get(1))));
        if (!source.positive().isEmpty()) {
            written.add(write(KeyObjects.build(header), file(folder, name, KINDS.get(2))));
            if (maps != null) {
                written.add(write(ParametricMap.build(header, maps), file(folder, name, KINDS.get(3))));
            }
        }
        return written;
    }

    private static Path file(Path folder, String name, String kind) {
        return folder.resolve(name + "-" + kind + ".dcm");
    }

    private static Path write(DataSet data, Path file) throws IOException {
        DicomWriter.write(file, new DicomObject(new DataSet(), data));
        return file;
    }
}
