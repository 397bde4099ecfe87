package org.cordscope.deid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.cordscope.dicom.Vr;

/**
 * Private attributes that hold numbers of the acquisition and nothing else, {@code safe-private.csv}: by creator, group, element
 * within the creator's block and representation (after PS3.15 table E.3.10-1).
 */
final class SafePrivate {
    private static final String LIST = "safe-private.csv";
    private static final Pattern CREATOR = Pattern.compile(
            "Philips (MR )?Imaging DD 00\\d|SIEMENS MR HEADER|SIEMENS MR SD[SIR] 0[12]|GEMS_(ACQU|PARM|PETD|IDEN|RELA|SERS)_01");

    /**
     * One attribute of the list.
     *
     * @param group odd group
     * @param element last two digits of the element
     */
    private record Entry(String creator, int group, int element, Vr vr) {}

    private static final Set<Entry> ENTRIES = load();

    private SafePrivate() {}

    /** True where the creator's element is on the list with this representation. */
    static boolean contains(String creator, int tag, Vr vr) {
        return ENTRIES.contains(new Entry(creator, tag >>> 16, tag & 0xff, vr));
    }

    static boolean isKnownCreator(String text) {
        return CREATOR.matcher(text).matches();
    }

    private static Set<Entry> load() {
        Set<Entry> entries = new HashSet<>();
        try (InputStream in = SafePrivate.class.getResourceAsStream(LIST);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in, LIST), StandardCharsets.US_ASCII))) {
            lines.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(row -> entries.add(new Entry(
                            row[0], Integer.parseInt(row[1], 16), Integer.parseInt(row[2], 16), Vr.valueOf(row[3]))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Set.copyOf(entries);
    }
}
