package org.cordscope.deid;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Vr;

/** What a file says of whom it shows: the texts that no output may contain. */
final class Identifiers {
    /** Accession Number, Institution, Station Name, Study ID, and the UIDs of study, series, instance, frame of reference. */
    private static final List<Integer> OTHERS =
            List.of(0x00080050, 0x00080080, 0x00081010, 0x00080018, 0x0020000d, 0x0020000e, 0x00200010, 0x00200052);

    private static final List<Vr> TEXTS = List.of(Vr.LO, Vr.SH, Vr.ST, Vr.LT, Vr.UT, Vr.UC, Vr.UR, Vr.DA);
    private static final int SHORTEST_WORD = 4;
    private static final int SHORTEST_IN_BYTES = 6;

    private final Set<String> words = new LinkedHashSet<>();

    private Identifiers() {}

    static Identifiers of(DataSet data) {
        Identifiers identifiers = new Identifiers();
        identifiers.collect(data);
        return identifiers;
    }

    /** True where the text holds an identifier, in any case of letters. */
    boolean areIn(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return words.stream().anyMatch(upper::contains);
    }

    /** Identifiers long enough to be searched for among pixels without meeting themselves by chance. */
    Set<String> searchable() {
        return words.stream().filter(w -> w.length() >= SHORTEST_IN_BYTES).collect(Collectors.toSet());
    }

    private void collect(DataSet data) {
        for (int tag : data.tags()) {
            Vr vr = data.vr(tag);
            boolean ofThePatient = tag >>> 16 == 0x0010 && TEXTS.contains(vr);
            if (vr == Vr.SQ) {
                data.items(tag).forEach(this::collect);
            } else if (vr == Vr.PN || ofThePatient || OTHERS.contains(tag)) {
                data.strings(tag).forEach(this::add);
            }
        }
    }

    private void add(String value) {
        String upper = value.strip().toUpperCase(Locale.ROOT);
        keep(upper);
        Arrays.stream(upper.split("[\\^=\\s,]+", -1)).forEach(this::keep);
    }

    private void keep(String word) {
        boolean technical = Vocabulary.contains(word);
        if (word.length() >= SHORTEST_WORD && !technical && !word.startsWith("1.2.840.10008.")) {
            words.add(word);
        }
    }
}
