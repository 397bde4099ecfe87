package org.cordscope.deid;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.cordscope.dicom.DataSet;

/** Age of the patient at the study, in years; everybody over 89 is 90 (45 CFR 164.514(b)(2)(i)(C)). */
final class Ages {
    private static final int OLDEST_TOLD = 89;

    private Ages() {}

    /** Value for Patient's Age (AS): from the attribute, or from birth date and study date. */
    static Optional<String> atStudy(DataSet data) {
        String stated = data.string(DeidTag.PATIENT_AGE).orElse("");
        if (stated.matches("\\d{3}[DWM]")) {
            return Optional.of(stated);
        }
        if (stated.matches("\\d{3}Y")) {
            return capped(Long.parseLong(stated.substring(0, 3)));
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
        try {
            return Optional.of(LocalDate.parse(text.strip(), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> capped(long years) {
        return Optional.of(String.format(Locale.ROOT, "%03dY", years > OLDEST_TOLD ? OLDEST_TOLD + 1 : years));
    }
}
