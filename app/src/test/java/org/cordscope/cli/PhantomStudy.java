package org.cordscope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A study of phantoms with the labels of all raters, divided, as a user makes one.
 *
 * @param cohort the phantoms
 * @param root folder of the study
 */
record PhantomStudy(Path cohort, Path root) {

    /** Makes one with slices of 64 x 64. */
    static PhantomStudy in(Path folder, int patients, Object... split) {
        return sized(64, folder, patients, split);
    }

    static PhantomStudy sized(int matrix, Path folder, int patients, Object... split) {
        PhantomStudy study = new PhantomStudy(folder.resolve("cohort"), folder.resolve("study"));
        Path cohort = study.cohort;
        Console.done(
                "phantom", "--patients", patients, "--matrix", matrix, "--no-decoys", "--no-masks", "--out", cohort);
        Console.done("init", study.root, "--seed", 1);
        study.done("import", cohort.resolve("dicom"));
        study.done("labels", "import", cohort.resolve("ratings.csv"), cohort.resolve("consensus.csv"));
        study.done("split", split);
        return study;
    }

    /** Runs a command on the study. */
    Console run(String command, Object... arguments) {
        List<Object> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--study", root));
        return Console.run(words.toArray());
    }

    /** Runs a command on the study that must succeed. */
    Console done(String command, Object... arguments) {
        List<Object> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--study", root));
        return Console.done(words.toArray());
    }

    /** Trains a network; the folder of its run. */
    Path train(Object... options) throws IOException {
        List<Object> words = new ArrayList<>(List.of(options));
        words.add("--json");
        return root.resolve("runs")
                .resolve(done("train", words.toArray())
                        .json()
                        .at("/models/0/run")
                        .asText());
    }

    /** Trains the smallest network there is for an epoch; the folder of its run. */
    Path trainQuickly(Object... options) throws IOException {
        List<Object> words = new ArrayList<>(List.of("--preset", "quick", "--max-epochs", 1));
        words.addAll(List.of("--set", "preprocessing.size=32"));
        words.addAll(List.of(options));
        return train(words.toArray());
    }
}
