package org.cordscope.cli.service;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.pacs.hl7.Mllp;
import org.cordscope.pacs.hl7.OruMessage;
import org.cordscope.pacs.watch.Destination;
import org.cordscope.pacs.watch.Hl7Destinations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** HL7 messages of a watch, and where they go. */
final class Hl7Options {
    @Option(
            names = "--hl7-folder",
            paramLabel = "DIR",
            description = "Also put an HL7 v2 message (ORU^R01) of each result into this folder")
    private @Nullable Path folder;

    @Option(
            names = "--hl7-send",
            paramLabel = "URL",
            description =
                    "Also send it to mllp://host:port, or mllps://host:port for TLS, and await its acknowledgement")
    private @Nullable URI receiver;

    @Option(
            names = "--hl7-parties",
            paramLabel = "NAMES",
            defaultValue = "CORDSCOPE",
            description =
                    "Sending application, sending facility, receiving application, receiving facility, with commas"
                            + " between them (${DEFAULT-VALUE})")
    private String parties = "";

    @Option(
            names = "--hl7-trust",
            paramLabel = "FILE",
            description = "Certificates (PEM) to trust for mllps instead of those that Java knows")
    private @Nullable Path trust;

    /** Null where no message is wanted. */
    OruMessage.@Nullable Parties parties() {
        if (folder == null && receiver == null) {
            return null;
        }
        String[] names = parties.split(",", -1);
        if (names.length > 4) {
            throw new IllegalArgumentException("--hl7-parties has at most four names");
        }
        return new OruMessage.Parties(name(names, 0), name(names, 1), name(names, 2), name(names, 3));
    }

    private static String name(String[] names, int place) {
        return place < names.length ? names[place].strip() : "";
    }

    /** In the order in which results go there. */
    List<Destination> destinations(Duration patience) throws IOException {
        List<Destination> destinations = new ArrayList<>();
        if (folder != null) {
            Inputs.mustBecomeFolder(folder);
            destinations.add(Hl7Destinations.folder(folder));
        }
        if (receiver != null) {
            destinations.add(Hl7Destinations.receiver(Mllp.to(receiver, trust, patience)));
        }
        return destinations;
    }
}
