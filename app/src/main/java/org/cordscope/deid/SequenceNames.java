package org.cordscope.deid;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of pulse sequences: a known kernel, then dimensions, numbers and at most two letters at a time, as
 * {@code *tse2d1_15} or {@code *tfl3d1_16ns}; or one of the names that other makers use.
 */
final class SequenceNames {
    private static final String KERNELS = Stream.of(
                    "tse tseb tser tir tirb tirr tfl fl fi ep epse epfid epir se seb ser spc spcr spcir spcirr re ci de",
                    "me hs h qf tgse gre dixon spiral")
            .flatMap(line -> Arrays.stream(line.split(" ", -1)))
            .sorted(Comparator.comparingInt(String::length).reversed())
            .collect(Collectors.joining("|"));
    private static final Pattern SIEMENS = Pattern.compile(
            "\\*?(" + KERNELS
                    + ")([23]d\\d{0,3})?([a-z]{0,2}\\d{0,4})(_[a-z]{0,2}\\d{1,4}(\\.\\d)?([a-z]{1,2})?#?\\d{0,3})*",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> OTHERS = Set.of(
            "TSE",
            "FSE",
            "FRFSE",
            "SE",
            "FFE",
            "TFE",
            "GRASE",
            "MSSE",
            "SPGR",
            "FGRE",
            "FIESTA",
            "FSPGR",
            "EPI",
            "SSFSE",
            "FASE",
            "FE",
            "GE",
            "GR",
            "IR",
            "FIR",
            "B-FFE",
            "BFFE",
            "MERGE",
            "COSMIC",
            "MPRAGE",
            "SWI",
            "DWI",
            "PROPELLER");

    private SequenceNames() {}

    static String kept(String text) {
        boolean known = OTHERS.contains(text.toUpperCase(Locale.ROOT));
        return known || (text.length() <= 20 && SIEMENS.matcher(text).matches()) ? text : "";
    }
}
