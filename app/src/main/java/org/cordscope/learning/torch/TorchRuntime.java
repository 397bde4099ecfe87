package org.cordscope.learning.torch;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;

/** What the tensor library says of itself and of this machine. */
public final class TorchRuntime {
    private TorchRuntime() {}

    /**
     * Name to value, in order, ready to print.
     *
     * @throws LinkageError where the native library cannot be loaded
     */
    public static Map<String, Object> describe() {
        Libtorch.load();
        Map<String, Object> findings = new LinkedHashMap<>();
        findings.put("tensor_library", "libtorch " + torch.class.getPackage().getImplementationVersion());
        findings.put("device", Libtorch.onCuda() ? "cuda" : "cpu");
        findings.put("threads", Libtorch.threads());
        findings.put("fastest_precision", Libtorch.fastest().name().toLowerCase(Locale.ROOT));
        findings.put(
                "processor_caches",
                Libtorch.cachesUnknown() ? "unknown: 1 x 1 convolutions by matrix products, no int8" : "known");
        return findings;
    }
}
