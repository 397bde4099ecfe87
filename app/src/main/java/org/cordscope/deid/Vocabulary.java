package org.cordscope.deid;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The technical words that a description may keep. What is not in this closed list goes, so that no name can stay; what is,
 * stays in its order, so that a series can still be recognised after de-identification.
 */
final class Vocabulary {
    private static final Set<String> WORDS = Stream.of(
                    "ax axial tra trans transversal transverse sag sagittal cor coronal obl oblique",
                    "t1 t1w t2 t2w t2wi t2* t2star star t2s pd pdw dp flair stir tirm tir psir dwi dti adc tracew",
                    "tse fse frfse se ffe gre ge medic merge mffe m me2d me3d space cube vista blade propeller",
                    "haste ssfse ciss fiesta bffe trufi flash fl2d fl3d cosmic swi swan mprage ep2d ep3d epi",
                    "fs fatsat t2fs fst2 fat sat spir spair ideal dixon mdixon water in opp phase inphase no non without wo",
                    "2d 3d 2 3 xl hr ls map mip mpr reformat projection sub subtraction composed stitched",
                    "c cs cerv cervical cspine c-spine spine neck hws head brain kopf lumbar lspine lws thoracic tspine bws t l",
                    "post pre gd gad contrast ce km +c c+ dotarem",
                    "loc localizer localiser scout aahscout survey surview")
            .flatMap(line -> Arrays.stream(line.split(" ", -1)))
            .collect(Collectors.toUnmodifiableSet());

    /** Further words of code meanings: regions, views, and what images show. */
    private static final Set<String> MEANING_WORDS = Stream.of(
                    "whole body abdomen pelvis chest heart knee hip shoulder wrist hand foot ankle elbow breast liver prostate",
                    "cervicothoracic thoracolumbar lumbosacral sacrum skull face orbit cord region of and the right left",
                    "unilateral bilateral anatomical structure entire system apparent diffusion coefficient weighted proton",
                    "density magnetic resonance imaging computed tomography value fractional anisotropy millimeter second no",
                    "units gray unspecified reference geometry for localizer source image processing operation derivation lossy",
                    "lossless compression multiplanar reformatting full fidelity uncompressed or compressed")
            .flatMap(line -> Arrays.stream(line.split(" ", -1)))
            .collect(Collectors.toUnmodifiableSet());

    private Vocabulary() {}

    /** True for a word that the meaning of a code may hold. */
    static boolean isMeaning(String word) {
        return contains(word) || MEANING_WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    static boolean contains(String word) {
        return WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** The known words of a text, upper case, blank between them; empty where it holds none. At most 64 characters (LO). */
    static String reduce(String text) {
        List<String> words = Arrays.stream(text.split("[^\\p{Alnum}*+]+", -1))
                .filter(Vocabulary::contains)
                .map(w -> w.toUpperCase(Locale.ROOT))
                .toList();
        String joined = String.join(" ", words);
        return joined.length() <= 64 ? joined : joined.substring(0, 64).strip();
    }
}
