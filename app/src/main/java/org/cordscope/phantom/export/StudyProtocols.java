package org.cordscope.phantom.export;

import java.util.EnumMap;
import java.util.Map;
import org.cordscope.phantom.rendering.Contrast;
import org.cordscope.phantom.rendering.Examination;

/** The protocols that one examination was made with: what its headers say, and what its pictures follow from. */
final class StudyProtocols {
    private final Map<SeriesKind, Protocol> protocols = new EnumMap<>(SeriesKind.class);
    private final double tesla;

    StudyProtocols(Examination examination) {
        tesla = examination.scanner().tesla();
        for (SeriesKind kind : SeriesKind.values()) {
            if (kind != SeriesKind.REPORT) {
                Protocol usual = Protocol.of(examination.scanner().manufacturer(), kind);
                protocols.put(kind, usual.varied(examination.noise().named("timing " + kind.key(), 0)));
            }
        }
    }

    /** @throws IllegalArgumentException for the report, which no scanner makes */
    Protocol of(SeriesKind kind) {
        Protocol protocol = protocols.get(kind);
        if (protocol == null) {
            throw Protocol.notScanned(kind);
        }
        return protocol;
    }

    Contrast contrast(SeriesKind kind) {
        return of(kind).contrast(kind, tesla);
    }
}
