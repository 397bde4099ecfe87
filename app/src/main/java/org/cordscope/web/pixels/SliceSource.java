package org.cordscope.web.pixels;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cordscope.cohort.StoredScan;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.dicom.DicomFrames;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.Window;
import org.cordscope.inference.SliceToRead;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SourceFile;
import org.cordscope.study.Vector3;
import org.jspecify.annotations.Nullable;

/** Slices of a study for a viewer. Files of many frames stay open in memory, a few at a time. */
public final class SliceSource {
    private static final int FILES_KEPT = 4;
    private static final int MEMORY_SHARE = 8;
    private static final double DARK = 0.005;
    private static final double BRIGHT = 0.995;

    private final StudyFolder study;
    private final Map<String, OpenFile> open = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OpenFile> eldest) {
            return size() > FILES_KEPT;
        }
    };

    private final SliceMemory memory = new SliceMemory(Runtime.getRuntime().maxMemory() / MEMORY_SHARE);

    public SliceSource(StudyFolder study) {
        this.study = study;
    }

    private record OpenFile(InstanceHeader header, DicomFrames frames) {}

    /**
     * A slice with its pixels.
     *
     * @param facts rows, columns, spacing, rescaling and directions, for the viewer
     * @param pixels 16-bit numbers, little-endian, row by row
     */
    @SuppressWarnings("ArrayRecordComponent") // written once and sent
    public record Delivered(Map<String, Object> facts, byte[] pixels) {}

    /** Empty where the study has no such slice. */
    public Optional<Delivered> slice(SliceKey key) throws IOException {
        Optional<Delivered> known = memory.find(key);
        if (known.isPresent()) {
            return known;
        }
        Optional<Delivered> read = read(key);
        read.ifPresent(slice -> memory.keep(key, slice));
        return read;
    }

    /** The slice with its neighbours in the same stack; empty where the study has no such slice. */
    Optional<SliceToRead> toRead(SliceKey key) throws IOException {
        Optional<StoredScan> scan = StoredScan.holding(study, key);
        return scan.isEmpty() ? Optional.empty() : toRead(scan.get(), key);
    }

    /** The slice with its neighbours in the same stack; empty where the scan has no such slice. */
    Optional<SliceToRead> toRead(StoredScan scan, SliceKey key) throws IOException {
        List<StoredScan.Slice> all = scan.slices();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).key().equals(key)) {
                StoredScan.Slice own = all.get(i);
                FrameHeader frame = file(own).header().frames().get(key.frame() - 1);
                return Optional.of(new SliceToRead(
                        beside(all, i, i + 1), pixels(own), beside(all, i, i - 1), frame.plane(), Map.of()));
            }
        }
        return Optional.empty();
    }

    private SliceImage beside(List<StoredScan.Slice> all, int at, int other) throws IOException {
        boolean isThere = other >= 0
                && other < all.size()
                && all.get(other).slab() == all.get(at).slab();
        return pixels(all.get(isThere ? other : at));
    }

    private SliceImage pixels(StoredScan.Slice slice) throws IOException {
        OpenFile file = file(slice);
        return DicomPixels.read(file.header(), file.frames(), slice.key().frame());
    }

    private Optional<Delivered> read(SliceKey key) throws IOException {
        Optional<StoredScan.Slice> stored = StoredScan.slice(study, key);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        OpenFile file = file(stored.get());
        SliceImage image = DicomPixels.read(file.header(), file.frames(), key.frame());
        EncodedSlice encoded = EncodedSlice.of(image);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rows", encoded.rows());
        facts.put("columns", encoded.columns());
        facts.put("rowSpacingMm", image.spacing().rowMm());
        facts.put("columnSpacingMm", image.spacing().columnMm());
        facts.put("slope", encoded.slope());
        facts.put("intercept", encoded.intercept());
        FrameHeader frame = file.header().frames().get(key.frame() - 1);
        SlicePlane plane = frame.plane();
        if (plane != null) {
            facts.put("rowDirection", list(plane.row()));
            facts.put("columnDirection", list(plane.column()));
        }
        return Optional.of(new Delivered(facts, encoded.pixels()));
    }

    /** Slices of a scan from foot to head, and the window that all of them are shown with at first. */
    public Optional<Map<String, Object>> scan(String name) throws IOException {
        Optional<StoredScan> scan = StoredScan.of(study, name);
        if (scan.isEmpty()) {
            return Optional.empty();
        }
        List<StoredScan.Slice> slices = scan.get().slices();
        Window window = window(slices.get(slices.size() / 2));
        return Optional.of(Map.of(
                "scan",
                name,
                "window",
                Map.of("center", window.center(), "width", window.width()),
                "slices",
                slices.stream()
                        .map(s -> Map.of(
                                "sop",
                                s.key().sopInstanceUid(),
                                "frame",
                                s.key().frame(),
                                "positionMm",
                                s.positionMm(),
                                "slab",
                                s.slab()))
                        .toList()));
    }

    /** The header's own window, or what leaves out the darkest and the brightest pixels. */
    private Window window(StoredScan.Slice slice) throws IOException {
        OpenFile file = file(slice);
        Optional<Window> given = file.frames().window(slice.key().frame());
        if (given.isPresent()) {
            return given.get();
        }
        float[] sorted = file.frames().modalityValues(slice.key().frame()).clone();
        Arrays.sort(sorted);
        double low = sorted[(int) (DARK * (sorted.length - 1))];
        double high = sorted[(int) (BRIGHT * (sorted.length - 1))];
        return new Window((low + high) / 2, Math.max(1, high - low));
    }

    private OpenFile file(StoredScan.Slice slice) throws IOException {
        String path = slice.image().toString();
        @Nullable OpenFile known;
        synchronized (open) {
            known = open.get(path);
        }
        if (known != null) {
            return known;
        }
        SourceFile source = SourceFile.of(slice.image());
        DicomObject object = DicomReader.read(source);
        OpenFile file = new OpenFile(DicomReader.readInstanceHeader(source), DicomFrames.of(source, object));
        synchronized (open) {
            open.put(path, file);
        }
        return Objects.requireNonNull(file);
    }

    private static List<Double> list(Vector3 v) {
        return List.of(v.x(), v.y(), v.z());
    }
}
