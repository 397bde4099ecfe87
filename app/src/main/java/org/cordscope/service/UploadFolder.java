package org.cordscope.service;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.cordscope.pacs.dicomweb.ArchiveException;
import org.cordscope.pacs.dicomweb.MultipartReader;
import org.cordscope.service.Refused.Why;

/** Receives one upload into a folder, file by file, each forced to the disk; stops as soon as it is more than may come. */
final class UploadFolder {
    private static final int BUFFER = 1 << 16;
    private static final long CHECK_EVERY = 4 << 20;

    private final Path folder;
    private final ServiceLimits limits;
    private final Spool spool;
    private final Clock clock;
    private final Instant deadline;
    private final Map<Path, Content> contents = new HashMap<>();
    private long bytes;
    private long checked;

    /** Size and CRC-32 of a file. */
    record Content(long bytes, long crc) {}

    UploadFolder(Path folder, ServiceLimits limits, Spool spool, Clock clock) {
        this.folder = folder;
        this.limits = limits;
        this.spool = spool;
        this.clock = clock;
        this.deadline = clock.instant().plus(limits.uploadTime());
    }

    Map<Path, Content> contents() {
        return contents;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Reads a body to its end.
     *
     * @param contentType of the body
     * @throws Refused where it is not taken
     */
    void receive(InputStream body, String contentType) throws IOException {
        InputStream timed = new Timed(body);
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        switch (type) {
            case "application/dicom" -> receive("upload.dcm", timed::transferTo);
            case "application/zip" -> receive("upload.zip", timed::transferTo);
            case "multipart/related" -> receiveParts(timed, contentType);
            default ->
                throw new Refused(
                        Why.UNSUPPORTED,
                        "Send multipart/related with parts of application/dicom, or application/zip, or application/dicom.");
        }
        if (bytes == 0) {
            throw new Refused(Why.MALFORMED, "The upload is empty.");
        }
    }

    private void receiveParts(InputStream body, String contentType) throws IOException {
        try {
            MultipartReader parts = MultipartReader.of(body, contentType, "the upload");
            for (int i = 1; parts.next(); i++) {
                if (i > limits.files()) {
                    throw tooMany(limits);
                }
                receive(String.format(Locale.ROOT, "part-%05d.dcm", i), parts::copyTo);
            }
        } catch (ArchiveException e) {
            throw new Refused(Why.MALFORMED, sentence(String.valueOf(e.getMessage())));
        }
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    static Refused tooMany(ServiceLimits limits) {
        return new Refused(Why.TOO_LARGE, "An upload holds at most " + limits.files() + " files.");
    }

    static Refused tooLarge(ServiceLimits limits) {
        return new Refused(Why.TOO_LARGE, "An upload is at most " + (limits.uploadBytes() >> 20) + " MB.");
    }

    static Refused diskFull() {
        return new Refused(Why.DISK_FULL, "The disk of the service is nearly full; nothing was kept of the upload.");
    }

    /** Puts the bytes of one file out. */
    @FunctionalInterface
    private interface Source {
        void copyTo(OutputStream out) throws IOException;
    }

    private void receive(String name, Source source) throws IOException {
        Path file = folder.resolve(name);
        long before = bytes;
        CRC32 crc = new CRC32();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(
                    new CheckedOutputStream(new Counted(Channels.newOutputStream(channel)), crc), BUFFER);
            source.copyTo(out);
            out.flush();
            channel.force(true);
        }
        if (bytes == before) {
            Files.delete(file); // an empty part holds nothing to judge
            return;
        }
        contents.put(file, new Content(bytes - before, crc.getValue()));
    }

    /** Stops an upload that takes too long, however little comes at a time. */
    private final class Timed extends FilterInputStream {
        Timed(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            if (read >= 0 && clock.instant().isAfter(deadline)) {
                throw new Refused(
                        Why.TOO_SLOW,
                        "The upload took longer than " + limits.uploadTime().toSeconds() + " s.");
            }
            return read;
        }
    }

    /** Counts what goes through, and stops it where it is too much, or more than the disk has. */
    private final class Counted extends OutputStream {
        private final OutputStream out;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] array, int offset, int length) throws IOException {
            bytes += length;
            if (bytes > limits.uploadBytes()) {
                throw tooLarge(limits);
            }
            if (bytes - checked >= CHECK_EVERY) {
                checked = bytes;
                if (spool.freeBytes() < limits.freeBytes()) {
                    throw diskFull();
                }
            }
            out.write(array, offset, length);
        }
    }
}
