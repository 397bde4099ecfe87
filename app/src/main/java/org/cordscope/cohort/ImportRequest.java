package org.cordscope.cohort;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import is asked to take in.
 *
 * @param inputs files, folders and ZIP archives of DICOM and NIfTI
 * @param tables tables of pictures, and of volumes that their names do not explain
 * @param assumedSpacingMm pixel spacing of pictures whose row gives none; null where such a row is a mistake
 * @param chosen series that somebody chose by hand; their files are looked for where earlier imports found them
 */
public record ImportRequest(
        List<Path> inputs, List<Path> tables, @Nullable Double assumedSpacingMm, List<SeriesOverride> chosen) {

    public ImportRequest {
        inputs = List.copyOf(inputs);
        tables = List.copyOf(tables);
        chosen = List.copyOf(chosen);
    }

    public static ImportRequest of(Path... inputs) {
        return new ImportRequest(List.of(inputs), List.of(), null, List.of());
    }

    public ImportRequest withTables(List<Path> newTables, @Nullable Double spacingMm) {
        return new ImportRequest(inputs, newTables, spacingMm, chosen);
    }

    public ImportRequest withChosen(SeriesOverride... overrides) {
        return new ImportRequest(inputs, tables, assumedSpacingMm, List.of(overrides));
    }
}
