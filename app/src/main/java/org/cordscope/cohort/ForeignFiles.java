package org.cordscope.cohort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordscope.nifti.NiftiFile;
import org.cordscope.raster.PictureTable;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;
import org.jspecify.annotations.Nullable;

/** Headers of files that are no DICOM: NIfTI volumes, which speak for themselves, and what tables of pictures list. */
final class ForeignFiles {
    private final Map<Listing, Map<SourceFile, InstanceHeader>> tables = new HashMap<>();

    /**
     * Where the facts about a file stand.
     *
     * @param assumedSpacingMm pixel spacing of pictures whose row gives none; null where such a row is a mistake
     */
    record Listing(Path table, @Nullable Double assumedSpacingMm) {}

    /** Reads a table; what it lists and cannot be used is added to {@code unusable}. */
    List<InstanceHeader> read(Listing listing, List<UnusableFileException> unusable) throws IOException {
        PictureTable table = PictureTable.read(listing.table(), listing.assumedSpacingMm());
        Map<SourceFile, InstanceHeader> headers = new LinkedHashMap<>();
        table.headers().forEach(header -> headers.put(header.source(), header));
        tables.put(listing, headers);
        unusable.addAll(table.rejections());
        return List.copyOf(headers.values());
    }

    /** The header of a file that a table lists. Tables are read once, by one thread at a time. */
    synchronized InstanceHeader header(SourceFile source, Listing listing) throws IOException {
        if (!tables.containsKey(listing)) {
            read(listing, new ArrayList<>());
        }
        InstanceHeader header = tables.getOrDefault(listing, Map.of()).get(source);
        if (header == null) {
            throw new UnusableFileException(source, "its table no longer lists it");
        }
        return header;
    }

    static boolean isVolume(SourceFile source) {
        return source.entry().isEmpty() && NiftiFile.claims(source.file());
    }

    /** What can be done with a file that is no DICOM and would be read elsewhere, or under another name. */
    static String withRemedy(SourceFile source, String reason) {
        return switch (reason) {
            case "not DICOM: PNG", "not DICOM: JPEG" -> reason + ", which is read where a table lists it (--images)";
            case "not DICOM: NIfTI" -> reason + nifti(source);
            default -> reason;
        };
    }

    private static String nifti(SourceFile source) {
        if (!source.entry().isEmpty()) {
            return " in an archive: unpack it first";
        }
        return String.valueOf(source.file().getFileName())
                        .toLowerCase(Locale.ROOT)
                        .contains(".hdr")
                ? " whose .img file is missing"
                : " whose name does not end in .nii or .nii.gz";
    }
}
