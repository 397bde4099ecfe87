package org.cordscope.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.phantom.PhantomCohort;
import org.cordscope.phantom.PhantomRequest;
import org.cordscope.phantom.randomised.RandomisedSheet;
import org.cordscope.phantom.randomised.RandomisedSlices;
import org.cordscope.phantom.randomised.SampleGrid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a synthetic cohort. */
@Command(
        name = "phantom",
        mixinStandardHelpOptions = true,
        description =
                "Makes a synthetic cohort: DICOM, masks, exact truth, simulated raters, clinical table; or a sheet of"
                        + " what networks are trained on.")
public final class PhantomCommand implements Callable<Integer> {
    @Option(names = "--patients", description = "Number of patients")
    private @Nullable Integer patients;

    @Option(names = "--seed", defaultValue = "1", description = "One seed, one cohort (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "New folder")
    private @Nullable Path out;

    @Option(
            names = "--randomised-sheet",
            paramLabel = "PNG",
            description = "Instead of a cohort, a contact sheet of training samples in randomised appearances")
    private @Nullable Path sheet;

    @Spec
    private @Nullable CommandSpec spec;

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
        if (sheet != null && patients == null && out == null) {
            RandomisedSheet.defaults().write(new RandomisedSlices(seed, SampleGrid.defaults()), sheet);
            System.out.println(sheet);
            return 0;
        }
        if (sheet != null || patients == null || out == null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "Give --patients and --out for a cohort, or --randomised-sheet alone");
        }
        writeCohort(patients, out);
        return 0;
    }

    private void writeCohort(int count, Path folder) throws IOException {
        Inputs.mustBePositive("--threads", threads);
        Inputs.mustBecomeFolder(folder);
        PhantomRequest request = PhantomRequest.defaults()
                .withPatients(count)
                .withSeed(seed)
                .withMode(mode)
                .withRaters(raters)
                .withMatrix(matrix)
                .withMasks(!withoutMasks)
                .withDecoys(!withoutDecoys);
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            PhantomCohort.write(request, folder, threads, progress);
        }
        System.out.println(folder + ": dicom/, " + (withoutMasks ? "" : "masks/, ")
                + "ratings.csv, consensus.csv, truth.csv, screening.csv, clinical.csv, sheet.svg");
    }
}
