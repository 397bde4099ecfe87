package org.cordscope.cli.coding;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cordscope.learning.Precision;
import org.cordscope.learning.trust.Quantisation;
import org.cordscope.learning.weights.ModelFile;
import org.jspecify.annotations.Nullable;

/** Warns of models that do not say in eight bits what they say in float32. */
public final class Int8Warning {
    private Int8Warning() {}

    /** A line on stderr for each such model, where int8 is asked for. */
    static void of(List<Path> files, @Nullable Precision precision) {
        if (precision != Precision.INT8) {
            return;
        }
        for (Path file : files) {
            Quantisation quantisation = ModelFile.read(file).quantisation();
            Quantisation.Check check = quantisation == null ? null : quantisation.check();
            if (check != null && !check.held()) {
                System.err.println("cordscope: model " + file.getFileName() + ": " + words(check));
            }
        }
    }

    /** What is wrong with a model in eight bits, as a sentence. */
    public static String words(Quantisation.Check check) {
        String area = check.aucFloat32() == null
                ? ""
                : String.format(Locale.ROOT, ", the AUC is %.4f instead of %.4f", check.aucInt8(), check.aucFloat32());
        return String.format(
                Locale.ROOT,
                "eight bits are not near enough to float32 (on %d slices the 99th percentile of the differences in"
                        + " probability is %.3f%s). Leave out --precision int8.",
                check.slices(),
                check.percentile99(),
                area);
    }
}
