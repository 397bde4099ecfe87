package org.cordscope.learning.tracking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.cordscope.learning.Epoch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TensorBoardLogTest {
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    private static final List<Epoch> EPOCHS =
            List.of(new Epoch(1, 0.75, 0.5, 0.7, 0.6, 0.55, 10), new Epoch(2, 0.5, 0.75, 0.6, 0.7, Double.NaN, 12.5));

    @TempDir
    Path run;

    private byte[] written(List<Epoch> epochs) throws IOException {
        new TensorBoardLog(run, START).saved(epochs);
        return Files.readAllBytes(run.resolve("tensorboard/events.out.tfevents.1795600800.cordscope"));
    }

    /** Length 24 and its masked CRC-32C; wall_time, file_version and theirs: worked out bit by bit in Python. */
    @Test
    void it_begins_with_the_version_of_the_format() throws IOException {
        byte[] expected = HexFormat.of()
                .parseHex("1800000000000000a37f4b22" + "0900000068acc1da411a0d627261696e2e4576656e743a32354efd76");

        assertArrayEquals(expected, written(List.of()));
    }

    @Test
    void each_epoch_is_one_event_with_its_numbers() throws IOException {
        List<byte[]> events = events(written(EPOCHS));

        assertEquals(3, events.size());
        assertEquals(START.getEpochSecond() + 22.5, little(events.get(2)).getDouble(1));
        String second = new String(events.get(2), StandardCharsets.ISO_8859_1);
        assertTrue(second.contains("validation/accuracy"), second);
        assertTrue(!second.contains("validation/auc"), "NaN cannot be drawn");
        assertEquals(0.5f, valueOf("training/loss", events.get(2)));
        assertEquals(0.55f, valueOf("validation/auc", events.get(1)));
    }

    @Test
    void a_longer_log_begins_with_the_shorter_one() throws IOException {
        byte[] shorter = written(EPOCHS.subList(0, 1));
        byte[] longer = written(EPOCHS);

        assertTrue(longer.length > shorter.length);
        assertArrayEquals(shorter, Arrays.copyOf(longer, shorter.length));
    }

    private static float valueOf(String tag, byte[] event) {
        int at = new String(event, StandardCharsets.ISO_8859_1).indexOf(tag);
        return little(event).getFloat(at + tag.length() + 1);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<byte[]> events(byte[] file) {
        ByteBuffer bytes = little(file);
        List<byte[]> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] event = new byte[Math.toIntExact(bytes.getLong())];
            bytes.getInt();
            bytes.get(event);
            bytes.getInt();
            events.add(event);
        }
        return events;
    }
}
