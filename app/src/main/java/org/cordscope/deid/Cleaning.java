package org.cordscope.deid;

import java.util.List;
import java.util.Map;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Dictionary;
import org.cordscope.dicom.Vr;
import org.jspecify.annotations.Nullable;

/**
 * Brings one data set and the items in it under the profile, in place. Stricter than the profile: an attribute that is in no row
 * stays only where the standard knows it and its value passes the check of its representation; private attributes, curves and
 * overlays go.
 */
final class Cleaning {
    private final Rules rules;
    private final ValueCheck check;

    /**
     * What holds for all files of a run.
     *
     * @param actions of the listed attributes under the options
     * @param basic the same without any option: what becomes of a value that fails its check
     */
    record Rules(
            Map<Integer, ProfileAction> actions, Map<Integer, ProfileAction> basic, DeidentificationOptions options) {

        static Rules of(DeidentificationOptions options) {
            ConfidentialityProfile profile = ConfidentialityProfile.shipped();
            return new Rules(profile.actions(options), profile.actions(DeidentificationOptions.basic()), options);
        }
    }

    Cleaning(Rules rules, ValueCheck check) {
        this.rules = rules;
        this.check = check;
    }

    /** Cleans a whole file. */
    void clean(DataSet root) {
        CodedConcepts.TAGS.forEach(root::remove);
        elements(root);
    }

    private void item(DataSet item) {
        if (CodedConcepts.isIn(item)) {
            check.code(item);
        } else {
            CodedConcepts.TAGS.forEach(item::remove);
        }
        elements(item);
    }

    private void elements(DataSet data) {
        List<Integer> privateKept =
                rules.options().has(ProfileOption.RETAIN_SAFE_PRIVATE) ? check.safePrivate(data) : List.of();
        for (int tag : data.tags()) {
            boolean kept = isPrivate(tag) ? privateKept.contains(tag) : isPixels(tag) || element(data, tag);
            if (!kept) {
                data.remove(tag);
            }
        }
    }

    /** True where something of the attribute stays. */
    private boolean element(DataSet data, int tag) {
        if (CodedConcepts.TAGS.contains(tag)) {
            return true; // cleaned with its item
        }
        if (isCurveOrOverlay(tag) || (LookupTables.isPalette(tag) && data.vr(tag) != Vr.UI)) {
            return false;
        }
        @Nullable ProfileAction action = rules.actions().get(tag);
        if (action == null) {
            return Dictionary.contains(tag) && value(data, tag, false);
        }
        if (action != ProfileAction.KEEP && action != ProfileAction.CLEAN) {
            return apply(action, data, tag);
        }
        return value(data, tag, true) || apply(rules.basic().getOrDefault(tag, ProfileAction.REMOVE), data, tag);
    }

    private boolean value(DataSet data, int tag, boolean asked) {
        if (data.vr(tag) == Vr.SQ) {
            List<DataSet> items = data.items(tag);
            boolean table = items.stream().anyMatch(item -> item.contains(LookupTables.DATA));
            items.forEach(this::item);
            return !table || items.stream().allMatch(item -> item.contains(LookupTables.DATA));
        }
        return check.keeps(data, tag, asked);
    }

    private boolean apply(ProfileAction action, DataSet data, int tag) {
        Vr vr = Dictionary.contains(tag) ? Dictionary.vr(tag) : data.vr(tag);
        return switch (action) {
            case REMOVE, KEEP, CLEAN -> false;
            case EMPTY -> {
                Dummy.empty(data, tag, vr);
                yield true;
            }
            case DUMMY -> vr == Vr.UI ? check.newUids(data, tag) : Dummy.put(data, tag, vr);
            case NEW_UID -> data.vr(tag) == Vr.SQ ? value(data, tag, true) : check.newUids(data, tag);
        };
    }

    private static boolean isPrivate(int tag) {
        return (tag >>> 16) % 2 == 1;
    }

    private static boolean isPixels(int tag) {
        return tag == DeidTag.PIXEL_DATA; // cleaned on their own
    }

    private static boolean isCurveOrOverlay(int tag) {
        return tag >>> 24 == 0x50 || tag >>> 24 == 0x60;
    }
}
