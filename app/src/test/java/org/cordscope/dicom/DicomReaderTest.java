package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DicomReaderTest {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String IMPLICIT = "1.2.840.10008.1.2";
    private static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
    private static final String DEFLATED = "1.2.840.10008.1.2.1.99";

    @TempDir
    Path folder;

    private static FileBuilder small(FileBuilder builder) {
        return builder.text(0x00080060, "CS", "MR")
                .text(0x00080070, "LO", "ACME")
                .text(0x00100020, "LO", "P1")
                .shorts(0x00280010, "US", 258);
    }

    private DataSet read(FileBuilder file) throws IOException {
        return DicomReader.read(file.save(folder)).data();
    }

    private String refusal(FileBuilder file) {
        SourceFile source = file.save(folder);
        DicomFormatException e = assertThrows(DicomFormatException.class, () -> DicomReader.read(source));
        return e.toRejected().reason();
    }

    private void assertSmall(DataSet data) {
        assertEquals("MR", data.string(Tag.MODALITY).orElse(""));
        assertEquals("P1", data.string(Tag.PATIENT_ID).orElse(""));
        assertEquals(258, data.integer(Tag.ROWS).orElse(0));
    }

    @Test
    void files_without_preamble_and_meta_group_are_read_in_every_encoding() throws IOException {
        assertSmall(read(small(FileBuilder.explicit())));
        assertSmall(read(small(FileBuilder.implicit())));
        assertSmall(read(small(FileBuilder.bigEndian())));
    }

    @Test
    void a_wrong_or_missing_transfer_syntax_is_seen_through() throws IOException {
        assertSmall(read(FileBuilder.part10(IMPLICIT, small(FileBuilder.explicit()))));
        assertSmall(read(FileBuilder.part10(EXPLICIT, small(FileBuilder.implicit()))));
        assertSmall(read(FileBuilder.part10(EXPLICIT, small(FileBuilder.bigEndian()))));
        assertSmall(read(FileBuilder.part10(BIG_ENDIAN, small(FileBuilder.explicit()))));
        assertSmall(read(FileBuilder.part10(DEFLATED, small(FileBuilder.explicit()))));
        assertSmall(read(FileBuilder.part10("", small(FileBuilder.explicit()))));
    }

    @Test
    void the_meta_group_says_what_the_file_turned_out_to_be() throws IOException {
        SourceFile file =
                FileBuilder.part10(IMPLICIT, small(FileBuilder.explicit())).save(folder);
        assertEquals(
                EXPLICIT,
                DicomReader.read(file).meta().string(Tag.TRANSFER_SYNTAX_UID).orElse(""));
    }

    @Test
    void an_unknown_transfer_syntax_is_refused_with_a_remedy() {
        assertTrue(refusal(FileBuilder.part10("1.2.3.4", small(FileBuilder.explicit())))
                .startsWith("transfer syntax 1.2.3.4 is not supported: ask the archive for Explicit VR"));
        assertTrue(refusal(FileBuilder.part10("1.2.840.10008.1.2.4.201", small(FileBuilder.explicit())))
                .contains("High-Throughput JPEG 2000 Lossless"));
    }

    @Test
    void sequences_nest_with_defined_and_undefined_lengths_and_missing_delimiters() throws IOException {
        FileBuilder inner = FileBuilder.explicit().text(0x00080100, "SH", "A1");
        FileBuilder data = small(FileBuilder.explicit())
                .header(0x0040a730, "SQ", 0xffffffffL)
                .header(Tag.ITEM, "", 0xffffffffL)
                .header(0x0040a043, "SQ", inner.bytes().length + 8)
                .header(Tag.ITEM, "", inner.bytes().length)
                .raw(inner.bytes())
                .header(Tag.ITEM_DELIMITATION, "", 0)
                .header(Tag.ITEM, "", 0)
                .text(0x7fe10010, "LO", "no delimiter before");
        DataSet read = read(FileBuilder.part10(EXPLICIT, data));
        assertEquals(2, read.items(Tag.CONTENT_SEQUENCE).size());
        DataSet concept = read.items(Tag.CONTENT_SEQUENCE)
                .get(0)
                .items(Tag.CONCEPT_NAME_CODE_SEQUENCE)
                .get(0);
        assertEquals("A1", concept.string(Tag.CODE_VALUE).orElse(""));
        assertEquals("no delimiter before", read.string(0x7fe10010).orElse(""));
    }

    @Test
    void un_of_undefined_length_is_an_implicit_sequence_even_in_big_endian() throws IOException {
        FileBuilder item = FileBuilder.implicit().shorts(0x00280010, "US", 7);
        FileBuilder data = small(FileBuilder.bigEndian()).header(0x00291010, "UN", 0xffffffffL);
        data.raw(FileBuilder.implicit()
                .header(Tag.ITEM, "", item.bytes().length)
                .raw(item.bytes())
                .header(Tag.SEQUENCE_DELIMITATION, "", 0)
                .bytes());
        DataSet read = read(FileBuilder.part10(BIG_ENDIAN, data));
        assertEquals(7, read.items(0x00291010).get(0).integer(Tag.ROWS).orElse(0));
    }

    @Test
    void un_of_a_standard_element_takes_its_representation_from_the_dictionary() throws IOException {
        FileBuilder data = small(FileBuilder.explicit()).element(0x00280011, "UN", new byte[] {5, 0});
        assertEquals(
                5, read(FileBuilder.part10(EXPLICIT, data)).integer(Tag.COLUMNS).orElse(0));
    }

    @Test
    void private_elements_are_found_by_their_creator() throws IOException {
        FileBuilder data = small(FileBuilder.implicit())
                .text(0x00290010, "LO", "OTHER ")
                .text(0x00290011, "LO", "GEMS_ACQU_01")
                .shorts(0x00291117, "SS", 2);
        DataSet read = read(FileBuilder.part10(IMPLICIT, data));
        assertEquals(
                0x00291117, read.privateElement("GEMS_ACQU_01", 0x0029, 0x17).orElse(0));
        assertTrue(read.privateElement("GEMS_ACQU_01", 0x0029, 0x18).isEmpty());
        assertEquals(Vr.UN, read.vr(0x00291117));
        assertEquals(Vr.LO, read.vr(0x00290011));
    }

    @Test
    void a_representation_that_does_not_exist_does_not_stop_the_reading() throws IOException {
        byte[] odd = FileBuilder.implicit().text(0x00081030, "", "spine ").bytes();
        FileBuilder data = FileBuilder.explicit()
                .text(0x00080060, "CS", "MR")
                .text(0x00080070, "LO", "ACME")
                .text(0x00081010, "ZZ", "scanner ")
                .raw(odd)
                .text(0x00100020, "LO", "P1")
                .shorts(0x00280010, "US", 258);
        DataSet read = read(FileBuilder.part10(EXPLICIT, data));
        assertSmall(read);
        assertEquals("scanner", read.string(Tag.STATION_NAME).orElse(""));
        assertEquals("spine", read.string(Tag.STUDY_DESCRIPTION).orElse(""));
    }

    @Test
    void odd_lengths_and_disorder_are_read_and_the_last_of_two_elements_counts() throws IOException {
        FileBuilder data =
                small(FileBuilder.explicit()).text(0x00200010, "SH", "odd").text(0x00080070, "LO", "later ");
        DataSet read = read(FileBuilder.part10(EXPLICIT, data));
        assertEquals("odd", read.string(Tag.STUDY_ID).orElse(""));
        assertEquals("later", read.string(Tag.MANUFACTURER).orElse(""));
        assertSmall(read);
    }

    @Test
    void padding_after_the_data_set_is_passed_over_and_garbage_is_not() throws IOException {
        assertSmall(
                read(FileBuilder.part10(EXPLICIT, small(FileBuilder.explicit()).raw(new byte[1000]))));
        assertSmall(
                read(FileBuilder.part10(EXPLICIT, small(FileBuilder.explicit()).raw(new byte[5]))));
        FileBuilder trailing = small(FileBuilder.explicit()).header(0xfffcfffc, "OB", 1000);
        assertSmall(read(FileBuilder.part10(EXPLICIT, trailing.raw(new byte[3]))));
        FileBuilder garbage = small(FileBuilder.explicit()).raw(new byte[9]).raw((byte) 1);
        assertEquals("bytes after the data set that are not DICOM", refusal(FileBuilder.part10(EXPLICIT, garbage)));
    }

    @Test
    void a_length_beyond_the_end_is_refused_with_both_numbers() {
        FileBuilder text = small(FileBuilder.explicit())
                .header(0x00400000, "UT", 3_000_000_000L)
                .raw(new byte[10]);
        assertEquals(
                "cut short: (0040,0000) claims 3000000000 bytes where 10 remain",
                refusal(FileBuilder.part10(EXPLICIT, text)));
        FileBuilder pixels =
                small(FileBuilder.explicit()).header(Tag.PIXEL_DATA, "OW", 512).raw(new byte[10]);
        assertEquals(
                "cut short: pixel data claim 512 bytes where 10 remain", refusal(FileBuilder.part10(EXPLICIT, pixels)));
    }

    @Test
    void the_header_of_a_file_with_cut_pixel_data_can_still_be_read() throws IOException {
        FileBuilder pixels =
                small(FileBuilder.explicit()).header(Tag.PIXEL_DATA, "OW", 512).raw(new byte[10]);
        assertSmall(DicomReader.readHeader(FileBuilder.part10(EXPLICIT, pixels).save(folder))
                .data());
    }

    @Test
    void an_item_cannot_claim_more_than_its_sequence() {
        FileBuilder data = small(FileBuilder.explicit())
                .header(0x0040a730, "SQ", 8)
                .header(Tag.ITEM, "", 100)
                .raw(new byte[200]);
        assertTrue(refusal(FileBuilder.part10(EXPLICIT, data)).startsWith("cut short"));
    }

    @Test
    void nesting_without_end_is_refused() {
        FileBuilder data = small(FileBuilder.explicit());
        for (int i = 0; i < 10_000; i++) {
            data.header(0x0040a730, "SQ", 0xffffffffL).header(Tag.ITEM, "", 0xffffffffL);
        }
        assertEquals("sequences nested more than 64 deep", refusal(FileBuilder.part10(EXPLICIT, data)));
    }

    @Test
    void fragments_are_read_with_their_offset_tables_and_without_their_delimiter() throws IOException {
        FileBuilder data = small(FileBuilder.explicit())
                .header(Tag.PIXEL_DATA, "OB", 0xffffffffL)
                .header(Tag.ITEM, "", 8)
                .raw((byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 10, (byte) 0, (byte) 0, (byte) 0)
                .header(Tag.ITEM, "", 2)
                .raw((byte) 1, (byte) 2)
                .header(Tag.ITEM, "", 4)
                .raw((byte) 3, (byte) 4, (byte) 5, (byte) 6);
        DataSet read = read(FileBuilder.part10("1.2.840.10008.1.2.4.70", data));
        assertArrayEquals(new long[] {0, 10}, read.offsetTable(Tag.PIXEL_DATA));
        assertEquals(2, read.fragments(Tag.PIXEL_DATA).size());
        assertEquals(4, read.fragments(Tag.PIXEL_DATA).get(1).remaining());
        read.set(Tag.EXTENDED_OFFSET_TABLE, Vr.OV, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0});
        assertArrayEquals(new long[] {0, (1L << 32) + 12}, read.offsetTable(Tag.PIXEL_DATA));
    }

    @Test
    void gzipped_files_are_read_and_damaged_ones_refused() throws IOException {
        byte[] zipped =
                gzip(FileBuilder.part10(EXPLICIT, small(FileBuilder.explicit())).bytes());
        assertSmall(read(FileBuilder.explicit().raw(zipped)));
        byte[] half = java.util.Arrays.copyOf(zipped, zipped.length / 2);
        assertEquals(
                "its compression is damaged or cut short",
                refusal(FileBuilder.explicit().raw(half)));
    }

    @Test
    void decompression_bombs_are_refused_before_they_fill_the_memory() throws IOException {
        byte[] zeros = new byte[1 << 20];
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        DeflaterOutputStream out = new DeflaterOutputStream(deflated, new Deflater(9, true));
        out.write(FileBuilder.explicit()
                .text(0x00080060, "CS", "MR")
                .header(0x00091010, "OB", 500 << 20)
                .bytes());
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        GZIPOutputStream gzip = new GZIPOutputStream(gzipped);
        gzip.write(FileBuilder.part10(EXPLICIT, FileBuilder.explicit().text(0x00080060, "CS", "MR"))
                .bytes());
        for (int i = 0; i < 80; i++) {
            out.write(zeros);
            gzip.write(zeros);
        }
        out.close();
        gzip.close();
        String bomb = "expands far beyond its size, as a decompression bomb does";
        FileBuilder deflatedFile =
                FileBuilder.part10(DEFLATED, FileBuilder.explicit().raw(deflated.toByteArray()));
        assertEquals(bomb, refusal(deflatedFile));
        assertEquals(bomb, refusal(FileBuilder.explicit().raw(gzipped.toByteArray())));
    }

    @Test
    void what_is_not_dicom_is_named() {
        assertEquals("not DICOM: an empty file", refusal(FileBuilder.explicit()));
        assertEquals(
                "not DICOM: text",
                refusal(FileBuilder.explicit()
                        .raw("hello, world\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))));
        assertEquals(
                "not DICOM: PNG", refusal(FileBuilder.explicit().raw((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G')));
        byte[] nifti = new byte[400];
        nifti[0] = 92;
        nifti[1] = 1;
        System.arraycopy(new byte[] {'n', '+', '1', 0}, 0, nifti, 344, 4);
        assertEquals("not DICOM: NIfTI", refusal(FileBuilder.explicit().raw(nifti)));
        assertEquals("not DICOM: zeros", refusal(FileBuilder.explicit().raw(new byte[300])));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
