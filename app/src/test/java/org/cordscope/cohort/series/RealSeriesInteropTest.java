package org.cordscope.cohort.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cordscope.dicom.DicomScan;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every series of {@code ../shared/data/dicom} with the decision that was judged right by reading its header. */
@Tag("interop")
final class RealSeriesInteropTest {
    private static final Path DATA = sharedData();

    @Test
    void every_real_series_gets_the_decision_that_its_header_deserves() throws IOException {
        List<InstanceHeader> headers = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        DicomScan.scan(List.of(DATA), Progress.NONE, DicomScan.Sink.into(headers, rejected));
        List<String> found = SeriesChoice.choose(headers, SeriesRules.defaults()).stream()
                .map(RealSeriesInteropTest::line)
                .sorted()
                .toList();
        assertEquals(String.join("\n", pinned()), String.join("\n", found));
    }

    /** First file by path, number of files, reason. */
    private static String line(ScanDecision decision) {
        String first = decision.instances().stream()
                .map(h -> DATA.relativize(h.source().file()).toString())
                .sorted()
                .findFirst()
                .orElseThrow();
        return first + "\t" + decision.instances().size() + "\t" + decision.reason();
    }

    private static List<String> pinned() throws IOException {
        try (InputStream in = RealSeriesInteropTest.class.getResourceAsStream("real-decisions.tsv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static Path sharedData() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path data = up.resolve("../shared/data/dicom").normalize();
            if (Files.isDirectory(data)) {
                return data;
            }
        }
        throw new IllegalStateException("../shared/data is not there");
    }
}
