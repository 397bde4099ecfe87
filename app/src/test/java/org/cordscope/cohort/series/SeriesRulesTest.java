package org.cordscope.cohort.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeriesRulesTest {
    @TempDir
    Path folder;

    @Test
    void own_keys_replace_the_shipped_ones_and_the_rest_stays() throws IOException {
        SeriesRules rules = SeriesRules.load(written("min_slices: 7\nwords:\n  t2: [zwei]\n"));
        assertEquals(7, rules.minSlices());
        assertEquals(List.of("zwei"), rules.words().t2());
        assertEquals(SeriesRules.defaults().maxTiltDegrees(), rules.maxTiltDegrees());
        assertEquals(SeriesRules.defaults().words().dixon(), rules.words().dixon());
    }

    @Test
    void order_of_preference_is_the_file_s() throws IOException {
        Protocol many = Protocol.siemens();
        Protocol fine = Protocol.siemens();
        fine.series = "1.2.3.2";
        fine.spacing = 0.3;
        List<InstanceHeader> headers =
                Stream.concat(many.stack(20).stream(), fine.stack(10).stream()).toList();
        SeriesRules rules = SeriesRules.load(written("prefer: [finer_pixels, more_slices]\n"));
        assertEquals(List.of(false, true), chosen(headers, rules));
        assertEquals(List.of(true, false), chosen(headers, SeriesRules.defaults()));
    }

    private static List<Boolean> chosen(List<InstanceHeader> headers, SeriesRules rules) {
        return SeriesChoice.choose(headers, rules).stream()
                .map(ScanDecision::chosen)
                .toList();
    }

    @Test
    void rule_that_is_left_out_is_not_asked() throws IOException {
        Protocol p = Protocol.siemens();
        p.contrast = "Gadovist";
        SeriesRules rules = SeriesRules.load(written("rules: [modality, geometry, plane, t2_weighting]\n"));
        assertTrue(SeriesChoice.choose(p.stack(5), rules).get(0).chosen());
    }

    @Test
    void unknown_keys_words_and_rules_stop() throws IOException {
        for (String bad : new String[] {
            "min_slice: 7\n",
            "words:\n  t3: [x]\n",
            "rules: [modalities]\n",
            "prefer: [prettier]\n",
            "words:\n  t2: ['(']\n",
            "- a\n",
            "min_slices: 0\n"
        }) {
            Path file = written(bad);
            assertThrows(UserFacingException.class, () -> SeriesRules.load(file), bad);
        }
    }

    private Path written(String yaml) throws IOException {
        return Files.writeString(folder.resolve("rules.yaml"), yaml);
    }
}
