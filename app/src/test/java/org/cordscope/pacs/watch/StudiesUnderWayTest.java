package org.cordscope.pacs.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class StudiesUnderWayTest {
    @Test
    void steps_of_different_studies_run_at_once_and_those_of_one_study_do_not() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        try (StudiesUnderWay studies = new StudiesUnderWay(2)) {
            for (long entry = 1; entry <= 2; entry++) {
                studies.begin(entry, false, () -> {
                    both.countDown();
                    both.await(); // for the other
                });
            }
            assertFalse(studies.mayBegin(1, false), "its step is under way");
            assertFalse(studies.mayBegin(3, false), "there is no room");
            studies.awaitOne();
            assertTrue(studies.mayBegin(3, false));
            studies.awaitOne();
            assertTrue(studies.none());
        }
    }

    @Test
    void a_step_that_is_to_be_alone_waits_for_the_others_and_they_for_it() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (StudiesUnderWay studies = new StudiesUnderWay(3)) {
            studies.begin(1, false, go::await);
            assertFalse(studies.mayBegin(2, true), "another is under way");
            go.countDown();
            studies.awaitOne();
            assertTrue(studies.mayBegin(2, true));
            studies.begin(2, true, () -> {});
            assertFalse(studies.mayBegin(3, false), "one that is to be alone is under way");
            studies.awaitOne();
            assertTrue(studies.mayBegin(3, false));
        }
    }

    @Test
    void what_a_step_throws_reaches_who_waits_and_the_others_are_interrupted() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        try (StudiesUnderWay studies = new StudiesUnderWay(2)) {
            CountDownLatch waiting = new CountDownLatch(1);
            studies.begin(1, false, () -> {
                waiting.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                    throw e;
                }
            });
            studies.begin(2, false, () -> {
                waiting.await();
                throw new IOException("no room");
            });
            IOException thrown = assertThrows(IOException.class, studies::awaitOne);
            assertEquals("no room", thrown.getMessage());
        }
        assertTrue(interrupted.get(), "and closing waited for it");
    }
}
