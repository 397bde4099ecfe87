package org.cordscope.pacs.dicomweb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.cordscope.pacs.dicomweb.ArchiveException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MultipartReaderTest {
    private static final String TYPE = "multipart/related; type=\"application/dicom\"; boundary=\"b-1\"";

    @Test
    void parts_come_back_byte_for_byte_even_where_they_nearly_hold_the_boundary() throws IOException {
        byte[] tricky = bytes("\r\n--b-\r\n\r\n--b-0--b-1\r\n-\r\r\n--b");
        byte[] random = new byte[70_000];
        new SplittableRandom(3).nextBytes(random);
        byte[][] parts = {tricky, new byte[0], random};
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(bytes("a preamble\r\n"));
        for (byte[] part : parts) {
            body.write(bytes("--b-1\r\nContent-Type: application/dicom\r\nContent-Length: 7\r\n\r\n"));
            body.write(part);
            body.write(bytes("\r\n"));
        }
        body.write(bytes("--b-1--\r\nan epilogue"));
        MultipartReader reader = reader(body.toByteArray(), TYPE);
        for (byte[] part : parts) {
            assertTrue(reader.next());
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            reader.copyTo(copy);
            assertArrayEquals(part, copy.toByteArray());
        }
        assertFalse(reader.next());
    }

    @Test
    void a_boundary_may_stand_without_quotes_and_at_the_very_end() throws IOException {
        MultipartReader reader = reader(bytes("--b\r\n\r\nx\r\n--b--"), "Multipart/Related; boundary=b; type=\"x\"");
        assertTrue(reader.next());
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        reader.copyTo(copy);
        assertEquals("x", copy.toString(StandardCharsets.UTF_8));
        assertFalse(reader.next());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--b-1\r\nContent-Type: application/dicom\r\n\r\nhalf of a fi",
                "--b-1\r\nContent-Type: appl",
                "--b-1\r\n\r\nwhole\r\n--b-1"
            })
    void a_body_that_is_cut_short_is_worth_asking_for_again(String body) {
        assertEquals(Kind.PASSING, refusal(bytes(body), TYPE));
    }

    @Test
    void a_body_that_is_no_multipart_is_refused_within_bounds() {
        assertEquals(Kind.REFUSED, refusal(bytes("x"), "text/html"));
        assertEquals(Kind.REFUSED, refusal(bytes("x"), "multipart/related; type=\"application/dicom\""));
        assertEquals(Kind.REFUSED, refusal(bytes("no boundary here\n".repeat(10_000)), TYPE));
        assertEquals(Kind.REFUSED, refusal(new byte[1 << 20], TYPE));
        assertEquals(Kind.REFUSED, refusal(bytes("--b-1\r\n" + "X-Header: x\r\n".repeat(100)), TYPE));
        assertEquals(Kind.REFUSED, refusal(bytes("--b-1\r\n\r\nx\r\n--b-1nonsense\r\n"), TYPE));
    }

    private static Kind refusal(byte[] body, String type) {
        return assertThrows(ArchiveException.class, () -> {
                    MultipartReader reader = reader(body, type);
                    while (reader.next()) {
                        reader.copyTo(new ByteArrayOutputStream());
                    }
                })
                .kind();
    }

    private static MultipartReader reader(byte[] body, String type) throws ArchiveException {
        return MultipartReader.of(new ByteArrayInputStream(body), type);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
