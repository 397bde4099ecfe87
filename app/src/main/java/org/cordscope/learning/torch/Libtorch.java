package org.cordscope.learning.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.global.torch;
import org.cordscope.learning.Precision;

/** The native library: loaded once, with settings that must precede loading. */
final class Libtorch {

    static {
        // JavaCPP otherwise collects garbage and sleeps whenever the process grows beyond a multiple of the Java heap.
        setUnlessGiven("org.bytedeco.javacpp.maxBytes", "0");
        setUnlessGiven("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        torch.set_num_threads(availableThreads());
    }

    private Libtorch() {}

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Makes the library ready; every entry point calls this first. */
    static void load() {
        // the static initialiser has done it
    }

    /** {@code OMP_NUM_THREADS} where it is set, as on a shared machine; else all processors. */
    static int availableThreads() {
        String given = System.getenv("OMP_NUM_THREADS");
        return given != null && given.matches("[1-9][0-9]{0,3}")
                ? Integer.parseInt(given)
                : Runtime.getRuntime().availableProcessors();
    }

    /** Threads that one operator may use. */
    static int threads() {
        return torch.get_num_threads();
    }

    /** For the calling thread, and for those that call libtorch for the first time from now on. */
    static void useThreads(int threads) {
        torch.get_num_threads(); // a thread's first call takes what was last set, and would undo this
        torch.set_num_threads(threads);
    }

    /** Bfloat16 where the processor multiplies it in hardware (AVX512_BF16 or AMX), else float32. */
    static Precision fastest() {
        Path cpu = Path.of("/proc/cpuinfo");
        try {
            return Files.isReadable(cpu)
                            && Files.readString(cpu)
                                    .lines()
                                    .anyMatch(line -> line.startsWith("flags") && line.contains("avx512_bf16"))
                    ? Precision.BFLOAT16
                    : Precision.FLOAT32;
        } catch (IOException e) {
            return Precision.FLOAT32;
        }
    }
}
