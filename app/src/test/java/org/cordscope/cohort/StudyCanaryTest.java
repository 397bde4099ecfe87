package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.deid.DeidentificationCheck;
import org.cordscope.deid.MadeFile;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Vr;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens in names and attributes of what an import takes in: none in a name or byte of the study but in its private folder. */
final class StudyCanaryTest {
    private static final List<String> TOKENS = List.of(
            "ZQFOLDERXZQWXY",
            "ZQFILEXZQWXY",
            "ZQTEXTXZQWXY",
            "ZQPATIENTXZQWXY",
            "ZQSERIESXZQWXY",
            "ZQEXCLUDEDXZQWXY",
            "ZQCOIL",
            "Люксембургова",
            "山田太郎花子");

    @TempDir
    Path folder;

    @Test
    void no_token_is_in_any_byte_outside_the_private_folder() throws IOException {
        Path in = folder.resolve("in").resolve(TOKENS.get(0)).resolve(TOKENS.get(8));
        for (int i = 0; i < 6; i++) {
            MadeFile.write(in.resolve(TOKENS.get(1) + i), marked("1.2.3.4", i, TOKENS.get(4)));
            DataSet other = marked("1.2.3.5", i, TOKENS.get(5)).set(0x00180081, Vr.DS, "10");
            MadeFile.write(in.resolve(TOKENS.get(7) + i), other);
        }
        Files.writeString(in.resolve(TOKENS.get(2) + ".txt"), "nothing");
        Path root = folder.resolve("study");
        try (StudyFolder study = StudyFolder.init(root, StudySettings.named("trial"), Clock.systemUTC())) {
            ImportSummary summary =
                    Importing.run(study, ImportRequest.of(folder.resolve("in")), SeriesRules.defaults(), Progress.NONE);
            assertEquals(6, summary.usedFiles());
            assertEquals(13, summary.files());
        }
        List<String> found = new ArrayList<>();
        List<Path> given;
        try (Stream<Path> entries = Files.list(root)) {
            given = entries.filter(entry -> !entry.endsWith("private")).toList();
        }
        assertTrue(given.contains(root.resolve("study.db")));
        for (Path entry : given) {
            DeidentificationCheck.find(entry, TOKENS).forEach(finding -> found.add(finding.toString()));
        }
        assertEquals(List.of(), found);
        assertFalse(DeidentificationCheck.find(root.resolve("private"), TOKENS).isEmpty());
    }

    private static DataSet marked(String series, int number, String word) {
        DataSet data = MadeFile.slice(TOKENS.get(3), "1.2.3", series, number);
        data.set(0x00080005, Vr.CS, "ISO_IR 192");
        data.set(0x00100010, Vr.PN, TOKENS.get(7) + "^" + TOKENS.get(8));
        data.set(0x0008103e, Vr.LO, "t2_tse_tra C-SPINE " + word);
        data.set(0x00181030, Vr.LO, "t2_tse_tra " + word);
        data.set(0x00181250, Vr.SH, TOKENS.get(6));
        return data.set(0x00204000, Vr.LT, word + " " + TOKENS.get(8));
    }
}
