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

/** Writes the results of one scan as DICOM files: report, montage and, where a slice is positive, key objects. */
public final class ScanResults {
    private static final List<String> KINDS = List.of("report", "montage", "key-objects");

    private final Algorithm algorithm;
    private final SlicePictures pictures;

    public ScanResults(Algorithm algorithm, SlicePictures pictures) {
        this.algorithm = algorithm;
        this.pictures = pictures;
    }

    /**
     * Writes {@code NAME-report.dcm}, {@code NAME-montage.dcm} and {@code NAME-key-objects.dcm}, each whole or not at all;
     * those of an earlier run under the same name are replaced or deleted.
     *
     * @param made when the scan was coded, by the clock of the archive's place
     * @return the files that are there now
     */
    public List<Path> write(ScanSource source, LocalDateTime made, Path folder, String name) throws IOException {
        ResultHeader header = new ResultHeader(source, algorithm, made);
        for (String kind : KINDS) {
            Files.deleteIfExists(file(folder, name, kind));
        }
        List<Path> written = new ArrayList<>();
        written.add(write(MeasurementReport.build(header), file(folder, name, KINDS.get(0))));
        written.add(write(Montage.build(header, pictures), file(folder, name, KINDS.get(1))));
        if (!source.positive().isEmpty()) {
            written.add(write(KeyObjects.build(header), file(folder, name, KINDS.get(2))));
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
