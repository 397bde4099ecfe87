package org.cordscope.cohort;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * Headers that the scan has read, until their study's turn comes: as many as may take memory, however many files there are. The
 * others are read again. Safe for several threads.
 */
final class HeldHeaders {
    /** A frame takes about 2 KiB: 32 MiB at most, and an eighth of a small machine's memory. */
    private static final long MOST_FRAMES =
            Math.min(16_384, Runtime.getRuntime().maxMemory() >> 14);

    private final Map<SourceFile, InstanceHeader> headers = new ConcurrentHashMap<>();
    private final AtomicLong frames = new AtomicLong();

    void put(InstanceHeader header) {
        if (frames.get() + header.frames().size() <= MOST_FRAMES && headers.put(header.source(), header) == null) {
            frames.addAndGet(header.frames().size());
        }
    }

    /** The header of a file, which is then held no longer; null where it never was. */
    @Nullable InstanceHeader take(SourceFile source) {
        InstanceHeader header = headers.remove(source);
        if (header != null) {
            frames.addAndGet(-header.frames().size());
        }
        return header;
    }
}
