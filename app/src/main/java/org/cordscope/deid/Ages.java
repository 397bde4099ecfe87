package org.cordscope.deid;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.cordscope.dicom.DataSet;
import org.cordscope.study.Memo;

/** Age of the patient at the study, in years; everybody over 89 is 90 (45 CFR 164.514(b)(2)(i)(C)). */
final class Ages {
    private static final int OLDEST_TOLD = 89;
    private static final Memo<String, Optional<LocalDate>> DATES = new Memo<>(10_000, Ages::parsed);

    private Ages() {}

    /** Value for Patient's Age (AS): from the attribute, or from birth date and study date. */
    static Optional<String> atStudy(DataSet data) {
        String stated = data.string(DeidTag.PATIENT_AGE).orElse("");
        if (stated.length() == 4 && Grammar.isDigits(stated.substring(0, 3))) {
            switch (stated.charAt(3)) {
                case 'D', 'W', 'M' -> {
                    return Optional.of(stated);
                }
                case 'Y' -> {
                    return capped(Long.parseLong(stated.substring(0, 3)));
                }
                default -> {} // no age
            }
        }
        Optional<LocalDate> birth = date(data, DeidTag.PATIENT_BIRTH_DATE);
        Optional<LocalDate> study = date(data, DeidTag.STUDY_DATE);
        return birth.flatMap(b -> study.map(s -> ChronoUnit.YEARS.between(b, s)))
                .filter(years -> years >= 0)
                .flatMap(Ages::capped);
    }

    static Optional<LocalDate> date(DataSet data, int tag) {
        return data.string(tag).flatMap(Ages::date);
    }

    static Optional<LocalDate> date(String text) {
        return DATES.of(text);
    }

    private static Optional<LocalDate> parsed(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip(), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> capped(long years) {
        long told = years > OLDEST_TOLD ? OLDEST_TOLD + 1 : years;
        return Optional.of((told < 10 ? "00" : told < 100 ? "0" : "") + told + "Y");
    }
}
