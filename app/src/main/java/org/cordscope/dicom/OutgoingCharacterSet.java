package org.cordscope.dicom;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the one character set of a file to be written: the declared one where all text fits it, else UTF-8. Items that
 * declare a set of their own are brought into it.
 */
final class OutgoingCharacterSet {
    private OutgoingCharacterSet() {}

    static CharacterSet of(DataSet root) {
        CharacterSet declared = root.contains(Tag.SPECIFIC_CHARACTER_SET)
                ? CharacterSet.of(root.strings(Tag.SPECIFIC_CHARACTER_SET))
                : root.source();
        boolean[] fits = {
            declared.terms().stream().allMatch(term -> term.chars().allMatch(c -> c < 0x80))
        };
        root.walk((owner, tag, vr) -> fits[0] = fits[0] && fits(owner, tag, vr, declared));
        return fits[0] ? declared : CharacterSet.UTF_8;
    }

    private static boolean fits(DataSet owner, int tag, Vr vr, CharacterSet declared) {
        if (!vr.isLocalText()) {
            return true;
        }
        boolean asRead =
                !(owner.object(tag) instanceof String) && owner.source().terms().equals(declared.terms());
        @Nullable String text = asRead ? null : owner.text(tag);
        return text == null || declared.encode(text) != null;
    }
}
