package org.cordscope.cohort.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cordscope.study.InstanceHeader;
import org.junit.jupiter.api.Test;

final class BodyRegionTest {
    private static final String CHOSEN = "axial T2-weighted, not fat-saturated";
    private static final String ELSEWHERE = "another body region";

    @Test
    void study_of_another_region_speaks_where_the_series_and_the_body_part_do_not() {
        expect(ELSEWHERE, p -> p.exam = "MRI LUMBAR SPINE W/O CONTRAST");
        expect(ELSEWHERE, p -> p.exam = "IRM ENCEPHALE");
        expect(CHOSEN, p -> p.exam = "MRT HWS nativ");
        expect(CHOSEN, p -> p.exam = "MRI CERVICAL AND LUMBAR SPINE");
        expect(CHOSEN, p -> p.exam = "MRI SPINE");
    }

    @Test
    void words_of_the_series_overrule_body_part_and_study() {
        expect(ELSEWHERE, p -> {
            p.bodyPart = "CSPINE";
            p.description = "t2_tse_tra_LWS";
        });
        expect(CHOSEN, p -> {
            p.bodyPart = "LSPINE";
            p.exam = "MRI LUMBAR SPINE";
            p.description = "t2_tse_tra_HWS";
        });
    }

    @Test
    void head_as_the_scanner_s_default_gives_way_to_a_study_of_the_neck_and_lumbar_spine_does_not() {
        expect(CHOSEN, p -> {
            p.bodyPart = "HEAD";
            p.exam = "MRT HWS";
        });
        expect(ELSEWHERE, p -> {
            p.bodyPart = "LSPINE";
            p.exam = "MRT HWS";
        });
        expect(ELSEWHERE, p -> p.bodyPart = "HEAD");
    }

    @Test
    void body_parts_are_understood_as_words() {
        for (String part : List.of("LUMBARSPINE", "L-SPINE", "RACHIS LOMBAIRE", "THORACICSPINE", "LUMBOSACRAL SPINE")) {
            expect(ELSEWHERE, p -> p.bodyPart = part);
        }
        expect(CHOSEN, p -> p.bodyPart = "WHOLESPINE");
    }

    @Test
    void evidence_says_which_attribute_named_the_region() {
        assertTrue(decision(p -> p.exam = "MRT HWS").evidence().contains("the neck by the study's description"));
        assertTrue(decision(p -> p.exam = "").evidence().contains("no attribute names the body region"));
        assertTrue(decision(p -> p.bodyPart = "KNEE").evidence().contains("another body region by Body Part Examined"));
    }

    @Test
    void neck_of_a_study_of_two_regions_is_preferred_to_a_series_with_more_slices() {
        Protocol brain = generic();
        brain.exam = "MRI BRAIN AND C-SPINE";
        Protocol neck = generic();
        neck.exam = brain.exam;
        neck.series = "1.2.3.2";
        neck.bodyPart = "CSPINE";
        List<InstanceHeader> headers = new ArrayList<>(brain.stack(30));
        headers.addAll(neck.stack(12));
        List<ScanDecision> decisions = SeriesChoice.choose(headers, SeriesRules.defaults());
        assertEquals(
                "not the best candidate: another series names the neck",
                decisions.get(0).reason());
        assertTrue(decisions.get(1).chosen());
    }

    private static Protocol generic() {
        Protocol p = Protocol.siemens();
        p.bodyPart = "SPINE";
        return p;
    }

    private static ScanDecision decision(Consumer<Protocol> change) {
        Protocol p = generic();
        change.accept(p);
        return SeriesChoice.choose(p.stack(5), SeriesRules.defaults()).get(0);
    }

    private static void expect(String reason, Consumer<Protocol> change) {
        assertEquals(reason, decision(change).reason());
    }
}
