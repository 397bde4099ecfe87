package org.cordscope.phantom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.export.StudyExport;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;

/**
 * Writes a whole synthetic cohort: {@code dicom/} with one study per patient, {@code labels.csv} of two simulated raters,
 * {@code consensus.csv}, {@code truth.csv} and {@code clinical.csv}. Patients are made two at a time and kept no longer than
 * needed, so that memory does not grow with their number.
 */
public final class PhantomCohort {
    private static final int THREADS = 2;
    private static final int AHEAD = 4;
    private static final int STOP_SECONDS = 15;

    private PhantomCohort() {}

    /**
     * Makes the cohort in {@code out}; the tables come last, so that a folder with {@code truth.csv} is whole.
     *
     * @throws UserFacingException where {@code out} already holds a cohort
     * @throws CancellationException where the thread is interrupted; nothing is left in {@code out} then
     */
    public static void write(PhantomRequest request, Path out, Progress progress) throws IOException {
        Path dicom = out.resolve("dicom");
        if (Files.exists(dicom)) {
            throw new UserFacingException(
                    "The folder " + out.getFileName() + " already holds a folder dicom.",
                    "Choose a folder that does not exist yet, or remove the old cohort first.");
        }
        Path unfinished = out.resolve("cohort.part");
        boolean existed = Files.exists(out);
        deleteTree(unfinished);
        try {
            Files.createDirectories(unfinished.resolve("dicom"));
            make(request, unfinished.resolve("dicom"), progress).write(unfinished);
            publish(unfinished, out);
        } finally {
            deleteTree(unfinished);
            if (!existed && isEmpty(out)) {
                Files.delete(out);
            }
        }
    }

    private static CohortTables make(PhantomRequest request, Path dicom, Progress progress) throws IOException {
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
        return tables;
    }

    /** Ends the threads, and waits until none of them writes any more. */
    private static void stop(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("phantom patients are still being written");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void publish(Path unfinished, Path out) throws IOException {
        Files.move(unfinished.resolve("dicom"), out.resolve("dicom"));
        for (String table : CohortTables.NAMES) {
            Files.move(unfinished.resolve(table), out.resolve(table), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Removes what a run that was broken off has left. */
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
        try {
            tables.add(running.remove().get());
            progress.advance(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("making phantom patients was interrupted");
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

    private static CohortTables.Part patient(PhantomRequest request, int index, Path dicom) throws IOException {
        PhantomPatient patient = PhantomPatient.of(request.seed(), index, request.matrix());
        StudyExport export = StudyExport.of(patient.examination(), patient.uids(), dicom);
        CohortTables.Part part = new CohortTables.Part(export.patientId(), patient.subject());
        SeededDraw eyes = SeededDraw.of(request.seed()).named("raters", index);
        for (PhantomSlice slice : patient.slices()) {
            export.writeAxialT2w(slice.index(), slice.image());
            part.add(slice, export.axialSeriesUid(), eyes.named("slice", slice.index()));
        }
        if (request.decoys()) {
            export.writeDecoys();
        }
        return part;
    }
}
