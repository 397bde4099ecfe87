package org.cordscope.cli.shared;

import java.time.Clock;
import java.time.ZoneId;
import org.cordscope.service.telemetry.EventLog;
import picocli.CommandLine.Option;

/** How the lines on stderr look. */
public final class LogOption {
    @Option(
            names = "--log",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json for one JSON object a line (${DEFAULT-VALUE})")
    private EventLog.Format format = EventLog.Format.TEXT;

    /** @param component which part of Cordscope speaks */
    public EventLog open(String component) {
        return new EventLog(component, format, Clock.system(ZoneId.systemDefault()), System.err::println);
    }
}
