package org.cordscope.phantom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.export.StudyExport;
import org.cordscope.study.Cancellation;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;

/**
 * Writes a whole synthetic cohort: {@code dicom/} with one study per patient, {@code labels.csv} of two simulated raters,
 * {@code consensus.csv}, {@code truth.csv} and {@code clinical.csv}. Patients are made two at a time and kept no longer than
 * needed, so that memory does not grow with their number.
 *
 * <p>All is made in the folder {@code cohort.part} and moved out of it at the end, {@code clinical.csv} last: a folder with
 * {@code clinical.csv} is whole, and one with {@code cohort.part} but without it was broken off and may be written again.
 */
public final class PhantomCohort {
    /** For a look at what was made: the canal and what surrounds it. */
    private static final PhantomSheet CANALS = new PhantomSheet(5, 300, 110);

    private static final int THREADS = 2;
    private static final int AHEAD = 4;
    private static final String DICOM = "dicom";
    private static final String LAST = "clinical.csv";
    private static final List<String> PARTS =
            List.of(DICOM, "labels.csv", "consensus.csv", "truth.csv", "sheet.png", LAST);

    private PhantomCohort() {}

    /**
     * Makes the cohort in {@code out}. A failure leaves nothing of it behind, a killed process what the next call replaces.
     *
     * @throws UserFacingException where {@code out} already holds a cohort, or a folder {@code dicom} of other origin
     * @throws CancellationException where the thread is interrupted
     */
    public static void write(PhantomRequest request, Path out, Progress progress) throws IOException {
        Path unfinished = out.resolve("cohort.part");
        refuseToReplace(out, unfinished);
        deleteTree(out.resolve(DICOM));
        deleteTree(unfinished);
        try {
            make(request, unfinished, progress);
        } catch (IOException | RuntimeException failure) {
            try {
                deleteTree(unfinished);
            } catch (IOException left) {
                failure.addSuppressed(left);
            }
            if (failure instanceof ClosedByInterruptException) {
                Cancellation.check();
            }
            throw failure;
        }
        for (String name : PARTS) {
            Files.move(
                    unfinished.resolve(name),
                    out.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(unfinished);
    }

    private static void refuseToReplace(Path out, Path unfinished) {
        boolean whole = Files.exists(out.resolve(LAST));
        boolean foreign = Files.exists(out.resolve(DICOM)) && !Files.exists(unfinished);
        if (whole || foreign) {
            throw new UserFacingException(
                    "The folder " + out.getFileName() + " already holds "
                            + (whole ? "a cohort." : "a folder " + DICOM + "."),
                    "Choose a folder that does not exist yet, or remove the old cohort first.");
        }
    }

    private static void make(PhantomRequest request, Path folder, Progress progress) throws IOException {
        Path dicom = Files.createDirectories(folder.resolve(DICOM));
        progress.begin("Phantom patients", request.patients());
        CohortTables tables = new CohortTables();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Deque<Future<CohortTables.Part>> running = new ArrayDeque<>();
            for (int i = 0; i < request.patients(); i++) {
                int index = i;
                running.add(threads.submit(() -> patient(request, index, dicom)));
                if (running.size() >= AHEAD) {
                    finish(running, tables, progress);
                }
            }
            while (!running.isEmpty()) {
                finish(running, tables, progress);
            }
        } finally {
            stop(threads);
        }
        tables.write(folder);
        CANALS.write(PhantomSheet.examples(request), folder.resolve("sheet.png"));
    }

    /** Waits until no thread writes any more, also where this one is interrupted. */
    private static void stop(ExecutorService threads) {
        boolean interrupted = Thread.interrupted();
        threads.shutdownNow();
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void finish(Deque<Future<CohortTables.Part>> running, CohortTables tables, Progress progress)
            throws IOException {
        Cancellation.check();
        try {
            tables.add(running.remove().get());
            progress.advance(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Cancellation.check();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new IOException(failure.getMessage(), failure);
            }
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw new IOException(failure.getMessage(), failure);
            }
            throw new IllegalStateException("a phantom patient could not be made", e.getCause());
        }
    }

    private static CohortTables.Part patient(PhantomRequest request, int number, Path dicom) throws IOException {
        PhantomPatient patient = PhantomPatient.of(request.seed(), number, request.matrix());
        StudyExport export = StudyExport.of(patient.examination(), patient.uids(), dicom);
        CohortTables.Part part = new CohortTables.Part(export.patientId(), patient.subject());
        SeededDraw eyes = SeededDraw.of(request.seed()).named("raters", number);
        export.write(request.decoys(), (index, pixels) -> {
            PhantomSlice slice = patient.slice(index, pixels);
            part.add(slice, export.axialSeriesUid(), eyes.named("slice", index));
        });
        return part;
    }
}
