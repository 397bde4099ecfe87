package org.cordscope.pacs.dicomweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what an archive says it has counts as stored: nothing is taken for returned that is not there. */
final class StoreAnswerTest {
    private static final String STORED = item("00081199", "{}");
    private static final String WITH_WARNING =
            item("00081199", "{\"00081196\":{\"vr\":\"US\",\"Value\":[45056]}}"); // coerced: it is there

    @TempDir
    Path folder;

    private List<Path> files;

    @BeforeEach
    void two_files() throws IOException {
        files = List.of(
                Files.writeString(folder.resolve("a"), "file a"), Files.writeString(folder.resolve("b"), "file b"));
    }

    private static String item(String sequence, String items) {
        return "\"" + sequence + "\":{\"vr\":\"SQ\",\"Value\":[" + items + "]}";
    }

    private static String failure(String sequence, int reason) {
        return item(sequence, "{\"00081197\":{\"vr\":\"US\",\"Value\":[" + reason + "]}}");
    }

    private void store(int status, String type, String body) throws IOException, InterruptedException {
        try (StandIn archive = new StandIn(exchange -> StandIn.send(exchange, status, type, body))) {
            archive.web().store("1.2", files);
        }
    }

    private String refusal(int status, String type, String body) {
        return String.valueOf(assertThrows(ArchiveException.class, () -> store(status, type, body))
                .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"409,''", "409,'{\"message\":\"quota\"}'", "409,<html>busy</html>", "202,''", "202,{}"})
    void a_status_that_says_that_some_are_not_there_is_believed_whatever_the_body_is(int status, String body) {
        assertEquals(
                "the archive did not store 2 of 2 results (it answered " + status + " and gave no reason)",
                refusal(status, "application/json", body));
    }

    @Test
    void what_an_answer_leaves_out_is_not_there() {
        String other = "{" + STORED + "," + failure("0008119A", 0xC122) + "}";
        assertEquals(
                "the archive did not store 1 of 2 results (reason C122H)",
                refusal(202, "application/dicom+json", other));
        assertEquals(
                "the archive did not store 1 of 2 results (it answered 200 and gave no reason)",
                refusal(200, "application/dicom+json", "{" + STORED + "}"));
        assertEquals(
                "the archive did not store 1 of 2 results (reason 0122H)",
                refusal(202, "application/dicom+json", "{" + STORED + "," + failure("00081198", 0x0122) + "}"));
    }

    @Test
    void all_that_is_there_counts_with_a_warning_or_from_before() throws Exception {
        store(200, "application/dicom+json", "");
        store(200, "application/dicom+xml", "<NativeDicomModel/>");
        store(202, "application/dicom+json", "{" + WITH_WARNING + "," + failure("00081198", 0x0111) + "}");
        store(
                409,
                "application/dicom+json",
                "{"
                        + item(
                                "00081198",
                                "{\"00081197\":{\"vr\":\"US\",\"Value\":[273]}},{\"00081197\":{\"vr\":\"US\",\"Value\":[45070]}}")
                        + "}");
    }

    @Test
    void a_page_to_sign_in_at_is_no_answer() {
        assertTrue(refusal(200, "text/html", "<html>Sign in</html>").endsWith("is no JSON"));
    }
}
