package org.cordscope.cohort.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cordscope.study.InstanceHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes that are missing, odd or rare. */
final class OddHeadersTest {
    private static final String CHOSEN = "axial T2-weighted, not fat-saturated";

    @Test
    void zero_is_as_good_as_not_stated() {
        expect(CHOSEN, p -> p.echoTime = 0.0);
        expect(CHOSEN, p -> p.repetitionTime = 0.0);
        expect(CHOSEN, p -> p.echoTrain = 0.0);
    }

    @Test
    void turbo_spin_echo_named_as_scanning_sequence_is_spin_echo() {
        expect(CHOSEN, p -> {
            p.scanningSequence = List.of("TSE");
            p.description = "axial";
            p.protocol = "";
            p.sequenceName = "";
            p.echoTrain = null;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"FS", "FATSAT", "FAT_SAT", "WE", "SPIR", "SPAIR", "DIXON"})
    void scan_options_of_fat_suppression(String option) {
        expect("fat-saturated", p -> p.scanOptions = List.of("PFP", option));
    }

    @Test
    void of_dixon_images_only_the_one_in_phase_is_used() {
        expect("fat-saturated", p -> p.imageType = List.of("ORIGINAL", "PRIMARY", "W", "W", "SE"));
        expect("fat-saturated", p -> p.imageType = List.of("ORIGINAL", "PRIMARY", "DIXON", "WATER"));
        expect("derived or reformatted images", p -> p.imageType = List.of("ORIGINAL", "PRIMARY", "F", "F", "SE"));
        expect(CHOSEN, p -> {
            p.imageType = List.of("ORIGINAL", "PRIMARY", "DIXON", "IN_PHASE");
            p.scanOptions = List.of("DIXON");
        });
    }

    @Test
    void water_and_fat_of_one_series_are_never_mixed() {
        Protocol p = Protocol.philips();
        List<InstanceHeader> headers = new ArrayList<>();
        for (String kind : List.of("W", "F")) {
            p.imageType = List.of("ORIGINAL", "PRIMARY", kind, "M", "SE");
            headers.addAll(p.stack(6));
        }
        ScanDecision d = SeriesChoice.choose(headers, SeriesRules.defaults()).get(0);
        assertEquals("derived or reformatted images", d.reason());
        assertTrue(d.evidence().contains("6 frames refused: fat-saturated"), d.evidence()::toString);
    }

    @Test
    void three_dimensional_turbo_spin_echo_may_repeat_faster() {
        Consumer<Protocol> space = p -> {
            p.description = "t2_spc_tra_iso";
            p.sequenceName = "*spc3d1rl54";
            p.repetitionTime = 1500.0;
            p.echoTime = 117.0;
            p.echoTrain = 54.0;
        };
        expect(CHOSEN, space);
        expect("not shown to be T2-weighted", space.andThen(p -> p.echoTrain = 15.0));
        expect("not shown to be T2-weighted", space.andThen(p -> p.repetitionTime = 700.0));
    }

    @Test
    void evidence_says_which_time_is_too_short() {
        Protocol p = Protocol.siemens();
        p.repetitionTime = 1500.0;
        ScanDecision d = SeriesChoice.choose(p.stack(5), SeriesRules.defaults()).get(0);
        assertTrue(
                d.evidence().contains("repetition time below the 2000 ms that the rules ask of T2"),
                d.evidence()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "NO CONTRAST", "ohne KM", "kein", "SIN CONTRASTE", "なし", "nativ"})
    void agent_that_says_none_is_none(String agent) {
        expect(CHOSEN, p -> p.contrast = agent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"YES", "GADOVIST 7ML", "amount stated", "C-B03"})
    void any_other_agent_is_one(String agent) {
        expect("after contrast agent", p -> p.contrast = agent);
    }

    @Test
    void axial_stack_beside_a_sagittal_one_is_used_where_it_is_no_scout() {
        ScanDecision d = besideSagittal(10);
        assertEquals(CHOSEN, d.reason());
        assertEquals(10, d.slices().size());
        assertTrue(d.evidence().contains("7 frames refused: not axial"), d.evidence()::toString);
        assertEquals("localiser", besideSagittal(5).reason());
    }

    private static ScanDecision besideSagittal(int axial) {
        Protocol p = Protocol.siemens();
        List<InstanceHeader> headers = new ArrayList<>(p.stack(axial));
        for (int i = 0; i < 7; i++) {
            headers.add(p.at(0, Protocol.sagittal(3 * i)));
        }
        return SeriesChoice.choose(headers, SeriesRules.defaults()).get(0);
    }

    private static void expect(String reason, Consumer<Protocol> change) {
        Protocol p = Protocol.siemens();
        change.accept(p);
        assertEquals(
                reason,
                SeriesChoice.choose(p.stack(9), SeriesRules.defaults()).get(0).reason(),
                () -> p.acquisition().toString());
    }
}
