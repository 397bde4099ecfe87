package org.cordscope.cohort;

import java.util.List;

/**
 * One series of a study, with why it was chosen or not.
 *
 * @param name short name: the scan's where it was chosen, else the last digits of its pseudonymous UID
 * @param studyUid pseudonymous Study Instance UID; {@code seriesUid} likewise of the series
 * @param files that were found of it
 * @param reason rule that decided
 * @param evidence in words, one fact each
 */
public record SeriesEvidence(
        String name,
        String studyUid,
        String seriesUid,
        String subject,
        boolean chosen,
        long files,
        String reason,
        List<String> evidence) {

    public SeriesEvidence {
        evidence = List.copyOf(evidence);
    }
}
