package org.cordscope.cli.coding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.inference.CodingDifference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An earlier coding to compare with. */
final class AgainstOption {
    @Option(
            names = "--against",
            paramLabel = "DIR",
            description = "An earlier coding: what differs from it goes to changes.csv")
    private @Nullable Path earlier;

    /** Before the work: an earlier coding must be one, and another than the new one. */
    void check(Path out) {
        if (earlier == null) {
            return;
        }
        Inputs.mustExist(earlier.resolve("slices.csv"), "Give a folder that predict has written with --against.");
        if (earlier.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException("--against is the earlier coding, and --out another folder");
        }
    }

    /** Writes what differs, and adds to the summary how much does. */
    void compare(Path out, Map<String, Object> summary) throws IOException {
        if (earlier == null) {
            return;
        }
        List<CodingDifference.Change> changes = CodingDifference.between(earlier, out);
        CodingDifference.write(changes, out.resolve("changes.csv"));
        summary.put("changed_scans", CodingDifference.rows(changes, "scans"));
        summary.put("changed_slices", CodingDifference.rows(changes, "slices"));
    }
}
