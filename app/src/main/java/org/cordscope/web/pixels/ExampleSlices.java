package org.cordscope.web.pixels;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cordscope.phantom.PhantomPatient;
import org.cordscope.phantom.PhantomSheet;

/** Three slices of the phantom, whose truth is known: what the paper's Figure 2 shows. Rendered when first asked for. */
public final class ExampleSlices {
    private static final long SEED = 1;
    private static final int SIDE = 320;
    private static final double FIELD_MM = 48;

    /** @param slice of the patient, 0 at the head */
    private record Place(int patient, int slice) {}

    private static final Map<String, Place> PLACES =
            Map.of("none", new Place(10, 13), "partial", new Place(8, 12), "circumferential", new Place(6, 18));

    private final Map<String, byte[]> rendered = new ConcurrentHashMap<>();

    /** The PNG of {@code none}, {@code partial} or {@code circumferential}; empty for any other name. */
    public Optional<byte[]> png(String name) throws IOException {
        Place place = PLACES.get(name);
        if (place == null) {
            return Optional.empty();
        }
        byte[] known = rendered.get(name);
        if (known == null) {
            PhantomPatient patient = PhantomPatient.of(SEED, place.patient());
            known = new PhantomSheet(1, SIDE, FIELD_MM)
                    .png(patient.slice(place.slice()).image());
            rendered.put(name, known);
        }
        return Optional.of(known);
    }
}
