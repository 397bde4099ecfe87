package org.cordscope.pacs.watch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cordscope.pacs.dicomweb.ArchiveException;
import org.cordscope.pacs.dicomweb.Retries;
import org.cordscope.pacs.hl7.Hl7Exception;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;
import org.jdbi.v3.core.JdbiException;

/**
 * Follows an archive: takes its news into the ledger, then does what the ledger says is to be done, a step of a study at a time
 * and several studies at once. Wherever the process dies, the ledger says what is left: a study is looked at again, or its
 * results, which lie on the disk with their UIDs, are sent again, and the archive has them once.
 *
 * <p>For one thread; an interrupt ends it between two steps, or within some that are then repeated.
 */
public final class Watch {
    private static final Duration STILL_ARRIVING = Duration.ofSeconds(5);
    private static final int ATTEMPTS_FOR_ALL_IMAGES = 2;
    private static final Duration RECEIVER_AWAY = Duration.ofSeconds(60);

    /** One is fetched and one is sent while one is coded. */
    private static final int STUDIES_AT_ONCE = 3;

    private final Feed feed;
    private final Ledger ledger;
    private final StateFolder state;
    private final StudyCoding coding;
    private final String coder;
    private final Retries retries;
    private final Consumer<String> log;
    private final List<Destination> destinations;
    private int atOnce = STUDIES_AT_ONCE;

    /**
     * A watch.
     *
     * @param coder model, software and settings: each study is coded once by each
     * @param retries how often a step of a study is tried, and after what waits
     * @param log takes a line for each step, without identifiers
     * @param besides where results go when the archive has them
     */
    public Watch(
            Feed feed,
            Ledger ledger,
            StateFolder state,
            StudyCoding coding,
            String coder,
            Retries retries,
            Consumer<String> log,
            List<Destination> besides) {
        this.feed = feed;
        this.ledger = ledger;
        this.state = state;
        this.coding = coding;
        this.coder = coder;
        this.retries = retries;
        this.log = log;
        this.destinations =
                Stream.concat(Stream.of(coding.archive()), besides.stream()).toList();
    }

    /**
     * Takes all news and does all that can be done now.
     *
     * @throws ArchiveException where the archive cannot be reached; what was to be done stays in the ledger
     */
    public void once() throws IOException, InterruptedException {
        takeNews();
        try (StudiesUnderWay studies = new StudiesUnderWay(atOnce)) {
            begin(studies);
            while (!studies.none()) {
                studies.awaitOne();
                begin(studies);
            }
        }
        atOnce = STUDIES_AT_ONCE;
    }

    private void begin(StudiesUnderWay studies) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped between two steps");
        }
        for (LedgerEntry entry : ledger.due(coder, retries.longest(), 2 * STUDIES_AT_ONCE)) {
            boolean alone = entry.attempts() > 0; // what failed costs no other study an attempt when it fails again
            if (studies.mayBegin(entry.id(), alone)) {
                studies.begin(entry.id(), alone, () -> step(entry));
            } else if (alone) {
                return;
            }
        }
    }

    /** Never ends but by an interrupt, or by what a person has to mend. */
    public void forever(Duration pause) throws IOException, InterruptedException {
        for (int failures = 0; ; ) {
            Duration wait = pause;
            try {
                once();
                failures = 0;
            } catch (ArchiveException e) {
                refuseIfNotAllowed(e);
                wait = longer(retries.after(Math.min(++failures, 30)), e.retryAfter());
                log.accept(e.getMessage() + "; asking again in " + wait.toSeconds() + " s");
            } catch (IOException e) {
                if (!isOfTheDisk(e)) {
                    throw e;
                }
                wait = diskFull(++failures);
            } catch (JdbiException e) {
                wait = diskFull(++failures);
            }
            retries.sleeper().sleep(wait);
        }
    }

    /**
     * Nothing is lost: the ledger stands where it stood, and the archive keeps its news. Fewer studies at once need less room.
     */
    private Duration diskFull(int failures) {
        atOnce = 1;
        Duration wait = retries.after(Math.min(failures, 30));
        log.accept("the state folder cannot be written: is its disk full? Going on in " + wait.toSeconds() + " s");
        return wait;
    }

    private void takeNews() throws IOException, InterruptedException {
        boolean more = true;
        while (more) {
            Feed.News news = feed.after(ledger.position(feed.name()).orElse(""));
            ledger.receive(news.studyUids(), coder, feed.name(), news.position());
            feed.taken(news);
            if (!news.remark().isEmpty()) {
                log.accept(news.remark());
            }
            more = news.more();
        }
    }

    private void step(LedgerEntry entry) throws IOException, InterruptedException {
        try {
            if (entry.status() == Status.CODED) {
                send(entry);
            } else {
                look(entry);
            }
        } catch (ArchiveException e) {
            refuseIfNotAllowed(e);
            failed(entry, String.valueOf(e.getMessage()), e.retryAfter());
            if (e.kind() == ArchiveException.Kind.UNREACHABLE) {
                throw e; // it was there when it was asked for news: this study may be what it dies of
            }
        } catch (Hl7Exception e) {
            if (e.unreachable()) {
                ledger.postpone(entry, String.valueOf(e.getMessage()), RECEIVER_AWAY); // says nothing about this study
                log.accept(
                        name(entry) + ": " + e.getMessage() + "; trying again in " + RECEIVER_AWAY.toSeconds() + " s");
            } else {
                failed(entry, String.valueOf(e.getMessage()));
            }
        } catch (InterruptedIOException | ClosedByInterruptException | CancellationException e) {
            throw new InterruptedException("stopped within a step, which will be repeated");
        } catch (UserFacingException e) {
            failed(entry, String.valueOf(e.getMessage()));
        } catch (JdbiException e) {
            throw e; // the ledger cannot be written, and says nothing about this study either
        } catch (IOException e) {
            if (isOfTheDisk(e)) {
                throw e;
            }
            failed(entry, "a file could not be read or written: " + e.getClass().getSimpleName());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // one study, however hostile, does not hold up the others
            failed(entry, "a fault within Cordscope: " + e.getClass().getSimpleName());
        }
    }

    private static boolean isOfTheDisk(IOException e) {
        String message = String.valueOf(e.getMessage());
        return Stream.of(
                        "No space left",
                        "quota exceeded",
                        "File too large",
                        "Read-only file system",
                        "Input/output error")
                .anyMatch(message::contains);
    }

    private static void refuseIfNotAllowed(ArchiveException e) {
        if (e.kind() == ArchiveException.Kind.NOT_ALLOWED) {
            throw new UserFacingException(
                    "The archive does not allow it: " + e.getMessage(),
                    "Check --credentials and the archive's rights.",
                    e);
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private void failed(LedgerEntry entry, String reason) {
        failed(entry, reason, Duration.ZERO);
    }

    /** @param least wait before the next try */
    private void failed(LedgerEntry entry, String reason, Duration least) {
        int failures = entry.attempts() + 1;
        if (failures >= retries.attempts()) {
            ledger.giveUp(entry, reason);
            log.accept(name(entry) + ": given up after " + failures + " attempts: " + reason);
            return;
        }
        Duration wait = longer(retries.after(failures), least);
        ledger.failed(entry, reason, wait);
        log.accept(name(entry) + ": " + reason + "; trying again in " + wait.toSeconds() + " s");
    }

    private static String name(LedgerEntry entry) {
        return "study " + entry.id();
    }

    private void look(LedgerEntry entry) throws IOException, InterruptedException {
        if (!feed.isComplete(entry.studyUid())) {
            ledger.postpone(entry, "still arriving", STILL_ARRIVING);
            return;
        }
        boolean incomplete = entry.attempts() >= ATTEMPTS_FOR_ALL_IMAGES;
        StudyImages images = coding.images(entry.studyUid(), incomplete);
        if (!ledger.identify(entry, images.state())) {
            return;
        }
        Path work = state.work(entry);
        WholeFile.deleteFolder(work);
        try {
            StudyCoding.Outcome outcome = coding.code(images, work, state.newResults(entry), incomplete);
            if (outcome.coding() == null) {
                ledger.ineligible(entry, outcome.reason());
                state.deleteResults(entry);
                log.accept(name(entry) + ": not eligible: " + outcome.reason());
            } else {
                ledger.coded(entry, outcome.coding(), outcome.reason());
                log.accept(coded(entry, outcome.coding()));
            }
        } finally {
            WholeFile.deleteFolder(work);
        }
    }

    private static String coded(LedgerEntry entry, LedgerEntry.Coding coding) {
        return String.format(
                Locale.ROOT,
                "%s: coded, compression %s, %d of %d slices%s",
                name(entry),
                coding.finding().words(),
                coding.compressedSlices(),
                coding.slices(),
                coding.notJudged() == 0 ? "" : ", " + coding.notJudged() + " not judged");
    }

    private void send(LedgerEntry entry) throws IOException, InterruptedException {
        List<Path> files = state.resultsOf(entry);
        if (files.isEmpty()) {
            ledger.restart(entry, "its results were deleted before they were sent");
            return;
        }
        List<String> delivered = List.of(entry.delivered().split(" "));
        for (Destination destination : destinations) {
            List<Path> its = files.stream()
                    .filter(file -> file.toString().endsWith(destination.suffix()))
                    .toList();
            if (!delivered.contains(destination.name()) && !its.isEmpty()) {
                destination.deliver(entry.studyUid(), its);
                ledger.delivered(entry, destination.name());
            }
        }
        ledger.returned(entry);
        state.deleteResults(entry);
        log.accept(name(entry) + ": " + files.size() + " results returned");
    }
}
