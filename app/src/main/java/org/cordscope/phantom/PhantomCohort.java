package org.cordscope.phantom;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.export.StudyExport;
import org.cordscope.study.Cancellation;
import org.cordscope.study.ParallelWork;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;

/**
 * Writes a whole synthetic cohort: {@code dicom/} with one study per patient, {@code masks/}, {@code ratings.csv} of the
 * simulated raters, {@code consensus.csv}, {@code truth.csv}, {@code screening.csv}, {@code clinical.csv} and {@code
 * sheet.svg}. Only as many patients are under way as there are threads, so that memory does not grow with their number; what
 * is written does not depend on the threads.
 *
 * <p>All is made in the folder {@code cohort.part} and moved out of it at the end, {@code clinical.csv} last: a folder with
 * {@code clinical.csv} is whole, and one with {@code cohort.part} but without it was broken off and may be written again.
 */
public final class PhantomCohort {
    /** For a look at what was made: the canal and what surrounds it. */
    private static final PhantomSheet CANALS = new PhantomSheet(5, 300, 110);

    /** Numbers of patients who are left out begin here, so that they are no one else's. */
    private static final int LEFT_OUT = 1_000_000;

    private static final String DICOM = "dicom";
    private static final String MASKS = "masks";
    private static final String LAST = "clinical.csv";
    private static final List<String> PARTS =
            List.of(DICOM, MASKS, "ratings.csv", "consensus.csv", "truth.csv", "screening.csv", "sheet.svg", LAST);

    private PhantomCohort() {}

    /**
     * Makes the cohort in {@code out}, as many patients at once as there are {@code threads}. A failure leaves nothing of it behind, a killed process what the next call replaces.
     *
     * @throws UserFacingException where {@code out} already holds a cohort, or a folder {@code dicom} of other origin
     * @throws CancellationException where the thread is interrupted
     */
    public static void write(PhantomRequest request, Path out, int threads, Progress progress) throws IOException {
        Path unfinished = out.resolve("cohort.part");
        refuseToReplace(out, unfinished);
        deleteTree(out.resolve(DICOM));
        deleteTree(out.resolve(MASKS));
        deleteTree(unfinished);
        try {
            make(request, unfinished, threads, progress);
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
            if (name.equals(MASKS) && !request.masks()) {
                continue;
            }
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

    private static void make(PhantomRequest request, Path folder, int threads, Progress progress) throws IOException {
        Files.createDirectories(folder.resolve(DICOM));
        int without = request.decoys() ? Screening.withoutAxial(request.patients()) : 0;
        progress.begin("Phantom patients", request.patients() + without);
        CohortTables tables = new CohortTables();
        IntStream numbers =
                IntStream.concat(IntStream.range(0, request.patients()), IntStream.range(LEFT_OUT, LEFT_OUT + without));
        try (ParallelWork work = new ParallelWork(threads)) {
            work.each(numbers.iterator(), number -> patient(request, number, folder), part -> {
                tables.add(part);
                progress.advance(1);
            });
        }
        tables.addLeftOut(Screening.leftOut(request.seed(), request.patients()));
        tables.write(folder);
        CANALS.write(PhantomSheet.examples(request), folder.resolve("sheet.svg"));
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

    private static CohortTables.Part patient(PhantomRequest request, int number, Path folder) throws IOException {
        PhantomPatient patient = PhantomPatient.of(request, number);
        StudyExport export = StudyExport.of(patient.examination(), patient.uids(), folder.resolve(DICOM));
        if (number >= LEFT_OUT) {
            export.writeWithoutAxial();
            return new CohortTables.Part(export.patientId(), patient.subject(), Screening.NO_AXIAL);
        }
        CohortTables.Part part = new CohortTables.Part(export.patientId(), patient.subject());
        SimulatedRaters raters = SimulatedRaters.of(request.raters(), SeededDraw.of(request.seed()));
        SeededDraw eyes = SeededDraw.of(request.seed()).named("raters", number);
        export.write(request.decoys(), (index, pixels) -> {
            PhantomSlice slice = patient.slice(index, pixels);
            part.add(slice, export.axialSeriesUid(), raters, eyes.named("slice", index));
        });
        if (request.masks()) {
            export.writeMasks(folder.resolve(MASKS));
        }
        return part;
    }
}
