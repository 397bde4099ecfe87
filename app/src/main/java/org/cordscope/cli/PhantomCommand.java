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
        description = "Makes a synthetic cohort: DICOM, exact truth, two simulated raters, clinical table.")
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

    @Override
    public Integer call() throws IOException {
        Inputs.mustBecomeFolder(out);
        PhantomRequest request = PhantomRequest.defaults()
                .withPatients(patients)
                .withSeed(seed)
                .withMatrix(matrix)
                .withDecoys(!withoutDecoys);
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            PhantomCohort.write(request, out, progress);
        }
        System.out.println(out + ": dicom/, labels.csv, consensus.csv, truth.csv, clinical.csv, sheet.png");
        return 0;
    }
}
