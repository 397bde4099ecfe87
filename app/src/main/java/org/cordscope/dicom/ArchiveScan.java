package org.cordscope.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.cordscope.study.Cancellation;
import org.cordscope.study.Progress;
import org.cordscope.study.SourceFile;

/**
 * Headers of the entries of a ZIP archive. Entry names are only ever names: nothing is unpacked, and no path is made of
 * them.
 */
final class ArchiveScan {
    private ArchiveScan() {}

    /** True where the bytes begin as a ZIP archive does and are not DICOM with such a preamble. */
    static boolean isArchive(FileBytes bytes) throws IOException {
        int magic = bytes.reach(4) ? BinaryNumbers.integer(bytes.array(), 0) : 0;
        return (magic == 0x04034b50 || magic == 0x06054b50) && !PartTen.hasPreamble(bytes);
    }

    static void scan(Path archive, Progress progress, DicomScan.Sink sink) throws IOException {
        SourceFile source = SourceFile.of(archive);
        if (!archive.toFile().exists() && Files.exists(archive)) {
            throw new DicomFormatException(source, "a ZIP archive whose name is not valid text: rename it");
        }
        ArchiveDirectory.check(source);
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            entries(source, zip, progress, sink);
        } catch (ZipException e) {
            throw new DicomFormatException(source, "not a readable ZIP archive, or an encrypted one");
        }
    }

    private static void entries(SourceFile archive, ZipFile zip, Progress progress, DicomScan.Sink sink)
            throws IOException {
        List<? extends ZipEntry> entries = zip.stream()
                .filter(entry -> !entry.isDirectory())
                .sorted(Comparator.comparing(ZipEntry::getName))
                .toList();
        if (entries.isEmpty()) {
            throw new DicomFormatException(archive, "not DICOM: an empty ZIP archive");
        }
        long archiveBytes = Files.size(archive.file());
        if (entries.stream().mapToDouble(ZipEntry::getCompressedSize).sum() > archiveBytes) {
            throw new DicomFormatException(archive, "a ZIP archive whose entries overlap, as in a decompression bomb");
        }
        long expanded = 0;
        int repetitions = 1;
        String before = "";
        for (ZipEntry entry : entries) {
            Cancellation.check();
            progress.advance(1);
            SourceFile source = new SourceFile(archive.file(), entry.getName());
            if (entry.getName().equals(before)) {
                SourceFile repeated = new SourceFile(archive.file(), entry.getName() + " (" + ++repetitions + ")");
                sink.rejected(repeated, "an entry without a name of its own");
                continue;
            }
            before = entry.getName();
            expanded += entry(source, zip, entry, sink);
            if (Expansion.isBomb(archiveBytes, expanded)) {
                throw new DicomFormatException(archive, Expansion.BOMB);
            }
        }
    }

    /** @return number of bytes that the entry claims to hold, 0 where it is refused for that claim */
    private static long entry(SourceFile source, ZipFile zip, ZipEntry entry, DicomScan.Sink sink) {
        try (PartTen part = PartTen.of(PartTen.entry(source, zip, entry, () -> {}))) {
            sink.readable(HeaderReading.read(part));
        } catch (DicomFormatException e) {
            sink.rejected(e.source(), e.reason());
            return 0;
        } catch (IOException e) {
            sink.rejected(source, "an entry that cannot be unpacked");
            return 0;
        }
        return entry.getSize();
    }
}
