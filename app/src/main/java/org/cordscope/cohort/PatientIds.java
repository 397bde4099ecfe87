package org.cordscope.cohort;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordscope.deid.Pseudonyms;

/** Finds the study's subject that a patient ID of a table means. IDs are neither kept nor told. */
final class PatientIds {
    private static final String BIDS = "sub-";
    private static final int LONGEST_NUMBER = 12;
    private static final Pattern NUMBERED = Pattern.compile("(.*?)0*(\\d+)");

    private final Set<String> known;
    private final Pseudonyms pseudonyms;

    PatientIds(Set<String> known, Pseudonyms pseudonyms) {
        this.known = Set.copyOf(known);
        this.pseudonyms = pseudonyms;
    }

    /** The pseudonym of the ID, which may be one already; of BIDS also with or without {@code sub-}. */
    String subject(String id) {
        if (known.contains(id)) {
            return id;
        }
        String plain = pseudonyms.subject(id);
        if (!known.contains(plain)) {
            String other = pseudonyms.subject(id.startsWith(BIDS) ? id.substring(BIDS.length()) : BIDS + id);
            return known.contains(other) ? other : plain;
        }
        return plain;
    }

    boolean isKnown(String subject) {
        return known.contains(subject);
    }

    /** How an unknown ID would have to be written to be a patient of the study; empty where it is none. */
    Optional<String> nearMiss(String id, Set<String> taken) {
        Matcher numbered = NUMBERED.matcher(id);
        if (numbered.matches()) {
            for (String spelling : zeros(numbered.group(1), numbered.group(2))) {
                if (isFree(spelling, taken)) {
                    return Optional.of("with another number of leading zeros");
                }
            }
        }
        for (String spelling : cases(id)) {
            if (isFree(spelling, taken)) {
                return Optional.of("in other letter case");
            }
            Matcher other = NUMBERED.matcher(spelling);
            if (other.matches()
                    && zeros(other.group(1), other.group(2)).stream().anyMatch(s -> isFree(s, taken))) {
                return Optional.of("in other letter case and with another number of leading zeros");
            }
        }
        return Optional.empty();
    }

    private boolean isFree(String spelling, Set<String> taken) {
        String subject = subject(spelling);
        return known.contains(subject) && !taken.contains(subject);
    }

    private static Set<String> cases(String id) {
        Set<String> cases = new LinkedHashSet<>();
        cases.add(id.toUpperCase(Locale.ROOT));
        cases.add(id.toLowerCase(Locale.ROOT));
        if (!id.isEmpty()) {
            cases.add(id.substring(0, 1).toUpperCase(Locale.ROOT)
                    + id.substring(1).toLowerCase(Locale.ROOT));
        }
        return cases;
    }

    private static Set<String> zeros(String prefix, String number) {
        Set<String> spellings = new LinkedHashSet<>();
        StringBuilder zeros = new StringBuilder();
        do {
            spellings.add(prefix + zeros + number);
            zeros.append('0');
        } while (zeros.length() + number.length() <= LONGEST_NUMBER);
        return spellings;
    }
}
