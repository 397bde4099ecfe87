package org.cordscope.inference;

/**
 * A series that was not coded, and why.
 *
 * @param studyUid of the series; of a wanted study that is not there, what the list calls it
 * @param seriesUid empty where a whole study is not there
 * @param files of the series
 * @param reason one of a small set of sentences
 */
public record ExcludedSeries(String studyUid, String seriesUid, int files, String reason) {
    public ExcludedSeries {
        if (studyUid.isBlank() || reason.isBlank() || files < 0) {
            throw new IllegalArgumentException("an exclusion names its study and its reason");
        }
    }
}
