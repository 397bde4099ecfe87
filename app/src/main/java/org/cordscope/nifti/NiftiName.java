package org.cordscope.nifti;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What names of files say in NIfTI folders. */
final class NiftiName {
    private static final List<String> VOLUMES = List.of(".nii.gz", ".nii", ".hdr.gz", ".hdr");
    private static final List<String> ENDINGS =
            List.of(".nii.gz", ".nii", ".hdr.gz", ".hdr", ".img.gz", ".img", ".json");
    private static final Pattern SEGMENTATION = Pattern.compile(
            "(.*_)?([a-z]*seg|mask|labels?|discs?|rootlets|centerline)([_-].*)?|.*[_-](manual|[a-z]*seg|mask)");
    private static final Set<String> DATASET_FILES =
            Set.of("dataset_description.json", "participants.tsv", "participants.json");

    private NiftiName() {}

    static String of(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** True for the files that hold a header: .nii, .nii.gz, .hdr. */
    static boolean isVolume(Path file) {
        return endsWithAny(file, VOLUMES.subList(0, 2)) || (endsWithAny(file, VOLUMES.subList(2, 4)) && hasImage(file));
    }

    /** True for a file that is read with a volume, or describes the data set. */
    static boolean isSideCar(Path file) {
        String name = of(file).toLowerCase(Locale.ROOT);
        if (DATASET_FILES.contains(name)) {
            return Files.exists(file.resolveSibling("dataset_description.json"));
        }
        if (name.endsWith(".img") || name.endsWith(".img.gz")) {
            return exists(file, ".hdr");
        }
        if (name.endsWith(".tsv")) {
            return name.startsWith("sub-") && (name.endsWith("_scans.tsv") || name.endsWith("_sessions.tsv"));
        }
        return name.endsWith(".json")
                && (exists(file, ".nii.gz")
                        || exists(file, ".nii")
                        || Files.exists(file.resolveSibling("dataset_description.json")));
    }

    static boolean isGzip(Path file) {
        return of(file).toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    /** Name without the ending of its format. */
    static String stem(Path file) {
        String name = of(file);
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream()
                .filter(lower::endsWith)
                .findFirst()
                .map(e -> name.substring(0, name.length() - e.length()))
                .orElse(name);
    }

    /** Masks and label volumes as BIDS and the Spinal Cord Toolbox name them: _seg, _dseg, _mask, -manual, label-. */
    static boolean isSegmentation(Path file) {
        return SEGMENTATION.matcher(stem(file).toLowerCase(Locale.ROOT)).matches();
    }

    static boolean isDerivative(Path file) {
        for (Path part : file) {
            if (part.toString().equalsIgnoreCase("derivatives")) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasImage(Path file) {
        return exists(file, ".img") || exists(file, ".img.gz");
    }

    private static boolean exists(Path file, String ending) {
        return Files.isRegularFile(file.resolveSibling(stem(file) + ending));
    }

    private static boolean endsWithAny(Path file, List<String> endings) {
        String name = of(file).toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(name::endsWith);
    }
}
