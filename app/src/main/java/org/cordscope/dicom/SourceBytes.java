package org.cordscope.dicom;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.cordscope.study.SourceFile;

/** The bytes of a file or an archive entry as they are, without a look at what they mean. */
public final class SourceBytes {
    private SourceBytes() {}

    /**
     * Opens the file; reading an archive entry fails where it expands far beyond its size.
     *
     * @throws DicomFormatException where there is no such entry, or the archive cannot be read
     */
    public static InputStream open(SourceFile source) throws IOException {
        if (source.entry().isEmpty()) {
            return Files.newInputStream(source.file());
        }
        ZipFile zip = archive(source);
        ZipEntry entry = zip.getEntry(source.entry());
        if (entry == null) {
            zip.close();
            throw new DicomFormatException(source, "no such entry in the archive");
        }
        return new FilterInputStream(
                Expansion.boundedStream(source, zip.getInputStream(entry), entry.getCompressedSize())) {
            @Override
            public void close() throws IOException {
                super.close();
                zip.close();
            }
        };
    }

    static ZipFile archive(SourceFile source) throws IOException {
        try {
            return new ZipFile(source.file().toFile());
        } catch (ZipException e) {
            throw new DicomFormatException(source, "not a readable ZIP archive");
        }
    }
}
