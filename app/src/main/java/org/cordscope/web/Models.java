package org.cordscope.web;

import java.nio.file.Path;
import java.util.Optional;
import org.cordscope.inference.Judges;
import org.cordscope.inference.PlacedMap;
import org.cordscope.inference.SliceToRead;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.trust.DecisionThreshold;

/** Models as the web app needs them; whoever starts it brings them, and closes them after it. */
public interface Models {
    /** Shows where a classifier looks. The app closes it. */
    ActivationMapper mapper(Path model);

    /** From where on a run's model calls a slice compressed. */
    DecisionThreshold threshold(Path model);

    /** What reads scans that no run has scored; loaded when first asked for. Never asked by two threads at once. */
    Judges judges();

    /** The file of {@link #judges()} where they are a classifier of whole slices, for {@link #mapper}; else empty. */
    Optional<Path> classifier();

    /** Where judges that find the cord look on a slice; empty for others. Called by one thread at a time. */
    Optional<PlacedMap> map(SliceToRead slice);

    /** What {@link #judges()} is called, for people. */
    String judgesName();
}
