package org.cordscope.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Throughput on this machine. Never part of a test: measure on a quiet machine, in pairs with a peer. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures throughput on this machine; run it while nothing else does.",
        subcommands = {BenchNetwork.Inference.class, BenchNetwork.Training.class, BenchDicom.class})
final class Bench implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to measure: inference, training or dicom");
    }
}
