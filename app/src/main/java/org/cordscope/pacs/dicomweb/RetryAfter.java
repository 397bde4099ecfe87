package org.cordscope.pacs.dicomweb;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The header Retry-After (RFC 9110, 10.2.3): seconds, or a date, which is held against the answer's own. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private RetryAfter() {}

    /** Zero where there is none that can be understood; half an hour at most. */
    static Duration of(HttpHeaders headers) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        Duration wait = value.matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Long.parseLong(value))
                : date(value)
                        .flatMap(until -> headers.firstValue("Date")
                                .flatMap(RetryAfter::date)
                                .map(now -> Duration.between(now, until)))
                        .orElse(Duration.ZERO);
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Optional<ZonedDateTime> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
