package org.cordscope.cohort;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordscope.dicom.DicomFormatException;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomReader;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UserFacingException;

/**
 * Refuses to split a study in which one person is two subjects, who could then come to both sides: where slices of two subjects
 * are the same file, or where the middle slices of two scans have the same pixels.
 */
final class SamePerson {
    private static final int MOST_PAIRS_NAMED = 5;
    private static final String SHARED_FILES = """
            SELECT DISTINCT one, other FROM (
                SELECT MIN(subject) AS one, MAX(subject) AS other
                FROM slices JOIN scans ON scans.scan = slices.scan
                GROUP BY file_sha256 HAVING COUNT(DISTINCT subject) > 1) AS shared
            ORDER BY one, other""";
    private static final String MIDDLE_SLICES = """
            SELECT scans.subject AS subject, slices.path AS path, slices.frame AS frame FROM scans
            JOIN slices ON slices.scan = scans.scan
            WHERE slices.slice_index = (SELECT COUNT(*) FROM slices AS all_slices WHERE all_slices.scan = scans.scan) / 2
            ORDER BY scans.subject, scans.scan""";

    private SamePerson() {}

    private record Middle(String subject, Path file, int frame) {}

    static void refuse(StudyFolder study) throws IOException {
        Set<String> pairs = new LinkedHashSet<>(study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery(SHARED_FILES)
                        .map((row, context) -> row.getString("one") + " and " + row.getString("other"))
                        .list()));
        pairs.addAll(samePixels(study));
        if (!pairs.isEmpty()) {
            throw new UserFacingException(
                    "Different subjects have the same images, so they are one person under two Patient IDs: "
                            + String.join(
                                    "; ", pairs.stream().limit(MOST_PAIRS_NAMED).toList())
                            + (pairs.size() > MOST_PAIRS_NAMED
                                    ? "; and " + (pairs.size() - MOST_PAIRS_NAMED) + " more pairs"
                                    : "")
                            + ".",
                    "Give the person one Patient ID in the source files, and import them into a new study.");
        }
    }

    private static Set<String> samePixels(StudyFolder study) throws IOException {
        List<Middle> middles = study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery(MIDDLE_SLICES)
                        .map((row, context) -> new Middle(
                                row.getString("subject"),
                                study.root().resolve(row.getString("path")),
                                row.getInt("frame")))
                        .list());
        Map<String, String> subjects = new HashMap<>();
        Set<String> pairs = new LinkedHashSet<>();
        for (Middle middle : middles) {
            Optional<String> hash = hash(middle);
            if (hash.isPresent()) {
                String other = subjects.putIfAbsent(hash.get(), middle.subject());
                if (other != null && !other.equals(middle.subject())) {
                    pairs.add(other + " and " + middle.subject());
                }
            }
        }
        return pairs;
    }

    /** Empty for an image that says nothing, being of one value, or that cannot be read, which training then names. */
    private static Optional<String> hash(Middle middle) throws IOException {
        if (!Files.exists(middle.file())) {
            return Optional.empty();
        }
        try {
            float[] pixels = DicomPixels.read(
                            DicomReader.readInstanceHeader(SourceFile.of(middle.file())), middle.frame())
                    .pixels();
            ByteBuffer bytes = ByteBuffer.allocate(4 * pixels.length);
            boolean varied = false;
            for (float pixel : pixels) {
                bytes.putFloat(pixel);
                varied |= pixel != pixels[0];
            }
            return varied
                    ? Optional.of(Sha256.ofText(new String(bytes.array(), StandardCharsets.ISO_8859_1)))
                    : Optional.empty();
        } catch (DicomFormatException e) {
            return Optional.empty();
        }
    }
}
