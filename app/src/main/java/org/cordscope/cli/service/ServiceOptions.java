package org.cordscope.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cordscope.cli.coding.CodingOptions;
import org.cordscope.cli.coding.OpenModel;
import org.cordscope.cli.settings.ConfigOption;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.LogOption;
import org.cordscope.pacs.result.SlicePictures;
import org.cordscope.service.telemetry.EventLog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What watch and api have in common: settings from a file, a state folder, one model, and logs. */
public final class ServiceOptions {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--model", paramLabel = "FILE", description = "A trained model instead of the one that ships")
    private @Nullable Path model;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where is kept what was done and what is left to do; made where it is missing")
    private @Nullable Path state;

    @Mixin
    private CodingOptions coding = new CodingOptions();

    @Option(names = "--no-maps", description = "Leave the slices of the montage without activation maps")
    private boolean noMaps;

    @Mixin
    private LogOption log = new LogOption();

    /** Checked, as the model's path is. */
    Path state(String command) {
        if (state == null) {
            throw new IllegalArgumentException(command + " needs --state DIR");
        }
        OpenModel.mustExist(OpenModel.files(model));
        Inputs.mustBecomeFolder(state);
        return state;
    }

    CodingOptions coding() {
        return coding;
    }

    boolean withoutMaps() {
        return noMaps;
    }

    /** Codes as {@code predict} does: mirror images are left out only where they would change no probability. */
    public OpenModel open() {
        List<Path> files = OpenModel.files(model);
        return coding.open(files, OpenModel.areOfTheCord(files));
    }

    SlicePictures pictures(OpenModel open) {
        return open.pictures(!noMaps);
    }

    /** Every setting in effect, for the record of a run. */
    Map<String, Object> settings(OpenModel open) {
        Map<String, Object> settings = coding.settings(open);
        settings.put("maps", !noMaps && open.mapped() != null);
        return settings;
    }

    EventLog log(String component) {
        return log.open(component);
    }

    /** How the settings came about. */
    String origin() {
        return config.words();
    }
}
