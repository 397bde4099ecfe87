package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.cordscope.study.Acquisition;
import org.junit.jupiter.api.Test;

/** Headers as other makers and archives write them. */
final class AcquisitionReadingTest {
    @Test
    void contrast_agent_may_be_a_code_an_ingredient_or_only_an_amount() {
        assertEquals("", read(d -> d).contrastAgent());
        assertEquals("", read(d -> d.set(Tag.CONTRAST_BOLUS_VOLUME, Vr.DS, 0)).contrastAgent());
        assertEquals(
                "amount stated",
                read(d -> d.set(Tag.CONTRAST_BOLUS_VOLUME, Vr.DS, 15)).contrastAgent());
        assertEquals(
                "GADOLINIUM",
                read(d -> d.set(Tag.CONTRAST_BOLUS_INGREDIENT, Vr.CS, "GADOLINIUM"))
                        .contrastAgent());
        DataSet code = new DataSet().set(Tag.CODE_VALUE, Vr.SH, "C-B03");
        assertEquals(
                "C-B03",
                read(d -> d.setItems(Tag.CONTRAST_BOLUS_AGENT_SEQUENCE, List.of(code)))
                        .contrastAgent());
    }

    @Test
    void enhanced_frames_before_the_agent_say_so() {
        DataSet usage = new DataSet().set(Tag.CONTRAST_BOLUS_AGENT_ADMINISTERED, Vr.CS, "NO");
        DataSet groups = new DataSet().setItems(Tag.CONTRAST_BOLUS_USAGE_SEQUENCE, List.of(usage));
        DataSet code = new DataSet().set(Tag.CODE_MEANING, Vr.LO, "Gadolinium");
        Acquisition before = read(d -> d.setItems(Tag.CONTRAST_BOLUS_AGENT_SEQUENCE, List.of(code))
                .setItems(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, List.of(groups)));
        assertEquals("", before.contrastAgent());
    }

    @Test
    void scan_options_written_into_one_value_are_taken_apart() {
        assertEquals(
                List.of("SAT1", "FS", "PFP"),
                read(d -> d.set(Tag.SCAN_OPTIONS, Vr.CS, "SAT1 FS", "PFP")).scanOptions());
    }

    @Test
    void both_names_of_the_sequence_are_read() {
        Acquisition both =
                read(d -> d.set(Tag.SEQUENCE_NAME, Vr.SH, "*tse2d1_15").set(Tag.PULSE_SEQUENCE_NAME, Vr.SH, "tse_fs"));
        assertEquals("*tse2d1_15 tse_fs", both.sequenceName());
        assertEquals(
                "tse_fs",
                read(d -> d.set(Tag.PULSE_SEQUENCE_NAME, Vr.SH, "tse_fs")).sequenceName());
    }

    @Test
    void what_was_ordered_is_read_from_three_places() {
        Acquisition ordered = read(
                d -> d.set(Tag.STUDY_DESCRIPTION, Vr.LO, "MRT").set(Tag.REQUESTED_PROCEDURE_DESCRIPTION, Vr.LO, "HWS"));
        assertEquals("MRT HWS", ordered.examDescription());
    }

    @Test
    void times_of_zero_are_not_stated() {
        Acquisition zero = read(d -> d.set(Tag.REPETITION_TIME, Vr.DS, 0).set(Tag.ECHO_TRAIN_LENGTH, Vr.IS, 0));
        assertNull(zero.repetitionTimeMs());
        assertNull(zero.echoTrainLength());
    }

    @Test
    void philips_says_spir_in_a_private_attribute() {
        UnaryOperator<DataSet> creator = d -> d.set(0x20010010, Vr.LO, "Philips Imaging DD 001");
        assertTrue(read(d -> creator.apply(d).set(0x20011021, Vr.CS, "Y")).fatSaturated());
        assertFalse(read(d -> creator.apply(d).set(0x20011021, Vr.CS, "N")).fatSaturated());
    }

    private static Acquisition read(UnaryOperator<DataSet> change) {
        DataSet data = change.apply(SampleImage.header());
        FrameAttributes attributes = new FrameAttributes(data);
        attributes.frame(1);
        return new AcquisitionReading(data, attributes).read();
    }
}
