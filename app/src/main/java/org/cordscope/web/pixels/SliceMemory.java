package org.cordscope.web.pixels;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cordscope.study.SliceKey;
import org.cordscope.web.pixels.SliceSource.Delivered;

/** Slices that were asked for lately, ready to be sent: raters of a study read the same ones. For any thread. */
final class SliceMemory {
    private final long mostBytes;
    private final Map<SliceKey, Delivered> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param mostBytes of pixels */
    SliceMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized Optional<Delivered> find(SliceKey key) {
        return Optional.ofNullable(kept.get(key));
    }

    synchronized void keep(SliceKey key, Delivered slice) {
        Delivered before = kept.put(key, slice);
        bytes += slice.pixels().length - (before == null ? 0 : before.pixels().length);
        Iterator<Delivered> eldest = kept.values().iterator();
        while (bytes > mostBytes && eldest.hasNext()) {
            bytes -= eldest.next().pixels().length;
            eldest.remove();
        }
    }
}
