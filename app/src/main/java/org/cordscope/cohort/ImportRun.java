package org.cordscope.cohort;

import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.deid.Deidentifier;
import org.cordscope.deid.Pseudonyms;
import org.cordscope.study.ParallelWork;
import org.cordscope.study.Progress;
import org.jdbi.v3.core.Jdbi;

/** What the parts of one import share. */
record ImportRun(
        StudyFolder study,
        Deidentifier deidentifier,
        SeriesRules rules,
        ImportProvenance provenance,
        SourceIndex index,
        ForeignFiles foreign,
        ParallelWork work,
        ImportTally tally,
        Progress progress) {

    Pseudonyms pseudonyms() {
        return deidentifier.pseudonyms();
    }

    Jdbi jdbi() {
        return study.catalogue().jdbi();
    }
}
