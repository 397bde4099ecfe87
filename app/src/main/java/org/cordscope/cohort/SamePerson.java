package org.cordscope.cohort;

import java.util.List;
import org.cordscope.study.UserFacingException;

/** Refuses to split a study in which one person seems to be two subjects, who could then come to both sides. */
final class SamePerson {
    private static final String SHARED_FILES = """
            SELECT MIN(scans.subject) AS one, MAX(scans.subject) AS other, COUNT(*) AS files FROM (
                SELECT file_sha256 FROM slices JOIN scans ON scans.scan = slices.scan
                GROUP BY file_sha256 HAVING COUNT(DISTINCT subject) > 1) AS shared
            JOIN slices ON slices.file_sha256 = shared.file_sha256
            JOIN scans ON scans.scan = slices.scan
            GROUP BY shared.file_sha256 ORDER BY 1, 2""";

    private SamePerson() {}

    static void refuse(StudyFolder study) {
        List<String> pairs = study.catalogue()
                .jdbi()
                .withHandle(handle -> handle
                        .createQuery(SHARED_FILES)
                        .map((row, context) -> row.getString("one") + " and " + row.getString("other"))
                        .list()
                        .stream()
                        .distinct()
                        .toList());
        if (!pairs.isEmpty()) {
            throw new UserFacingException(
                    "Different subjects hold the same images, so they are one person under two Patient IDs: "
                            + String.join("; ", pairs.subList(0, Math.min(5, pairs.size())))
                            + (pairs.size() > 5 ? "; and " + (pairs.size() - 5) + " more pairs" : "") + ".",
                    "Give the person one Patient ID in the source files, and import them into a new study.");
        }
    }
}
