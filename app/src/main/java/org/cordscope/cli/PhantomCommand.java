package org.cordscope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cordscope.phantom.PhantomCohort;
import org.cordscope.phantom.PhantomRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a synthetic cohort. */
@Command(
        name = "phantom",
        mixinStandardHelpOptions = true,
        description = "Makes a synthetic cohort: DICOM, masks, exact truth, simulated raters, clinical table.")
final class PhantomCommand implements Callable<Integer> {
    @Option(names = "--patients", required = true, description = "Number of patients")
    private int patients;

    @Option(names = "--seed", defaultValue = "1", description = "One seed, one cohort (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "New folder")
    private Path out = Path.of("");

    @Option(names = "--matrix", description = "Side of the image, pixels")
    private Integer matrix = PhantomRequest.defaults().matrix();

    @Option(names = "--no-decoys", negatable = false, description = "Only the axial T2-weighted series, none beside it")
    private boolean withoutDecoys;

    @Option(
            names = "--mode",
            defaultValue = "patients",
            description =
                    "patients: all with symptoms, as the paper's; population: half of them without, a quarter mild"
                            + " (${DEFAULT-VALUE})")
    private PhantomRequest.Mode mode = PhantomRequest.Mode.PATIENTS;

    @Option(names = "--raters", description = "Simulated raters (${DEFAULT-VALUE})")
    private int raters = PhantomRequest.defaults().raters();

    @Option(names = "--no-masks", description = "No masks of cord, fluid, canal, disc and bone")
    private boolean withoutMasks;

    @Option(names = "--threads", description = "Patients made at once; all processors by default")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException {
        Inputs.mustBePositive("--threads", threads);
        Inputs.mustBecomeFolder(out);
        PhantomRequest request = PhantomRequest.defaults()
                .withPatients(patients)
                .withSeed(seed)
                .withMode(mode)
                .withRaters(raters)
                .withMatrix(matrix)
                .withMasks(!withoutMasks)
                .withDecoys(!withoutDecoys);
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            PhantomCohort.write(request, out, threads, progress);
        }
        System.out.println(out + ": dicom/, " + (withoutMasks ? "" : "masks/, ")
                + "ratings.csv, consensus.csv, truth.csv, screening.csv, clinical.csv, sheet.svg");
        return 0;
    }
}
