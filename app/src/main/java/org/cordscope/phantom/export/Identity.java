package org.cordscope.phantom.export;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Subject;

/** Invented identifiers of a patient, so that de-identification has something to remove. */
record Identity(
        String patientName,
        String patientId,
        String birthDate,
        String studyDate,
        String studyTime,
        String accessionNumber,
        String referringPhysician,
        String operator,
        String institution,
        String stationName,
        String serialNumber) {

    private static final List<String> FAMILY = List.of(
            "Abendroth",
            "Bellweather",
            "Castellane",
            "Dunmorrow",
            "Eskelund",
            "Fairbairne",
            "Grunewalder",
            "Hollowick",
            "Iwasawa",
            "Jorgenholt",
            "Kestrelman",
            "Lindqvistad",
            "Marchetto",
            "Nakamorita",
            "Oyelarano",
            "Pemberlight",
            "Quillfeather",
            "Rosenthaler",
            "Sandovalle",
            "Thistlewood",
            "Umbertide",
            "Vasquezado",
            "Whitcombeley",
            "Yamashirota",
            "Zielonkasz");
    private static final List<String> WOMEN = List.of(
            "Amalina",
            "Brunhilda",
            "Celestine",
            "Dorothea",
            "Evangeline",
            "Francesca",
            "Gwendolyn",
            "Henrietta",
            "Ingeborg",
            "Josephine",
            "Katharina",
            "Leonora");
    private static final List<String> MEN = List.of(
            "Ambrose",
            "Balthasar",
            "Cornelius",
            "Demetrius",
            "Evander",
            "Ferdinand",
            "Gottfried",
            "Horatio",
            "Ignatius",
            "Joaquin",
            "Konstantin",
            "Leopold");

    static Identity draw(SeededDraw draw, Subject subject) {
        LocalDate study = LocalDate.of(2010, 1, 4).plusDays(draw.index(2200));
        LocalDate birth = study.minusYears(subject.ageYears()).minusDays(1 + draw.index(360));
        List<String> given = subject.sex() == Subject.Sex.F ? WOMEN : MEN;
        return new Identity(
                pick(draw, FAMILY) + "^" + pick(draw, given),
                "MRN" + digits(draw, 8),
                date(birth),
                date(study),
                String.format(Locale.ROOT, "%02d%02d%02d", 7 + draw.index(12), draw.index(60), draw.index(60)),
                "ACC" + digits(draw, 9),
                pick(draw, FAMILY) + "^" + pick(draw, WOMEN) + "^^Dr",
                pick(draw, FAMILY) + "^" + pick(draw, MEN),
                "Saint " + pick(draw, WOMEN) + " Hospital " + subject.site(),
                "MR" + subject.site() + draw.index(3),
                digits(draw, 6));
    }

    LocalDateTime studyDateTime() {
        return LocalDateTime.parse(studyDate + studyTime, DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT));
    }

    private static String pick(SeededDraw draw, List<String> from) {
        return from.get(draw.index(from.size()));
    }

    private static String digits(SeededDraw draw, int count) {
        StringBuilder text = new StringBuilder().append(1 + draw.index(9));
        while (text.length() < count) {
            text.append(draw.index(10));
        }
        return text.toString();
    }

    private static String date(LocalDate date) {
        return date.format(DateTimeFormatter.BASIC_ISO_DATE);
    }
}
