package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.cordscope.dicom.ElementWriter.Ends;
import org.cordscope.dicom.TransferSyntax.Encoding;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated files must be read or refused, quickly and without memory beyond what the bytes warrant. Runs for {@code
 * -Dcordscope.fuzz.inputs} (2,000) from {@code -Dcordscope.fuzz.seed} (1); an input that breaks the rule is kept in {@code
 * target/fuzz} and belongs into {@link #inputs_that_once_broke_the_reader_do_so_no_more}.
 */
final class DicomFuzzTest {
    private static final long ALLOCATION_FLOOR = 8L << 20;
    private static final long ALLOCATION_PER_BYTE = 100;
    private static final long SLOW_NANOS = 5_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @Test
    void mutated_files_are_read_or_refused() throws IOException {
        long most = Long.getLong("cordscope.fuzz.inputs", 2_000);
        Random random = new Random(Long.getLong("cordscope.fuzz.seed", 1));
        List<byte[]> seeds = seeds();
        List<String> failures = new ArrayList<>();
        for (long i = 0; i < most && failures.size() < 10; i++) {
            byte[] input = mutate(seeds.get(random.nextInt(seeds.size())), random);
            String failure = failure(input);
            if (!failure.isEmpty()) {
                failures.add(failure + " in " + keep(input, failures.size()));
            }
        }
        assertEquals(List.of(), failures);
    }

    @Test
    void inputs_that_once_broke_the_reader_do_so_no_more() throws IOException {
        for (byte[] input : FuzzFindings.all()) {
            assertEquals("", failure(input));
        }
    }

    private List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Encoding encoding : Encoding.values()) {
            if (encoding != Encoding.IMPLICIT_BIG_ENDIAN) {
                for (Ends ends : Ends.values()) {
                    seeds.add(written(SampleImage.plain(), SampleImage.syntax(encoding), ends));
                }
            }
        }
        byte[] plain = seeds.get(2);
        seeds.add(written(
                SampleImage.compressed(),
                TransferSyntax.of("1.2.840.10008.1.2.5").orElseThrow(),
                Ends.LENGTHS));
        seeds.add(Arrays.copyOfRange(plain, 132 + 12 + BinaryNumbers.integer(plain, 140), plain.length));
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        }
        seeds.add(zipped.toByteArray());
        return seeds;
    }

    private byte[] written(DicomObject object, TransferSyntax syntax, Ends ends) throws IOException {
        Path file = folder.resolve("seed.dcm");
        DicomWriter.write(file, object, syntax, ends);
        return Files.readAllBytes(file);
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        for (int n = 1 + random.nextInt(6); n > 0 && bytes.length > 8; n--) {
            int at = random.nextInt(bytes.length - 4);
            int other = random.nextInt(bytes.length - 4);
            int length = 1 + random.nextInt(Math.min(64, bytes.length - Math.max(at, other)));
            switch (random.nextInt(8)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> Arrays.fill(bytes, at, at + 4, (byte) -1);
                case 3 -> Arrays.fill(bytes, at, at + 4, (byte) 0);
                case 4 -> System.arraycopy(bytes, other, bytes, at, length);
                case 5 -> bytes = Arrays.copyOf(bytes, at);
                case 6 -> bytes = insert(bytes, at, Arrays.copyOfRange(bytes, other, other + length));
                default -> bytes = insert(bytes, at, delimiter(random));
            }
        }
        return bytes;
    }

    private static byte[] delimiter(Random random) {
        byte[][] kinds = {
            {-2, -1, 0, -32, -1, -1, -1, -1},
            {-2, -1, 0, -32, 0, 0, 0, 0},
            {-2, -1, 13, -32, 0, 0, 0, 0},
            {-2, -1, -35, -32, 0, 0, 0, 0},
            {8, 0, 0x40, 0x11, 'S', 'Q', 0, 0, -1, -1, -1, -1},
            {9, 0, 1, 16, 'U', 'N', 0, 0, -1, -1, -1, -1},
            {
                8, 0, 5, 0, 'C', 'S', 16, 0, '\\', 'I', 'S', 'O', ' ', '2', '0', '2', '2', ' ', 'I', 'R', ' ', '8', '7',
                ' '
            }
        };
        return kinds[random.nextInt(kinds.length)];
    }

    private static byte[] insert(byte[] bytes, int at, byte[] inserted) {
        byte[] longer = new byte[bytes.length + inserted.length];
        System.arraycopy(bytes, 0, longer, 0, at);
        System.arraycopy(inserted, 0, longer, at, inserted.length);
        System.arraycopy(bytes, at, longer, at + inserted.length, bytes.length - at);
        return longer;
    }

    /** What rule the reader broke; empty if none. */
    private String failure(byte[] input) {
        Path file = folder.resolve("input.dcm");
        long nanos = System.nanoTime();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            Files.write(file, input);
            readEveryWay(SourceFile.of(file));
        } catch (DicomFormatException refused) {
            // as it should be
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return e.toString();
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (System.nanoTime() - nanos > SLOW_NANOS) {
            return "slow";
        }
        return allocated > ALLOCATION_FLOOR + ALLOCATION_PER_BYTE * input.length ? "allocated " + allocated : "";
    }

    private void readEveryWay(SourceFile source) throws IOException {
        DicomFormatException refused = null;
        try {
            DicomReader.readInstanceHeader(source);
        } catch (DicomFormatException e) {
            refused = e;
        }
        DicomObject object = DicomReader.read(source);
        object.data().walk((owner, tag, vr) -> useEveryAccessor(owner, tag));
        useEveryAccessor(object.meta(), Tag.TRANSFER_SYNTAX_UID);
        rewrite(object);
        if (refused != null) {
            throw refused;
        }
    }

    private static void useEveryAccessor(DataSet set, int tag) {
        set.string(tag);
        set.strings(tag);
        set.integer(tag);
        set.decimal(tag);
        set.decimals(tag);
        set.personName(tag);
        set.bytes(tag);
        set.fragments(tag);
        set.offsetTable(tag);
    }

    /** Whatever was read can be written and read again, and says the same then. */
    private void rewrite(DicomObject object) throws IOException {
        boolean named = object.data().string(Tag.SOP_CLASS_UID).isPresent()
                && object.data().string(Tag.SOP_INSTANCE_UID).isPresent();
        boolean plain = !object.data().isEncapsulated(Tag.PIXEL_DATA);
        if (named && plain) {
            Path file = folder.resolve("again.dcm");
            DicomWriter.write(file, object);
            DicomReader.read(SourceFile.of(file));
        }
    }

    private static Path keep(byte[] input, int number) {
        try {
            Path kept = Files.createDirectories(Path.of("target/fuzz")).resolve("failure-" + number + ".dcm");
            return Files.write(kept, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
