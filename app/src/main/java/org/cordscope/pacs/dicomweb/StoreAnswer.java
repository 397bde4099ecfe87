package org.cordscope.pacs.dicomweb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.pacs.dicomweb.ArchiveException.Kind;

/**
 * What an archive says of the files that it was sent (PS3.18 table 10.5.3-1 and annex I.2): by its status all of them are there
 * (200), some (202) or none (409), and its body may say which.
 */
record StoreAnswer(int status, DataSet body) {
    private static final int ACCEPTED = 202;
    private static final int CONFLICT = 409;

    /** Duplicate SOP instance: PS3.7 annex C.5.12, and the archive of Azure. */
    private static final Set<Integer> ALREADY_THERE = Set.of(0x0111, 0xB00E);

    static StoreAnswer of(int status, JsonNode answer) {
        return new StoreAnswer(status, answer.isObject() ? DicomJson.dataSet(answer) : new DataSet());
    }

    /**
     * What the archive had already counts as stored, and so does what it stored with a warning.
     *
     * @param sent number of files
     * @throws ArchiveException where the answer does not say that all of them are there
     */
    void check(int sent) throws ArchiveException {
        List<DataSet> failed = new ArrayList<>(body.items(Tag.FAILED_SOP_SEQUENCE));
        int there = failed.size();
        failed.removeIf(item -> ALREADY_THERE.contains(reason(item)));
        there += body.items(Tag.REFERENCED_SOP_SEQUENCE).size() - failed.size();
        failed.addAll(body.items(Tag.OTHER_FAILURES_SEQUENCE));
        boolean silent = there == 0 && failed.isEmpty();
        boolean all = silent ? status != ACCEPTED && status != CONFLICT : failed.isEmpty() && there >= sent;
        if (!all) {
            String why = failed.stream()
                    .mapToInt(StoreAnswer::reason)
                    .filter(reason -> reason != 0)
                    .mapToObj(reason -> String.format(Locale.ROOT, "reason %04XH", reason))
                    .findFirst()
                    .orElse("it answered " + status + " and gave no reason");
            int missing = Math.max(failed.size(), sent - there);
            throw new ArchiveException(
                    Kind.PASSING,
                    "the archive did not store " + Math.min(sent, missing) + " of " + sent + " results (" + why + ")");
        }
    }

    private static int reason(DataSet item) {
        return item.integer(Tag.FAILURE_REASON).orElse(0);
    }
}
