package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DataSetTest {
    @Test
    void decimal_comma_is_read_as_a_point() {
        DataSet set = new DataSet().set(Tag.PIXEL_SPACING, Vr.DS, "0,5", "0,5");
        assertArrayEquals(new double[] {0.5, 0.5}, set.decimals(Tag.PIXEL_SPACING));
        for (String nonsense : List.of(",5", "1,2,3", "1,000.5", ",")) {
            assertTrue(
                    set.set(Tag.ECHO_TIME, Vr.DS, nonsense)
                            .decimal(Tag.ECHO_TIME)
                            .isEmpty(),
                    nonsense);
        }
    }

    @Test
    void elements_stand_in_unsigned_order_however_they_were_set() {
        DataSet set = new DataSet()
                .set(0xfffcfffc, Vr.OB, new byte[2])
                .set(Tag.PIXEL_DATA, Vr.OW, new byte[2])
                .set(Tag.MODALITY, Vr.CS, "CT")
                .set(Tag.MODALITY, Vr.CS, "MR");
        assertEquals(List.of(Tag.MODALITY, Tag.PIXEL_DATA, 0xfffcfffc), set.tags());
        assertEquals("MR", set.string(Tag.MODALITY).orElse(""));
        assertFalse(set.remove(Tag.PIXEL_DATA).contains(Tag.PIXEL_DATA));
        assertEquals(2, set.remove(Tag.PIXEL_DATA).tags().size());
    }

    @Test
    void text_is_split_and_trimmed_but_for_free_text() {
        DataSet set = new DataSet()
                .set(Tag.IMAGE_TYPE, Vr.CS, " ORIGINAL ", "", "M\0")
                .set(Tag.PATIENT_COMMENTS, Vr.LT, "  a\\b  ");
        assertEquals(List.of("ORIGINAL", "", "M"), set.strings(Tag.IMAGE_TYPE));
        assertEquals("ORIGINAL", set.string(Tag.IMAGE_TYPE).orElse(""));
        assertEquals(List.of("  a\\b"), set.strings(Tag.PATIENT_COMMENTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "garbage", "1,5,2", "NaN", "Infinity", "0x1p3", "1e999", "--1", "1d"})
    void numbers_that_are_none_are_empty(String text) {
        DataSet set = new DataSet().set(Tag.ECHO_TIME, Vr.DS, text);
        assertTrue(set.decimal(Tag.ECHO_TIME).isEmpty());
        assertTrue(set.integer(Tag.ECHO_TIME).isEmpty());
        assertEquals(0, set.decimals(Tag.ECHO_TIME).length);
    }

    @Test
    void numbers_are_read_from_text_and_binary_alike() {
        DataSet set = new DataSet()
                .set(Tag.ECHO_TIME, Vr.DS, " +98.50 ")
                .set(Tag.ROWS, Vr.US, 65535)
                .set(Tag.PIXEL_PADDING_VALUE, Vr.SS, -1)
                .set(Tag.EFFECTIVE_ECHO_TIME, Vr.FD, 1.25, -2.5)
                .set(Tag.IN_STACK_POSITION_NUMBER, Vr.UL, new byte[] {-1, -1, -1, -1})
                .set(Tag.PIXEL_SPACING, Vr.DS, "0.5\\x");
        assertEquals(98.5, set.decimal(Tag.ECHO_TIME).orElse(0));
        assertTrue(set.integer(Tag.ECHO_TIME).isEmpty());
        assertEquals(65535, set.integer(Tag.ROWS).orElse(0));
        assertEquals("-1", set.string(Tag.PIXEL_PADDING_VALUE).orElse(""));
        assertArrayEquals(new double[] {1.25, -2.5}, set.decimals(Tag.EFFECTIVE_ECHO_TIME));
        assertTrue(set.integer(Tag.IN_STACK_POSITION_NUMBER).isEmpty());
        assertEquals(4294967295.0, set.decimal(Tag.IN_STACK_POSITION_NUMBER).orElse(0));
        assertEquals(0, set.decimals(Tag.PIXEL_SPACING).length);
        assertEquals(0, set.decimals(Tag.COLUMNS).length);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "3500, 3500",
        "-80.25, -80.25",
        "0.3333333333333333, 0.33333333333333",
        "-0.3333333333333333, -0.3333333333333",
        "1.2345678901234567E-7, 1.23456789012E-7",
        "1E20, 1.0E20"
    })
    void decimal_strings_fit_sixteen_characters(double value, String text) {
        assertEquals(text, NumericText.format(value));
        assertEquals(value, Double.parseDouble(text), Math.abs(value) * 1e-9);
    }

    @Test
    void values_that_do_not_fit_their_representation_are_a_programming_error() {
        DataSet set = new DataSet();
        assertThrows(IllegalArgumentException.class, () -> set.set(Tag.ROWS, Vr.US, 65536));
        assertThrows(IllegalArgumentException.class, () -> set.set(Tag.ROWS, Vr.US, "5"));
        assertThrows(IllegalArgumentException.class, () -> set.set(Tag.ECHO_TIME, Vr.DS, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> set.set(Tag.ECHO_TIME, Vr.UL, 1.5));
        assertThrows(IllegalArgumentException.class, () -> set.set(Tag.CONTENT_SEQUENCE, Vr.SQ, new byte[8]));
    }

    @Test
    void a_copy_shares_nothing_that_can_be_changed() {
        DataSet original = SampleImage.header();
        String before = SampleImage.describe(original);
        DataSet copy = original.copy();
        copy.walk((owner, tag, vr) -> owner.remove(tag));
        assertEquals(List.of(), copy.tags());
        assertEquals(before, SampleImage.describe(original));
    }

    @Test
    void a_walk_meets_every_element_down_to_the_last_item() {
        int[] met = {0, 0};
        SampleImage.header().walk((owner, tag, vr) -> {
            met[0]++;
            met[1] += tag == Tag.TEXT_VALUE ? 1 : 0;
        });
        assertEquals(SampleImage.header().tags().size() + 3, met[0]);
        assertEquals(1, met[1]);
    }

    @Test
    void the_dictionary_knows_repeating_groups_and_what_is_private() {
        assertEquals(Vr.OW, Dictionary.vr(0x60023000, false));
        assertEquals(Vr.US, Dictionary.vr(0x60020010, false));
        assertEquals(Vr.LO, Dictionary.vr(0x00190010, false));
        assertEquals(Vr.UN, Dictionary.vr(0x00191017, false));
        assertEquals(Vr.UL, Dictionary.vr(0x00080000, false));
        assertEquals(Vr.SS, Dictionary.vr(Tag.PIXEL_PADDING_VALUE, true));
        assertEquals(Vr.UN, Dictionary.vr(0x0008fffe, false));
    }
}
