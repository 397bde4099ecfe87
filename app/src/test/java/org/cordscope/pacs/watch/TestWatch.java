package org.cordscope.pacs.watch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.inference.ScanCoder;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.SliceReading;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.pacs.dicomweb.ArchiveHttp;
import org.cordscope.pacs.dicomweb.Credentials;
import org.cordscope.pacs.dicomweb.DicomWeb;
import org.cordscope.pacs.dicomweb.Retries;
import org.cordscope.pacs.hl7.OruMessage;
import org.cordscope.pacs.result.Algorithm;
import org.cordscope.pacs.result.ScanResults;
import org.cordscope.pacs.result.SlicePictures;
import org.jspecify.annotations.Nullable;

/** A watch whose model is the mean grey of a slice; as a program of its own, so that it can be killed. */
final class TestWatch {
    private static final Recipe RECIPE = Recipe.quick(Precision.FLOAT32, 1);

    private TestWatch() {}

    /** @param arguments address of the archive, state folder */
    public static void main(String[] arguments) throws Exception {
        once(URI.create(arguments[0]), Path.of(arguments[1]), "ab".repeat(32));
    }

    /** Runs once; returns the lines of the log. */
    static List<String> once(URI archive, Path state, String weights) throws IOException, InterruptedException {
        return once(archive, state, weights, List.of());
    }

    /** @param besides where results go as well, as HL7 */
    static List<String> once(URI archive, Path state, String weights, List<Destination> besides)
            throws IOException, InterruptedException {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Algorithm algorithm = new Algorithm("test", weights, 0.2, "float32");
        Retries retries =
                new Retries(3, Duration.ofMillis(1), Duration.ofMillis(2), new Random(1), time -> Thread.onSpinWait());
        ArchiveHttp http = new ArchiveHttp(archive, Credentials.none(), null, Duration.ofSeconds(20), retries);
        DicomWeb web = new DicomWeb(http.below("/dicom-web"), 1 << 28);
        SeriesRules rules = SeriesRules.defaults();
        try (StateFolder folder = StateFolder.open(state);
                Ledger ledger = folder.openLedger(Clock.systemUTC())) {
            StudyCoding coding = new StudyCoding(
                    web,
                    rules,
                    new ScanCoder(() -> new MeanGrey(weights), rules, algorithm.threshold()),
                    new ScanResults(algorithm, SlicePictures.plain(RECIPE.preprocessing())),
                    Clock.systemUTC(),
                    besides.isEmpty() ? null : OruMessage.Parties.unnamed());
            new Watch(new OrthancFeed(http), ledger, folder, coding, algorithm.id(), retries, log::add, besides).once();
        }
        return log;
    }

    static List<LedgerEntry> ledger(Path state) {
        try (Ledger ledger = Ledger.read(StateFolder.ledger(state), Clock.systemUTC())) {
            return ledger.entries();
        }
    }

    private record MeanGrey(String sha256) implements SliceClassifier {
        @Override
        public List<SliceReading> read(List<float[]> greyImages) {
            return greyImages.stream()
                    .map(grey -> {
                        double sum = 0;
                        for (float value : grey) {
                            sum += value;
                        }
                        double mean = Math.min(0.999, Math.max(0.001, sum / grey.length));
                        return new SliceReading(Math.log(mean / (1 - mean)), new float[0]);
                    })
                    .toList();
        }

        @Override
        public @Nullable ModelRecord record() {
            return null;
        }

        @Override
        public Recipe recipe() {
            return RECIPE;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
