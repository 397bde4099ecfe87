package org.cordscope.pacs.watch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.pacs.dicomweb.DicomWeb;

/**
 * Any DICOMweb archive, searched again and again for the MR studies of the last days. A study counts as complete when the number
 * of its instances has stayed the same for a while.
 */
public final class SearchFeed implements Feed {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

    private final DicomWeb web;
    private final Ledger ledger;
    private final Clock clock;
    private final int days;
    private final Duration settled;

    /**
     * A search.
     *
     * @param days how many days back a study's date may lie
     * @param settled for how long a study must not grow
     */
    public SearchFeed(DicomWeb web, Ledger ledger, Clock clock, int days, Duration settled) {
        this.web = web;
        this.ledger = ledger;
        this.clock = clock;
        this.days = days;
        this.settled = settled;
    }

    @Override
    public String name() {
        return "search";
    }

    @Override
    public News after(String position) throws IOException, InterruptedException {
        LocalDate today = LocalDate.now(clock);
        String range = DATE.format(today.minusDays(days)) + "-" + DATE.format(today.plusDays(1));
        List<String> complete = new ArrayList<>();
        for (DataSet study :
                web.searchStudies(Map.of("StudyDate", range, "ModalitiesInStudy", "MR", "includefield", "00201208"))) {
            String uid = study.string(Tag.STUDY_INSTANCE_UID).orElse("");
            int instances = study.integer(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES).orElse(0);
            if (ledger.hasSettled(uid, instances, settled)) {
                complete.add(uid);
            }
        }
        return new News(complete, clock.instant().toString(), false);
    }

    @Override
    public boolean isComplete(String studyUid) {
        return true; // only such are named
    }

    @Override
    public void taken(News news) {
        ledger.noticed(news.studyUids());
    }
}
