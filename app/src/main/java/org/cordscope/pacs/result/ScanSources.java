package org.cordscope.pacs.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.inference.CodingResult;
import org.jspecify.annotations.Nullable;

/** The images of all coded scans, looked for once, when something is first written of them. For one thread. */
public final class ScanSources {
    private final CodingResult result;
    private final List<Path> inputs;
    private @Nullable List<ScanSource> found;

    /** @param inputs what the scans were coded from */
    public ScanSources(CodingResult result, List<Path> inputs) {
        this.result = result;
        this.inputs = List.copyOf(inputs);
    }

    /**
     * In the scans' order.
     *
     * @throws org.cordscope.study.UserFacingException where a UID of the images is none, so that nothing can refer to them
     */
    public List<ScanSource> all() throws IOException {
        List<ScanSource> known = found;
        if (known == null) {
            known = result.scans().isEmpty() ? List.of() : ScanSource.find(result, inputs);
            found = known;
        }
        return known;
    }
}
