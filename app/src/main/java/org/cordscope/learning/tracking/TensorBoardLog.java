package org.cordscope.learning.tracking;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.TrainingObserver;
import org.cordscope.study.WholeFile;

/**
 * The scalars of a run as a TensorBoard event file, {@code tensorboard/events.out.tfevents.<start>.cordscope}. The file is
 * written whole after each epoch and begins with what it held before, so that a reader which kept its place goes on.
 *
 * <p>The format: records of TensorFlow's TFRecord ({@code uint64 length, masked CRC-32C of it, bytes, masked CRC-32C of
 * them}, little-endian), each an {@code Event} of tensorflow/core/util/event.proto with {@code wall_time} (1), {@code step}
 * (2), {@code file_version} (3) or {@code summary} (5), whose {@code value}s (1) hold {@code tag} (1) and {@code
 * simple_value} (2).
 */
public final class TensorBoardLog implements TrainingObserver {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int MASK_DELTA = 0xa282ead8;
    private static final int MASK_ROTATION = 15;

    private final Path file;
    private final Instant start;

    /** A log in the directory of a run that started at a time which stays the same when it is resumed. */
    public TensorBoardLog(Path runDirectory, Instant start) {
        this.file = runDirectory
                .resolve("tensorboard")
                .resolve("events.out.tfevents." + start.getEpochSecond() + ".cordscope");
        this.start = start;
    }

    @Override
    public void saved(List<Epoch> epochs) throws IOException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        record(records, event(start, 0, field(3, "brain.Event:2".getBytes(StandardCharsets.US_ASCII))));
        for (int i = 0; i < epochs.size(); i++) {
            Epoch epoch = epochs.get(i);
            Instant end = EpochMetrics.end(start, epochs.subList(0, i + 1));
            record(records, event(end, epoch.number(), field(5, summary(epoch))));
        }
        WholeFile.write(file, records.toByteArray());
    }

    private static byte[] summary(Epoch epoch) {
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        EpochMetrics.of(epoch).forEach((name, number) -> {
            byte[] tag = field(1, name.replaceFirst("_", "/").getBytes(StandardCharsets.UTF_8));
            byte[] value = little(
                    tag.length + 1 + Float.BYTES,
                    bytes -> bytes.put(tag).put(key(2, FIXED_32)).putFloat(number.floatValue()));
            values.writeBytes(field(1, value));
        });
        return values.toByteArray();
    }

    private static byte[] event(Instant at, int step, byte[] content) {
        double seconds = at.getEpochSecond() + at.getNano() / 1e9;
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.writeBytes(
                little(1 + Double.BYTES, bytes -> bytes.put(key(1, FIXED_64)).putDouble(seconds)));
        if (step != 0) { // zero is what a reader takes for a field that is not there
            event.write(key(2, VARINT));
            event.writeBytes(varint(step));
        }
        event.writeBytes(content);
        return event.toByteArray();
    }

    private static byte[] field(int number, byte[] content) {
        byte[] length = varint(content.length);
        return little(
                1 + length.length + content.length,
                bytes -> bytes.put(key(number, BYTES)).put(length).put(content));
    }

    private static byte key(int number, int wireType) {
        return (byte) ((number << 3) | wireType);
    }

    private static byte[] varint(int value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int left = value;
        while (left > 0x7f) {
            bytes.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        bytes.write(left);
        return bytes.toByteArray();
    }

    private static void record(ByteArrayOutputStream to, byte[] event) {
        byte[] length = little(Long.BYTES, bytes -> bytes.putLong(event.length));
        to.writeBytes(length);
        to.writeBytes(little(Integer.BYTES, bytes -> bytes.putInt(masked(length))));
        to.writeBytes(event);
        to.writeBytes(little(Integer.BYTES, bytes -> bytes.putInt(masked(event))));
    }

    /** TFRecord turns the checksum, so that a checksum of bytes that hold checksums stays a good one. */
    private static int masked(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length);
        return Integer.rotateRight((int) checksum.getValue(), MASK_ROTATION) + MASK_DELTA;
    }

    private static byte[] little(int size, Consumer<ByteBuffer> content) {
        byte[] bytes = new byte[size];
        content.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }
}
