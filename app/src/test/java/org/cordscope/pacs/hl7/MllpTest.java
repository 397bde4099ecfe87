package org.cordscope.pacs.hl7;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;

final class MllpTest {
    private static final String MESSAGE = "MSH|^~\\&|A||B||2026||ORU^R01^ORU_R01|id7|P|2.5.1\rPID|1||Müller\r";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Hl7Exception refusal(String answer) throws IOException {
        try (TestReceiver receiver = new TestReceiver(message -> answer)) {
            return assertThrows(
                    Hl7Exception.class,
                    () -> Mllp.to(receiver.address(), null, PATIENCE).send(MESSAGE));
        }
    }

    @Test
    void a_message_arrives_whole_and_its_acknowledgement_is_awaited() throws IOException {
        try (TestReceiver receiver = new TestReceiver(TestReceiver::accept)) {
            Mllp mllp = Mllp.to(receiver.address(), null, PATIENCE);
            mllp.send(MESSAGE);
            mllp.send(MESSAGE);
            assertEquals(List.of(MESSAGE, MESSAGE), receiver.received());
        }
    }

    @Test
    void what_is_not_accepted_is_said_without_the_receivers_words() throws IOException {
        Hl7Exception refused = refusal("MSH|^~\\&|B||A\rMSA|AE|id7|patient Miller unknown\r");
        assertEquals("the HL7 receiver answered AE", refused.getMessage());
        assertFalse(refused.unreachable());
    }

    @Test
    void an_answer_to_another_message_or_nonsense_is_no_acknowledgement() throws IOException {
        assertFalse(refusal("MSH|^~\\&|B||A\rMSA|AA|id8\r").unreachable());
        assertFalse(refusal("hello").unreachable());
        assertFalse(refusal("x".repeat(70_000)).unreachable());
    }

    @Test
    void a_receiver_that_hangs_up_falls_silent_or_is_not_there_is_unreachable() throws IOException {
        assertTrue(refusal("").unreachable(), "hangs up");
        int port;
        try (ServerSocket silent = new ServerSocket(0)) {
            port = silent.getLocalPort();
            assertUnreachable(port);
        }
        assertUnreachable(port);
    }

    private static void assertUnreachable(int port) throws IOException {
        Mllp mllp = Mllp.to(URI.create("mllp://127.0.0.1:" + port), null, Duration.ofMillis(50));
        assertTrue(assertThrows(Hl7Exception.class, () -> mllp.send(MESSAGE)).unreachable());
    }

    @Test
    void an_address_of_another_kind_is_refused() {
        for (String wrong : List.of("http://ris:2575", "mllp://ris", "ris:2575", "mllp://ris:2575/x")) {
            assertThrows(UserFacingException.class, () -> Mllp.to(URI.create(wrong), null, PATIENCE), wrong);
        }
    }
}
