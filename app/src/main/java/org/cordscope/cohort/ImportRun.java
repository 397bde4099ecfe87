package org.cordscope.cohort;

import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.deid.Deidentifier;
import org.cordscope.deid.Pseudonyms;
import org.cordscope.study.ParallelWork;
import org.cordscope.study.Progress;
import org.jdbi.v3.core.Handle;

/**
 * What the parts of one import share.
 *
 * @param held headers that wait for their study
 * @param memory shared by the files that are being de-identified
 * @param handle the import's connection to the catalogue, for the thread that leads
 * @param readers threads that read headers, as many as processors
 * @param writers threads that write images, more than processors, since most of them wait for the disk
 */
record ImportRun(
        StudyFolder study,
        Deidentifier deidentifier,
        SeriesRules rules,
        ImportProvenance provenance,
        SourceIndex index,
        HeldHeaders held,
        PixelMemory memory,
        ForeignFiles foreign,
        Handle handle,
        FileStatements statements,
        ParallelWork readers,
        ParallelWork writers,
        ImportTally tally,
        Progress progress) {

    Pseudonyms pseudonyms() {
        return deidentifier.pseudonyms();
    }
}
