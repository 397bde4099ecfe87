package org.cordscope.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;

/** Walks files, folders and ZIP archives: every file becomes a header or a rejection, none is passed over in silence. */
public final class DicomScan {
    private DicomScan() {}

    /** Receives what a scan finds, in path order. */
    public interface Sink {
        void readable(InstanceHeader header);

        void rejected(Rejected rejected);
    }

    public static void scan(List<Path> inputs, Progress progress, Sink sink) throws IOException {
        throw new IllegalStateException("skeleton");
    }
}
