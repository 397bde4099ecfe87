package org.cordscope.deid;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which options of the profile are applied beside the Basic Application Confidentiality Profile.
 *
 * @param applied at most one of the two that retain dates
 */
public record DeidentificationOptions(Set<ProfileOption> applied) {

    public DeidentificationOptions {
        applied = Set.copyOf(applied);
        if (applied.contains(ProfileOption.RETAIN_FULL_DATES)
                && applied.contains(ProfileOption.RETAIN_MODIFIED_DATES)) {
            throw new IllegalArgumentException("dates cannot be both kept in full and modified");
        }
    }

    /** What a study uses: Clean Descriptors, Modified Dates, Patient Characteristics. */
    public static DeidentificationOptions defaults() {
        return basic().with(ProfileOption.CLEAN_DESCRIPTORS)
                .with(ProfileOption.RETAIN_MODIFIED_DATES)
                .with(ProfileOption.RETAIN_PATIENT_CHARACTERISTICS);
    }

    /** The basic profile without any option. */
    public static DeidentificationOptions basic() {
        return new DeidentificationOptions(Set.of());
    }

    public DeidentificationOptions with(ProfileOption option) {
        Set<ProfileOption> more = EnumSet.of(option);
        more.addAll(applied);
        return new DeidentificationOptions(more);
    }

    public DeidentificationOptions without(ProfileOption option) {
        return new DeidentificationOptions(
                applied.stream().filter(o -> o != option).collect(Collectors.toSet()));
    }

    public boolean has(ProfileOption option) {
        return applied.contains(option);
    }

    /** The options by name, in order: the same text for the same choice. */
    public String text() {
        return applied.stream().sorted().map(ProfileOption::name).collect(Collectors.joining(" "));
    }
}
