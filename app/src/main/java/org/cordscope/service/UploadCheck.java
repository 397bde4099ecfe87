package org.cordscope.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cordscope.dicom.DicomScan;
import org.cordscope.provenance.Sha256;
import org.cordscope.service.Refused.Why;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;

/**
 * Looks at the headers of an upload before it is acknowledged: what holds nothing that can be read is refused at once, and what
 * does is named by its images.
 */
final class UploadCheck {
    private static final int REASONS_SHOWN = 5;

    private UploadCheck() {}

    /**
     * Reads all headers, one file at a time; bounded by the number of files that may come.
     *
     * @throws Refused where there is no usable file, or more files than may come
     */
    static Receipt of(Path folder, UploadFolder upload, ServiceLimits limits) throws IOException {
        SortedSet<String> images = new TreeSet<>();
        List<Rejected> rejected = new ArrayList<>();
        int[] seen = new int[1];
        List<InstanceHeader> packed = new ArrayList<>();
        DicomScan.scan(List.of(folder), Progress.NONE, new DicomScan.Sink() {
            @Override
            public void readable(InstanceHeader header) {
                count();
                SourceFile source = header.source();
                if (source.entry().isEmpty()) {
                    UploadFolder.Content content = upload.contents().get(source.file());
                    images.add(
                            name(header, content == null ? -1 : content.bytes(), content == null ? 0 : content.crc()));
                } else {
                    packed.add(header);
                }
            }

            @Override
            public void rejected(Rejected file) {
                count();
                rejected.add(file);
            }

            private void count() {
                if (++seen[0] > limits.files()) {
                    throw UploadFolder.tooMany(limits);
                }
            }
        });
        int instances = images.size() + packed.size();
        if (instances == 0) {
            throw new Refused(Why.UNUSABLE, "Nothing in the upload can be used: " + reasons(rejected) + ".");
        }
        addPacked(packed, images);
        return new Receipt(Sha256.ofText(String.join("\n", images)), instances, rejected.size(), upload.bytes());
    }

    /** Of an image: the same in a ZIP archive as by itself. */
    private static String name(InstanceHeader header, long bytes, long crc) {
        return header.sopInstanceUid() + " " + bytes + " " + crc;
    }

    private static void addPacked(List<InstanceHeader> packed, SortedSet<String> images) throws IOException {
        Map<Path, List<InstanceHeader>> byArchive =
                packed.stream().collect(Collectors.groupingBy(h -> h.source().file()));
        for (Map.Entry<Path, List<InstanceHeader>> archive : byArchive.entrySet()) {
            try (ZipFile zip = new ZipFile(archive.getKey().toFile())) {
                for (InstanceHeader header : archive.getValue()) {
                    ZipEntry entry = zip.getEntry(header.source().entry());
                    images.add(name(header, entry == null ? -1 : entry.getSize(), entry == null ? 0 : entry.getCrc()));
                }
            }
        }
    }

    /** The commonest first, each with its number of files; no names. */
    static String reasons(List<Rejected> rejected) {
        return rejected.stream()
                .collect(Collectors.groupingBy(Rejected::reason, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .limit(REASONS_SHOWN)
                .map(e -> e.getKey() + (e.getValue() == 1 ? "" : " (" + e.getValue() + " files)"))
                .collect(Collectors.joining("; "));
    }
}
