package org.cordscope.learning.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.cordscope.learning.Precision;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/**
 * The native library: loaded once, with settings that must precede loading. It computes on the first CUDA device where its
 * build has CUDA (Maven profile {@code cuda}) and the machine such a device, unless {@code CORDSCOPE_DEVICE} says
 * {@code cpu}; else on the processor.
 */
final class Libtorch {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final String DEVICE = "CORDSCOPE_DEVICE";
    private static final boolean CACHES_UNKNOWN =
            Files.isReadable(CPU) && Files.notExists(Path.of("/sys/devices/system/cpu/cpu0/cache/index0"));
    private static final boolean CUDA;

    static {
        // JavaCPP otherwise collects garbage and sleeps whenever the process grows beyond a multiple of the Java heap.
        setUnlessGiven("org.bytedeco.javacpp.maxBytes", "0");
        setUnlessGiven("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        unpackCuda();
        torch.set_num_threads(availableThreads());
        CUDA = !"cpu".equalsIgnoreCase(System.getenv(DEVICE)) && torch.cuda_is_available();
        try (Context context = torch.globalContext()) {
            if (CUDA) {
                context.setDeterministicCuDNN(true); // one seed, one result
            }
            if (CACHES_UNKNOWN) {
                context.setUserEnabledNNPACK(false); // it cannot work there, and says so on stderr at each convolution
            }
        }
    }

    /** Whether the processor says nothing of its caches: oneDNN errs there. */
    static boolean cachesUnknown() {
        return CACHES_UNKNOWN;
    }

    /** Whether tensors lie on a CUDA device. */
    static boolean onCuda() {
        return CUDA;
    }

    private Libtorch() {}

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Unpacks all libraries of a CUDA build before the first is loaded. JavaCPP else loads each as soon as it is unpacked,
     * those of CUDA before the ones that they need, and the first start on a machine goes without CUDA, in silence.
     */
    private static void unpackCuda() {
        String libraries = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/";
        if (torch.class.getResource(libraries) != null) {
            try {
                Loader.cacheResources(torch.class, libraries);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Makes the library ready; every entry point calls this first.
     *
     * @throws UserFacingException where {@code CORDSCOPE_DEVICE} names a device that is not there
     */
    static void load() {
        refuse(System.getenv(DEVICE), CUDA);
    }

    /** Refuses a device that a user names, or null, which is not known or not there. */
    static void refuse(@Nullable String device, boolean cuda) {
        String named = device == null ? "auto" : device.toLowerCase(Locale.ROOT);
        if (!List.of("auto", "cpu", "cuda").contains(named)) {
            throw new UserFacingException(
                    DEVICE + " is \"" + device + "\".", "Set it to auto, cpu or cuda, or leave it out.");
        }
        if (named.equals("cuda") && !cuda) {
            throw new UserFacingException(
                    DEVICE + " is cuda, but the tensor library finds no CUDA device.",
                    "Build with `./mvnw -Pcuda -Dquick -DskipTests package` on a machine with an NVIDIA driver, CUDA 13 and"
                            + " cuDNN 9, or leave " + DEVICE + " out.");
        }
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

    /** Bfloat16 on CUDA and where the processor multiplies it in hardware (AVX512_BF16 or AMX), else float32. */
    static Precision fastest() {
        return CUDA || processorFlags().contains("avx512_bf16") ? Precision.BFLOAT16 : Precision.FLOAT32;
    }

    /**
     * Refuses arithmetic in eight bits where it would be slow or wrong: without VNNI, oneDNN multiplies pairs of numbers in 16
     * bits, which may overflow.
     *
     * @throws UserFacingException on a CUDA device, and on a processor that hides its caches or has neither AVX512_VNNI,
     *     AVX_VNNI nor AMX
     */
    static void refuseInt8() {
        refuseInt8(CUDA, CACHES_UNKNOWN, processorFlags());
    }

    static void refuseInt8(boolean cuda, boolean cachesUnknown, Set<String> flags) {
        if (cuda) {
            throw new UserFacingException(
                    "int8 is computed on processors only, and this run is on a CUDA device.",
                    "Leave out --precision int8, or set " + DEVICE + "=cpu.");
        }
        if (cachesUnknown) {
            throw new UserFacingException(
                    "The processor of this machine, a virtual one perhaps, says nothing of its caches, and int8 comes out"
                            + " wrong there.",
                    "Leave out --precision int8, or run on another machine.");
        }
        if (Stream.of("avx512_vnni", "avx_vnni", "amx_int8").noneMatch(flags::contains)) {
            throw new UserFacingException(
                    "This processor has no instructions for int8 (VNNI), or does not say so.",
                    "Leave out --precision int8: the fastest precision of this machine is "
                            + fastest().name().toLowerCase(Locale.ROOT) + ".");
        }
    }

    /** What the processor says that it can, in Linux's words; empty on other systems. */
    private static Set<String> processorFlags() {
        try {
            return Files.isReadable(CPU)
                    ? Files.readString(CPU)
                            .lines()
                            .filter(line -> line.startsWith("flags"))
                            .limit(1)
                            .flatMap(line -> Stream.of(line.split("\\s+")))
                            .collect(Collectors.toUnmodifiableSet())
                    : Set.of();
        } catch (IOException e) {
            return Set.of();
        }
    }
}
