package org.cordscope.imaging.pressing;

/** A rising line through places before and after, straight between them and unchanged beyond the first and the last. */
@SuppressWarnings("ArrayRecordComponent") // made, asked and dropped
record Knots(double[] before, double[] after) {

    /** What is at {@code now} came from there. */
    double before(double now) {
        int last = after.length - 1;
        if (now <= after[0] || now >= after[last]) {
            return now;
        }
        int i = 1;
        while (now > after[i]) {
            i++;
        }
        double width = after[i] - after[i - 1];
        double part = width > 0 ? (now - after[i - 1]) / width : 0;
        return before[i - 1] + part * (before[i] - before[i - 1]);
    }
}
