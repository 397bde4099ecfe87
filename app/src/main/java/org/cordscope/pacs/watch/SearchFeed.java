package org.cordscope.pacs.watch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
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
    private final Map<String, Counted> counted = new HashMap<>();

    private record Counted(int instances, Instant at) {}

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
        String first = DATE.format(today.minusDays(days));
        String last = DATE.format(today.plusDays(1));
        Map<String, String> query =
                Map.of("StudyDate", first + "-" + last, "ModalitiesInStudy", "MR", "includefield", "00201208");
        List<String> complete = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (DataSet study : web.searchStudies(query)) {
            String uid = study.string(Tag.STUDY_INSTANCE_UID).orElse("");
            found.add(uid);
            if (isWanted(study, first, last) && ledger.hasSettled(uid, instances(study, uid), settled)) {
                complete.add(uid);
            }
        }
        counted.keySet().retainAll(found);
        return new News(complete, clock.instant().toString(), false, "");
    }

    /** Archives may leave out of account what they are asked for (PS3.18, 8.3.4), and values of what they answer. */
    private static boolean isWanted(DataSet study, String first, String last) {
        String date = study.string(Tag.STUDY_DATE).orElse("").strip();
        List<String> modalities = study.strings(Tag.MODALITIES_IN_STUDY);
        boolean dated = !date.matches("[0-9]{8}") || (date.compareTo(first) >= 0 && date.compareTo(last) <= 0);
        return dated && (modalities.stream().allMatch(String::isBlank) || modalities.contains("MR"));
    }

    /** By its search for studies, or else counted by one for instances, and again when the study may have settled. */
    private int instances(DataSet study, String uid) throws IOException, InterruptedException {
        OptionalInt said = study.integer(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES);
        if (said.isPresent()) {
            return said.getAsInt();
        }
        Counted before = counted.get(uid);
        Instant time = clock.instant();
        if (before != null
                && !time.isBefore(before.at())
                && time.isBefore(before.at().plus(settled))) {
            return before.instances();
        }
        Counted now = new Counted(web.countInstances(uid), time);
        counted.put(uid, now);
        return now.instances();
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
