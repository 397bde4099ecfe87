package org.cordscope.deid;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.dicom.Dictionary;
import org.cordscope.dicom.Vr;
import org.jspecify.annotations.Nullable;

/**
 * Table E.1-1 of PS3.15 as data, {@code confidentiality-profile.csv}.
 *
 * <p>Where the table leaves a choice, as X/Z or X/Z/D, it depends on what the standard asks of the attribute in MR, CT, PET, NM
 * and projection images: a dummy where a value can be required (type 1), empty where the attribute is (type 2), else removed.
 * X/Z/U* replaces the UIDs inside. An option that cleans goes before one that keeps. Dates and times follow the two options for
 * dates only, so that a date of a device is no way round them.
 */
final class ConfidentialityProfile {
    private static final String TABLE = "confidentiality-profile.csv";

    /** Attributes of rows with a choice that are of type 1 or 1C in an accepted class. */
    private static final Set<Integer> TYPE_1 = Set.of(
            0x00080021, 0x00080023, 0x0008002a, 0x00080031, 0x00080033, 0x00100020, 0x00181000, 0x00189516, 0x00189517);

    /** Likewise of type 2 or 2C. */
    private static final Set<Integer> TYPE_2 =
            Set.of(0x00080022, 0x00080032, 0x00102203, 0x00180010, 0x00400555, 0x00700084);

    private static final Pattern TAG = Pattern.compile("[0-9A-F]{8}");
    private static final Set<Vr> TEMPORAL = Set.of(Vr.DA, Vr.DT, Vr.TM);

    /**
     * One row of the table.
     *
     * @param tag eight hexadecimal digits, X for any; or {@code private}
     * @param basic action of the basic profile
     * @param byOption K or C, where an option changes the action
     */
    record Row(String tag, String keyword, String basic, Map<ProfileOption, String> byOption) {
        /** Empty for a row of repeating groups or of private attributes. */
        Optional<Integer> number() {
            return TAG.matcher(tag).matches() ? Optional.of(Integer.parseUnsignedInt(tag, 16)) : Optional.empty();
        }
    }

    /** Read when it is first asked for. */
    private static final class Shipped {
        static final ConfidentialityProfile PROFILE = read();
    }

    private final List<Row> rows;

    private ConfidentialityProfile(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    static ConfidentialityProfile shipped() {
        return Shipped.PROFILE;
    }

    private static ConfidentialityProfile read() {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        List<Row> rows = new ArrayList<>();
        try (InputStream in = ConfidentialityProfile.class.getResourceAsStream(TABLE);
                CSVParser table = format.parse(
                        new InputStreamReader(Objects.requireNonNull(in, TABLE), StandardCharsets.UTF_8))) {
            for (CSVRecord record : table) {
                rows.add(row(record));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ConfidentialityProfile(rows);
    }

    private static Row row(CSVRecord record) {
        Map<ProfileOption, String> byOption = new EnumMap<>(ProfileOption.class);
        for (ProfileOption option : ProfileOption.values()) {
            if (!record.get(option.column()).isEmpty()) {
                byOption.put(option, record.get(option.column()));
            }
        }
        return new Row(record.get("tag"), record.get("keyword"), record.get("basic"), byOption);
    }

    List<Row> rows() {
        return rows;
    }

    /** Action of each listed attribute; repeating groups and private attributes, which go, are left to the reader. */
    Map<Integer, ProfileAction> actions(DeidentificationOptions options) {
        Map<Integer, ProfileAction> actions = new HashMap<>();
        for (Row row : rows) {
            row.number().ifPresent(tag -> actions.put(tag, action(row, tag, options)));
        }
        return actions;
    }

    /** Action of the basic profile, for values that fail the check of an option that would keep them. */
    static ProfileAction basic(Row row, int tag) {
        String action = row.basic();
        if (action.endsWith("U*") || action.equals("U")) {
            return ProfileAction.NEW_UID;
        }
        if (action.contains("D") && (action.equals("D") || TYPE_1.contains(tag))) {
            return ProfileAction.DUMMY;
        }
        boolean neverGoes = !action.contains("X");
        if (action.contains("Z") && (neverGoes || TYPE_2.contains(tag))) {
            return ProfileAction.EMPTY;
        }
        return ProfileAction.REMOVE;
    }

    private static ProfileAction action(Row row, int tag, DeidentificationOptions options) {
        boolean temporal = TEMPORAL.contains(Dictionary.vr(tag));
        Set<String> asked = row.byOption().entrySet().stream()
                .filter(entry -> options.has(entry.getKey()))
                .filter(entry -> !temporal || isAboutDates(entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        @Nullable ProfileAction ofOptions =
                asked.contains("C") ? ProfileAction.CLEAN : asked.contains("K") ? ProfileAction.KEEP : null;
        return ofOptions == null ? basic(row, tag) : ofOptions;
    }

    private static boolean isAboutDates(ProfileOption option) {
        return option == ProfileOption.RETAIN_FULL_DATES || option == ProfileOption.RETAIN_MODIFIED_DATES;
    }
}
