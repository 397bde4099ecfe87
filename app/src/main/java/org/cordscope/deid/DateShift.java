package org.cordscope.deid;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordscope.dicom.Vr;

/**
 * Dates and times of one patient under the options for dates. Modified: days move by the patient's offset, so that intervals
 * stay; the time of day stays as it is, for decay corrections and dynamic series.
 *
 * @param offsetDays what is added; 0 keeps
 */
record DateShift(int offsetDays) {
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3])([0-5]\\d([0-5]\\d(\\.\\d{1,6})?)?)?");
    private static final Pattern DATE_TIME = Pattern.compile("(\\d{8})(\\d[\\d.]*)?([+-]\\d{4})?");

    /** The value moved; empty where it does not follow the grammar of its representation. */
    String moved(Vr vr, String value) {
        String text = value.strip();
        return switch (vr) {
            case DA -> day(text.replace(".", "")).orElse("");
            case TM -> isTime(text.replace(":", "")) ? text.replace(":", "") : "";
            case DT -> dateTime(text);
            default -> throw new IllegalArgumentException("no date or time: " + vr);
        };
    }

    private Optional<String> day(String text) {
        Optional<LocalDate> day = Ages.date(text);
        return day.map(d -> d.plusDays(offsetDays).format(DateTimeFormatter.BASIC_ISO_DATE));
    }

    private String dateTime(String text) {
        Matcher parts = DATE_TIME.matcher(text);
        if (!parts.matches()) {
            return "";
        }
        String time = parts.group(2) == null ? "" : parts.group(2);
        String zone = parts.group(3) == null ? "" : parts.group(3);
        return day(parts.group(1))
                .filter(d -> time.isEmpty() || isTime(time))
                .map(d -> d + time + zone)
                .orElse("");
    }

    private static boolean isTime(String text) {
        return TIME.matcher(text).matches();
    }
}
