package org.cordscope.cli.coding;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordscope.cli.shared.Json;
import org.cordscope.inference.CodingResult;
import org.cordscope.inference.RedcapFiles;
import org.cordscope.pacs.hl7.OruMessage;
import org.cordscope.pacs.result.Algorithm;
import org.cordscope.pacs.result.ScanSource;
import org.cordscope.pacs.result.ScanSources;
import org.cordscope.provenance.CordscopeVersion;
import org.cordscope.service.ResultJson;
import org.cordscope.study.WholeFile;
import picocli.CommandLine.Option;

/** Forms in which predict also writes its results, beside the tables and DICOM. */
final class ResultOptions {
    @Option(names = "--redcap", description = "Also write redcap.csv, and redcap-dictionary.csv which makes its fields")
    private boolean redcap;

    @Option(names = "--hl7", description = "Also write an HL7 v2 message (ORU^R01) of each scan into DIR/hl7")
    private boolean hl7;

    @Option(names = "--results-json", description = "Also write results.json: what the tables tell, as one object")
    private boolean resultsJson;

    /** A message, and an object of results, names the weights that made it. */
    void check(int models) {
        if ((hl7 || resultsJson) && models > 1) {
            throw new IllegalArgumentException("--hl7 and --results-json write what one model says: give --model once");
        }
    }

    /**
     * Does nothing unless it was asked for.
     *
     * @param sha256 of each model
     * @param algorithm of the first model
     */
    void write(CodingResult result, ScanSources scans, List<String> sha256, Algorithm algorithm, Path out)
            throws IOException {
        if (resultsJson) {
            WholeFile.write(out.resolve("results.json"), Json.text(ResultJson.of(result, algorithm)) + "\n");
        }
        if (!redcap && !hl7) {
            return;
        }
        List<ScanSource> sources = scans.all();
        if (redcap) {
            List<RedcapFiles.Row> rows = new ArrayList<>();
            for (ScanSource source : sources) {
                String patient = source.images().get(0).patientId();
                rows.add(new RedcapFiles.Row(patient.isBlank() ? source.scan().studyUid() : patient, source.scan()));
            }
            RedcapFiles.write(rows, CordscopeVersion.current(), String.join(" ", sha256), algorithm.threshold(), out);
        }
        if (hl7) {
            LocalDateTime made = LocalDateTime.now(ZoneId.systemDefault());
            for (int i = 0; i < sources.size(); i++) {
                String text = OruMessage.of(sources.get(i), algorithm, made, OruMessage.Parties.unnamed())
                        .text();
                WholeFile.write(out.resolve("hl7").resolve(String.format(Locale.ROOT, "%04d.hl7", i + 1)), text);
            }
        }
    }
}
