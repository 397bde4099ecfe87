package org.cordscope.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cordscope.dicom.codec.frame.CodecException;
import org.junit.jupiter.api.Test;

/**
 * Damaged codestreams are decoded or refused, and nothing else. {@code -Dcordscope.fuzz.inputs} (2,000) of them, from the
 * seed {@code -Dcordscope.fuzz.seed} (1).
 */
final class CodecFuzzTest {
    private static final long SLOWEST_NANOS = 5_000_000_000L;

    @Test
    void damage_is_decoded_or_refused_and_nothing_else() {
        long most = Long.getLong("cordscope.fuzz.inputs", 2_000);
        long seed = Long.getLong("cordscope.fuzz.seed", 1);
        List<Codestream> all = Codestream.all();
        int decoded = 0;
        int refused = 0;
        for (long n = 0; n < most; n++) {
            Random random = new Random(seed * 1_000_003 + n);
            Codestream original = all.get(random.nextInt(all.size()));
            byte[] damaged = damage(original.bytes(), random);
            long start = System.nanoTime();
            if (decodes(original, damaged, n)) {
                decoded++;
            } else {
                refused++;
            }
            assertTrue(System.nanoTime() - start < SLOWEST_NANOS, original + " took too long in round " + n);
        }
        assertTrue(decoded > 100 && refused > 100, decoded + " decoded, " + refused + " refused");
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private static boolean decodes(Codestream original, byte[] damaged, long round) {
        try {
            int[] samples =
                    original.decoder().decode(damaged, original.format()).samples();
            assertTrue(samples.length == original.format().samples());
            return true;
        } catch (CodecException e) {
            assertTrue(!e.reason().isBlank());
            return false;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return fail(original + " in round " + round + " ended in " + e, e);
        }
    }

    private static byte[] damage(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int hits = 1 + random.nextInt(4);
        for (int i = 0; i < hits; i++) {
            int within = random.nextBoolean() ? Math.min(bytes.length, 120) : bytes.length;
            int at = random.nextInt(within);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
                default -> bytes[at]++;
            }
        }
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> withoutPart(bytes, random);
            default -> bytes;
        };
    }

    private static byte[] withoutPart(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(8));
        byte[] rest = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, rest, from, bytes.length - to);
        return rest;
    }
}
