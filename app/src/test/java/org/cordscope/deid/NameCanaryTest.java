package org.cordscope.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cordscope.dicom.DataSet;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens in the names of folders, files and archive entries: none may be in a name or byte of the folder that is given away. */
final class NameCanaryTest {
    private static final List<String> TOKENS = List.of(
            "ZQFOLDERXZQWXY",
            "ZQFILEXZQWXY",
            "ZQNOTDICOMXZQWXY",
            "ZQARCHIVEXZQWXY",
            "ZQENTRYXZQWXY",
            "Wałęsowski",
            "山田太郎花子");

    @TempDir
    Path folder;

    @Test
    void no_token_of_a_name_is_given_away() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in/" + TOKENS.get(0) + "/" + TOKENS.get(5)));
        MadeFile.write(in.resolve(TOKENS.get(1) + ".dcm"), slice(1));
        MadeFile.write(in.resolve(TOKENS.get(6)), slice(2));
        MadeFile.write(in.resolve(TOKENS.get(1) + "-copy.dcm"), slice(1));
        Files.writeString(in.resolve(TOKENS.get(2) + ".txt"), "no image");
        byte[] third = Files.readAllBytes(MadeFile.write(folder.resolve("third"), slice(3)));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(in.resolve(TOKENS.get(3) + ".zip")))) {
            zip.putNextEntry(new ZipEntry(TOKENS.get(4) + "/" + TOKENS.get(6)));
            zip.write(third);
            zip.putNextEntry(new ZipEntry(TOKENS.get(4) + ".txt"));
            zip.write(new byte[] {'n', 'o', 'n', 'e'});
        }
        Path out = folder.resolve("out");
        Path secret = folder.resolve("secret");
        DeidentificationSummary summary = FolderDeidentification.run(
                List.of(folder.resolve("in")),
                out,
                secret,
                DeidentificationOptions.defaults(),
                Clock.systemUTC(),
                Progress.NONE);
        assertEquals(3, summary.written());
        assertEquals(Map.of("copy of another file", 1, "not DICOM: text", 2), new TreeMap<>(summary.rejected()));
        assertEquals(List.of(), DeidentificationCheck.find(out, TOKENS));
        assertFalse(DeidentificationCheck.find(folder.resolve("in"), TOKENS).isEmpty());
    }

    private static DataSet slice(int number) {
        return MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", number);
    }
}
