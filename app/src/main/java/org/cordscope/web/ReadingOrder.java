package org.cordscope.web;

import io.javalin.http.Context;
import org.cordscope.labelling.Assignment.ReadingMode;
import org.cordscope.labelling.Assignments;

/** How a form says that a rater is to read: answers, order, share of scans that come twice. */
final class ReadingOrder {
    private static final long SHUFFLE_RANGE = 1_000_000;
    private static final double PERCENT = 100;

    private ReadingOrder() {}

    /** Assigns the study to a rater as the form says. */
    static void assign(Site site, Context context, String rater) {
        ReadingMode mode = "graded".equals(context.formParam("mode")) ? ReadingMode.GRADED : ReadingMode.BINARY;
        Long seed = context.formParam("shuffle") == null ? null : Math.floorMod(rater.hashCode(), SHUFFLE_RANGE);
        String percent = context.formParam("repeat");
        if (percent != null && !percent.matches("\\d{1,2}")) {
            throw new IllegalArgumentException("the share of repeated scans is a percentage");
        }
        double share = percent == null ? 0 : Integer.parseInt(percent) / PERCENT;
        Assignments.assign(site.study(), rater, mode, seed, share);
    }
}
