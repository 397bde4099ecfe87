package org.cordscope.inference;

import java.util.List;
import java.util.Set;
import org.cordscope.learning.NetworkInput;
import org.cordscope.learning.trust.DecisionThreshold;
import org.jspecify.annotations.Nullable;

/** What judges the slices of scans: trained classifiers of whole slices, or a reader that finds the cord first. */
public interface Judges {
    /** As which images the slices are wanted, each kind once; none where the slices themselves are enough. */
    Set<NetworkInput> inputs();

    /** One opinion on each slice. */
    List<Opinion> read(List<SliceToRead> slices);

    /** From where on a slice counts as compressed. */
    DecisionThreshold threshold();

    /** From where on the highest probability is enough to call a scan compressed; null where any compressed slice is enough. */
    default @Nullable DecisionThreshold scanThreshold() {
        return null;
    }
}
