package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * R and Python, which read a CSV as {@code d} and leave their numbers in {@code out}.
 *
 * @param folder for scripts and data
 */
record Peers(Path folder) {

    double[] r(String csv, String script) throws IOException, InterruptedException {
        Path data = write("data.csv", csv);
        String whole = "d <- read.csv(commandArgs(TRUE)[1])\n" + script + "\ncat(sprintf('%.17g', out), sep='\\n')\n";
        return numbers("Rscript", "--vanilla", write("script.R", whole).toString(), data.toString());
    }

    double[] python(String csv, String script) throws IOException, InterruptedException {
        Path data = write("data.csv", csv);
        String whole = "import sys\nimport numpy as np\nd = np.genfromtxt(sys.argv[1], delimiter=',', names=True)\n"
                + script + "\nprint('\\n'.join(repr(float(v)) for v in out))\n";
        return numbers("/usr/bin/python3", write("script.py", whole).toString(), data.toString());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private double[] numbers(String... command) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> List.of(command) + " failed: " + read(errors));
        List<Double> values = output.lines().map(Peers::number).collect(Collectors.toList());
        assertFalse(values.isEmpty(), "no numbers from " + List.of(command));
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double number(String line) {
        return Double.parseDouble(line);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
