package org.cordscope.pacs.watch;

import java.io.IOException;
import java.util.List;

/** How an archive tells of new studies. */
public interface Feed {
    /**
     * A piece of news.
     *
     * @param studyUids that have come or changed; each may come again
     * @param position where the next piece begins
     * @param more whether there is another piece already
     * @param remark for the log; empty for none
     */
    record News(List<String> studyUids, String position, boolean more, String remark) {
        public News {
            studyUids = List.copyOf(studyUids);
        }
    }

    /** What the ledger keeps this feed's position under. */
    String name();

    /** @param position where the last piece ended; empty for the beginning */
    News after(String position) throws IOException, InterruptedException;

    /** Whether the archive expects nothing more of a study; true where it no longer has it. */
    boolean isComplete(String studyUid) throws IOException, InterruptedException;

    /** Called when the ledger has the news. */
    default void taken(News news) {}
}
