package org.cordscope.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Value representations of standard elements, which implicit encoding leaves out. */
public final class Dictionary {
    private static final String RESOURCE = "dictionary.txt";

    /** Entries as {@code tag << 8 | VR index}, in unsigned order of tags, so that one search finds both. */
    private static final long[] ENTRIES = load();

    private static final int US_OR_SS = 0x80;
    private static final int US_OR_OW = 0x81;

    private Dictionary() {}

    /** True for an attribute of the standard that Cordscope knows; never for a private one or a group length. */
    public static boolean contains(int tag) {
        return !Tag.isPrivate(tag) && (tag & 0xffff) != 0 && find(repeatingGroupBase(tag)) >= 0;
    }

    /** Representation by the standard, US where it leaves a choice with SS; UN where the dictionary is silent. */
    public static Vr vr(int tag) {
        return vr(tag, false);
    }

    /**
     * @param signedPixels Pixel Representation of the data set, which decides between US and SS
     * @return UN where the dictionary is silent
     */
    static Vr vr(int tag, boolean signedPixels) {
        int element = tag & 0xffff;
        if (Tag.isPrivate(tag)) {
            return element >= 0x10 && element <= 0xff ? Vr.LO : element == 0 ? Vr.UL : Vr.UN;
        }
        if (element == 0) {
            return Vr.UL;
        }
        int found = find(repeatingGroupBase(tag));
        return switch (found) {
            case -1 -> Vr.UN;
            case US_OR_SS -> signedPixels ? Vr.SS : Vr.US;
            case US_OR_OW -> Vr.OW;
            default -> Vr.of(found);
        };
    }

    /** Curves (50xx) and overlays (60xx) repeat in even groups. */
    private static int repeatingGroupBase(int tag) {
        int group = tag >>> 16;
        boolean repeats = (group & 0xff00) == 0x5000 || (group & 0xff00) == 0x6000;
        return repeats && (group & 0xff) <= 0x1e ? tag & 0xff00ffff : tag;
    }

    private static int find(int tag) {
        long from = (tag & 0xffffffffL) << 8;
        int at = Arrays.binarySearch(ENTRIES, from);
        int index = at >= 0 ? at : -at - 1;
        if (index < ENTRIES.length && ENTRIES[index] >>> 8 == from >>> 8) {
            return (int) (ENTRIES[index] & 0xff);
        }
        return -1;
    }

    private static long[] load() {
        try (InputStream in = Dictionary.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("resource missing from the jar: " + RESOURCE);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .mapToLong(Dictionary::entry)
                    .sorted()
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long entry(String line) {
        long tag = Long.parseLong(line.substring(0, 8), 16);
        String vr = line.substring(9, 11);
        return tag << 8
                | switch (vr) {
                    case "XS" -> US_OR_SS;
                    case "XW" -> US_OR_OW;
                    default -> Vr.valueOf(vr).index();
                };
    }
}
