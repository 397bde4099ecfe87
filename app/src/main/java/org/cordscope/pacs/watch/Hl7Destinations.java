package org.cordscope.pacs.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.pacs.hl7.Mllp;
import org.cordscope.study.WholeFile;

/** Where HL7 messages go. */
public final class Hl7Destinations {
    private Hl7Destinations() {}

    /** A message that a destination takes. */
    private interface Taking {
        void take(String message) throws IOException;
    }

    /** A folder, in which each message appears whole under its control ID. */
    public static Destination folder(Path folder) {
        return of("hl7-folder", message -> {
            String controlId = message.split("\\|", 11)[9];
            WholeFile.write(folder.resolve(controlId + ".hl7"), message);
        });
    }

    /** A receiver, which acknowledges each message. */
    public static Destination receiver(Mllp mllp) {
        return of("hl7", mllp::send);
    }

    private static Destination of(String name, Taking taking) {
        return new Destination() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String suffix() {
                return ".hl7";
            }

            @Override
            public void deliver(String studyUid, List<Path> files) throws IOException {
                for (Path file : files) {
                    taking.take(Files.readString(file));
                }
            }
        };
    }
}
