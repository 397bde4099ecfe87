package org.cordscope.cohort.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.cordscope.study.InstanceHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeriesChoiceTest {
    private static final SeriesRules RULES = SeriesRules.defaults();

    @Test
    void axial_t2w_of_each_maker_is_chosen() {
        for (Protocol p : List.of(Protocol.siemens(), Protocol.ge(), Protocol.philips())) {
            ScanDecision d = one(p.stack(20));
            assertTrue(d.chosen(), p.manufacturer + ": " + d.reason() + d.evidence());
            assertEquals(20, d.slices().size());
        }
    }

    @Test
    void slices_are_ordered_inferior_to_superior_whatever_the_order_of_files() {
        List<InstanceHeader> headers = new ArrayList<>(Protocol.siemens().stack(20));
        List<SliceRef> ordered = one(headers).slices();
        Collections.shuffle(headers, new Random(5));
        assertEquals(ordered, one(headers).slices());
        for (int i = 1; i < ordered.size(); i++) {
            assertEquals(i, ordered.get(i).index());
            assertTrue(ordered.get(i).positionMm() > ordered.get(i - 1).positionMm());
            assertTrue(z(ordered.get(i)) > z(ordered.get(i - 1)));
        }
    }

    @Test
    void order_does_not_depend_on_the_sign_of_the_normal() {
        Protocol p = Protocol.siemens();
        p.tiltDegrees = 180 - 5;
        List<SliceRef> slices = one(p.stack(10)).slices();
        assertTrue(z(slices.get(9)) > z(slices.get(0)));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "20, true", "34.9, true", "35.5, false", "60, false", "90, false"})
    void planes_tilted_up_to_35_degrees_are_axial(double tilt, boolean chosen) {
        Protocol p = Protocol.siemens();
        p.tiltDegrees = tilt;
        assertEquals(
                chosen ? "axial T2-weighted, not fat-saturated" : "not axial",
                one(p.stack(10)).reason());
    }

    @Test
    void each_exclusion_has_its_own_reason() {
        expect("not MR", p -> p.modality = "CT");
        expect("annotation burned into the pixels", p -> p.burnedIn = true);
        expect("mosaic: one picture holds many slices", p -> p.mosaic = true);
        expect("localiser", p -> p.seriesPlane = 256);
        expect("localiser", p -> p.description = "AAHScout_MPR_tra");
        expect("localiser", p -> {
            p.sequenceName = "*fl2d1";
            p.echoTime = 5.0;
            p.scanningSequence = List.of("GR");
        });
        expect("derived or reformatted images", p -> p.imageType = List.of("DERIVED", "PRIMARY", "MPR"));
        expect("derived or reformatted images", p -> p.imageType = List.of("ORIGINAL", "PRIMARY", "ADC"));
        expect("another body region", p -> {
            p.bodyPart = "LSPINE";
            p.description = "t2_tse_tra";
        });
        expect("after contrast agent", p -> p.contrast = "Gadovist");
        expect("after contrast agent", p -> p.description = "t2_tse_tra +C");
        expect("echo planar (diffusion or functional)", p -> p.scanningSequence = List.of("EP", "SE"));
        expect("echo planar (diffusion or functional)", p -> p.description = "ep2d_diff_tra");
        expect("inversion recovery (STIR or FLAIR)", p -> {
            p.scanningSequence = List.of("SE", "IR");
            p.inversionTime = 160.0;
        });
        expect("inversion recovery (STIR or FLAIR)", p -> p.description = "t2_tirm_tra");
        expect("fat-saturated", p -> p.scanOptions = List.of("PFP", "FS"));
        expect("fat-saturated", p -> p.fatSaturated = true);
        expect("fat-saturated", p -> p.description = "t2_tse_fs_tra");
        expect("fat-saturated", p -> p.description = "T2W SPAIR ax");
        expect("fat-saturated", p -> p.description = "t2_tse_dixon_tra_W");
        expect("not shown to be T2-weighted", p -> p.echoTime = 12.0);
        expect("not shown to be T2-weighted", p -> p.repetitionTime = 550.0);
        expect("not shown to be T2-weighted", p -> p.echoTrain = 1.0);
        expect("gradient echo, not T2-weighted", p -> {
            p.scanningSequence = List.of("GR");
            p.echoTime = 3.2;
            p.description = "t1_vibe_tra";
        });
    }

    @Test
    void spatial_saturation_and_negated_words_are_not_fat_saturation() {
        expectChosen(p -> p.scanOptions = List.of("SAT_GEMS", "SP", "PFP", "SFS"));
        expectChosen(p -> p.description = "T2 TSE AX no FS");
        expectChosen(p -> p.description = "AX T2 w/o fat sat");
        expectChosen(p -> p.description = "t2_tse_dixon_tra_in");
    }

    @Test
    void contrast_agent_written_as_none_is_none() {
        expectChosen(p -> p.contrast = "NONE");
        expectChosen(p -> p.contrast = " ");
    }

    @Test
    void region_that_the_description_names_overrules_the_body_part() {
        expectChosen(p -> {
            p.bodyPart = "HEAD";
            p.description = "T2 TSE AX C-SPINE";
        });
        expectChosen(p -> p.bodyPart = "");
        expectChosen(p -> p.bodyPart = "SPINE");
    }

    @Test
    void t2star_is_refused_by_its_own_reason_and_can_be_allowed() {
        for (String name : List.of("mFFE_AX", "Ax MERGE", "t2_me2d_tra", "T2* GRE AX")) {
            Protocol p = Protocol.philips();
            p.description = name;
            p.protocol = name;
            p.scanningSequence = List.of("GR");
            p.echoTime = 14.0;
            p.repetitionTime = 650.0;
            p.echoTrain = 1.0;
            List<InstanceHeader> headers = p.stack(12);
            assertEquals("T2*-weighted", one(headers).reason(), name);
            ScanDecision allowed =
                    SeriesChoice.choose(headers, RULES.withAllowT2star(true)).get(0);
            assertTrue(allowed.chosen(), allowed.reason());
            assertEquals("axial T2*-weighted, allowed by allow_t2star", allowed.reason());
        }
    }

    @Test
    void silent_header_is_not_shown_to_be_t2() {
        ScanDecision d = one(Protocol.siemens().silent().stack(12));
        assertEquals("not shown to be T2-weighted", d.reason());
        assertTrue(String.join("\n", d.evidence()).contains("echo time not stated"));
    }

    @Test
    void description_speaks_where_technical_attributes_are_silent() {
        Protocol named = Protocol.siemens().silent();
        named.description = "T2 TSE AX";
        ScanDecision d = one(named.stack(12));
        assertTrue(d.chosen(), d.reason());
        assertTrue(String.join("\n", d.evidence()).contains("weak evidence"));

        Protocol other = Protocol.siemens().silent();
        other.description = "T1 TSE AX";
        assertEquals("not shown to be T2-weighted", one(other.stack(12)).reason());

        Protocol times = Protocol.siemens().silent();
        times.echoTime = 90.0;
        times.repetitionTime = 3000.0;
        assertEquals("not shown to be T2-weighted", one(times.stack(12)).reason());
        times.description = "axial tse";
        assertTrue(one(times.stack(12)).chosen());
    }

    @Test
    void missing_geometry_is_said() {
        Protocol p = Protocol.siemens();
        List<InstanceHeader> headers = List.of(p.at(0, null), p.at(3, null), p.at(6, null), p.at(9, null));
        assertEquals(
                "position, orientation or pixel spacing missing or unreadable",
                one(headers).reason());
    }

    @Test
    void three_plane_series_is_a_localiser() {
        Protocol p = Protocol.siemens();
        List<InstanceHeader> headers = new ArrayList<>(p.stack(5));
        headers.add(p.at(0, Protocol.sagittal(0)));
        assertEquals("localiser", one(headers).reason());
    }

    @Test
    void two_slices_are_too_few() {
        assertEquals("too few slices", one(Protocol.siemens().stack(2)).reason());
        assertTrue(one(Protocol.siemens().stack(3)).chosen());
    }

    @Test
    void copies_of_an_instance_count_once() {
        List<InstanceHeader> headers = new ArrayList<>(Protocol.siemens().stack(8));
        headers.addAll(headers.subList(0, 4));
        ScanDecision d = one(headers);
        assertEquals(8, d.slices().size());
        assertEquals(12, d.instances().size());
        assertTrue(
                d.evidence().contains("4 files have SOP Instance UID and header of others"),
                d.evidence().toString());
    }

    @Test
    void of_two_echoes_at_one_position_the_longer_is_taken() {
        Protocol p = Protocol.ge();
        List<InstanceHeader> headers = new ArrayList<>();
        p.echoTime = 80.0;
        headers.addAll(p.stack(10));
        p.echoTime = 110.0;
        p.echoNumber = 2;
        headers.addAll(p.stack(10));
        ScanDecision d = one(headers);
        assertEquals(10, d.slices().size());
        assertTrue(d.slices().stream()
                .allMatch(
                        s -> Double.valueOf(110).equals(s.frame().acquisition().echoTimeMs())));
    }

    @Test
    void of_a_proton_density_and_t2_double_echo_only_t2_stays() {
        Protocol p = Protocol.ge();
        List<InstanceHeader> headers = new ArrayList<>();
        p.echoTime = 15.0;
        headers.addAll(p.stack(10));
        p.echoTime = 90.0;
        headers.addAll(p.stack(10));
        ScanDecision d = one(headers);
        assertTrue(d.chosen());
        assertEquals(10, d.slices().size());
    }

    @Test
    void positions_repeated_many_times_are_no_anatomical_scan() {
        Protocol p = Protocol.philips();
        List<InstanceHeader> headers = new ArrayList<>();
        for (int volume = 0; volume < 6; volume++) {
            headers.addAll(p.stack(10));
        }
        assertEquals("positions repeated (dynamic or diffusion)", one(headers).reason());
    }

    @Test
    void gaps_split_a_scan_into_slabs_ordered_by_height() {
        Protocol p = Protocol.siemens();
        List<InstanceHeader> headers = new ArrayList<>(p.stack(4, 40));
        headers.addAll(p.stack(4, 0));
        headers.addAll(p.stack(4, -40));
        List<SliceRef> slices = one(headers).slices();
        assertEquals(12, slices.size());
        assertEquals(
                List.of(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2),
                slices.stream().map(SliceRef::slab).toList());
        assertTrue(z(slices.get(11)) > z(slices.get(0)));
    }

    @Test
    void disc_slabs_of_different_tilt_are_one_scan() {
        Protocol p = Protocol.ge();
        List<InstanceHeader> headers = new ArrayList<>();
        double[] tilts = {-15, 0, 12, 25};
        for (int i = 0; i < tilts.length; i++) {
            p.tiltDegrees = tilts[i];
            headers.addAll(p.stack(3, 20 * i));
        }
        ScanDecision d = one(headers);
        assertEquals(
                List.of(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3),
                d.slices().stream().map(SliceRef::slab).toList());
        List<Double> heights = d.slices().stream().map(s -> z(s)).toList();
        assertEquals(12, heights.size());
    }

    @Test
    void best_candidate_names_the_neck_then_has_most_slices_then_finest_pixels() {
        Protocol a = Protocol.siemens();
        Protocol b = Protocol.siemens();
        b.series = "1.2.3.2";
        assertBest(concat(a.stack(20), b.stack(24)), "1.2.3.2", "fewer slices");
        b.spacing = 0.3;
        assertBest(concat(a.stack(20), b.stack(20)), "1.2.3.2", "coarser pixels");
        a.bodyPart = "SPINE";
        assertBest(concat(a.stack(40), b.stack(20)), "1.2.3.2", "another series names the neck");
    }

    @Test
    void stacks_that_interleave_are_one_slab_and_stacks_apart_are_two() {
        Protocol p = Protocol.philips();
        p.gap = 6;
        p.stack = "1";
        List<InstanceHeader> headers = new ArrayList<>(p.stack(8, 0));
        p.stack = "2";
        headers.addAll(p.stack(8, 3));
        ScanDecision one = one(headers);
        assertEquals(16, one.slices().size());
        assertTrue(one.slices().stream().allMatch(s -> s.slab() == 0));
        for (int i = 1; i < 16; i++) {
            assertTrue(z(one.slices().get(i)) > z(one.slices().get(i - 1)));
        }
        List<InstanceHeader> apart = new ArrayList<>(p.stack(4, 0));
        p.stack = "1";
        apart.addAll(p.stack(4, 24));
        assertEquals(
                2,
                one(apart).slices().stream().mapToInt(SliceRef::slab).distinct().count());
    }

    @Test
    void three_planes_that_share_a_stack_are_a_localiser_whatever_they_are_called() {
        Protocol p = Protocol.siemens();
        p.description = "neck";
        p.protocol = "neck";
        p.sequenceName = "";
        p.scanningSequence = List.of("GR");
        p.echoTime = 3.0;
        p.stack = "1";
        List<InstanceHeader> headers = new ArrayList<>(p.stack(5));
        for (int i = 0; i < 5; i++) {
            headers.add(p.at(0, Protocol.sagittal(i * 10)));
            headers.add(p.at(0, Protocol.coronal(i * 10)));
        }
        assertEquals("localiser", one(headers).reason());
    }

    @Test
    void every_instance_is_in_exactly_one_decision() {
        Protocol t2 = Protocol.siemens();
        Protocol t1 = Protocol.siemens();
        t1.series = "1.2.3.9";
        t1.echoTime = 10.0;
        Protocol other = Protocol.ge();
        other.study = "9.9";
        other.series = "9.9.1";
        List<InstanceHeader> headers = concat(concat(t2.stack(9), t1.stack(7)), other.stack(5));
        List<ScanDecision> decisions = SeriesChoice.choose(headers, RULES);
        assertEquals(21, decisions.stream().mapToInt(d -> d.instances().size()).sum());
        assertEquals(3, decisions.size());
        assertEquals(2, decisions.stream().filter(ScanDecision::chosen).count());
    }

    @Test
    void evidence_quotes_no_free_text() {
        Protocol p = Protocol.siemens();
        p.description = "t2_tse_tra DOE JOHN";
        p.protocol = "DOE";
        ScanDecision d = one(p.stack(5));
        assertFalse((d.reason() + d.evidence()).contains("DOE"));
    }

    private static void expect(String reason, Consumer<Protocol> change) {
        Protocol p = Protocol.siemens();
        change.accept(p);
        assertEquals(reason, one(p.stack(12)).reason(), () -> p.acquisition().toString());
    }

    private static void expectChosen(Consumer<Protocol> change) {
        expect("axial T2-weighted, not fat-saturated", change);
    }

    private static void assertBest(List<InstanceHeader> headers, String series, String why) {
        List<ScanDecision> decisions = SeriesChoice.choose(headers, RULES);
        ScanDecision chosen =
                decisions.stream().filter(ScanDecision::chosen).findFirst().orElseThrow();
        ScanDecision other =
                decisions.stream().filter(d -> !d.chosen()).findFirst().orElseThrow();
        assertEquals(series, chosen.seriesUid());
        assertEquals("not the best candidate: " + why, other.reason());
    }

    private static ScanDecision one(List<InstanceHeader> headers) {
        List<ScanDecision> decisions = SeriesChoice.choose(headers, RULES);
        assertEquals(1, decisions.size());
        return decisions.get(0);
    }

    private static double z(SliceRef slice) {
        return Planes.centreHeightMm(slice.header(), slice.frame());
    }

    private static List<InstanceHeader> concat(List<InstanceHeader> a, List<InstanceHeader> b) {
        List<InstanceHeader> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }
}
