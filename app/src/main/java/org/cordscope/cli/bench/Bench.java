package org.cordscope.cli.bench;

import org.cordscope.cli.shared.CommandGroup;
import picocli.CommandLine.Command;

/** Throughput on this machine. Never part of a test: measure on a quiet machine, in pairs with a peer. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures throughput on this machine; run it while nothing else does.",
        subcommands = {
            BenchNetwork.Inference.class,
            BenchNetwork.Training.class,
            BenchDicom.class,
            BenchEvaluation.class
        })
public final class Bench extends CommandGroup {}
