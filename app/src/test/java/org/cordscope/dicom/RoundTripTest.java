package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.dicom.ElementWriter.Ends;
import org.cordscope.dicom.TransferSyntax.Encoding;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RoundTripTest {
    @TempDir
    Path folder;

    private DicomObject roundTrip(DicomObject object, TransferSyntax syntax, Ends ends) throws IOException {
        Path file = folder.resolve("image.dcm");
        DicomWriter.write(file, object, syntax, ends);
        return DicomReader.read(SourceFile.of(file));
    }

    @ParameterizedTest
    @EnumSource(names = "IMPLICIT_BIG_ENDIAN", mode = EnumSource.Mode.EXCLUDE)
    void every_element_comes_back_in_every_encoding(Encoding encoding) throws IOException {
        TransferSyntax syntax = SampleImage.syntax(encoding);
        for (Ends ends : Ends.values()) {
            DicomObject read = roundTrip(SampleImage.plain(), syntax, ends);
            assertEquals(SampleImage.describe(SampleImage.plain().data()), SampleImage.describe(read.data()));
            assertEquals(
                    syntax.uid(), read.meta().string(Tag.TRANSFER_SYNTAX_UID).orElse(""));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "IMPLICIT_BIG_ENDIAN", mode = EnumSource.Mode.EXCLUDE)
    void whatever_is_read_is_written_as_the_same_explicit_little_endian_file(Encoding encoding) throws IOException {
        DicomObject read = roundTrip(SampleImage.plain(), SampleImage.syntax(encoding), Ends.DELIMITERS);
        DicomObject again = roundTrip(read, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, Ends.LENGTHS);
        assertEquals(SampleImage.describe(SampleImage.plain().data()), SampleImage.describe(again.data()));
        assertArrayEquals(DicomWriter.toBytes(read), Files.readAllBytes(folder.resolve("image.dcm")));
    }

    @Test
    void fragments_keep_their_order_and_their_transfer_syntax() throws IOException {
        Path file = folder.resolve("image.dcm");
        DicomWriter.write(file, SampleImage.compressed());
        DicomObject read = DicomReader.read(SourceFile.of(file));
        assertEquals(
                "1.2.840.10008.1.2.5",
                read.meta().string(Tag.TRANSFER_SYNTAX_UID).orElse(""));
        assertEquals(2, read.data().fragments(Tag.PIXEL_DATA).size());
        assertEquals(5, read.data().fragments(Tag.PIXEL_DATA).get(1).get(0));
        assertEquals(0, read.data().offsetTable(Tag.PIXEL_DATA).length);
    }

    @Test
    void the_meta_group_is_made_from_the_data_set_and_has_its_length() throws IOException {
        Path file = folder.resolve("image.dcm");
        DicomWriter.write(file, SampleImage.plain());
        DataSet meta = DicomReader.readHeader(SourceFile.of(file)).meta();
        assertEquals("2.25.123", meta.string(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID).orElse(""));
        assertEquals(
                DicomWriter.IMPLEMENTATION_VERSION,
                meta.string(Tag.IMPLEMENTATION_VERSION_NAME).orElse(""));
        byte[] bytes = Files.readAllBytes(file);
        int dataSet = 132 + 12 + BinaryNumbers.integer(bytes, 140);
        assertEquals(0x0008, BinaryNumbers.unsignedShort(bytes, dataSet));
    }

    @Test
    void no_temporary_file_stays_and_an_existing_file_is_replaced() throws IOException {
        Path file = folder.resolve("image.dcm");
        Files.writeString(file, "before");
        DicomWriter.write(file, SampleImage.plain());
        DataSet incomplete = SampleImage.header().remove(Tag.SOP_INSTANCE_UID);
        assertThrows(
                IllegalArgumentException.class,
                () -> DicomWriter.write(file, new DicomObject(new DataSet(), incomplete)));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
        assertEquals(
                "MR",
                DicomReader.read(SourceFile.of(file))
                        .data()
                        .string(Tag.MODALITY)
                        .orElse(""));
    }

    @Test
    void text_that_does_not_fit_its_character_set_goes_out_as_utf_8() throws IOException {
        DicomObject object = SampleImage.plain();
        object.data().set(Tag.PATIENT_NAME, Vr.PN, "Müller^Ägidius").set(Tag.PATIENT_COMMENTS, Vr.LT, "脊髄");
        DataSet read = roundTrip(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, Ends.LENGTHS)
                .data();
        assertEquals("ISO_IR 192", read.string(Tag.SPECIFIC_CHARACTER_SET).orElse(""));
        assertEquals("Müller^Ägidius", read.string(Tag.PATIENT_NAME).orElse(""));
        assertEquals("脊髄", read.string(Tag.PATIENT_COMMENTS).orElse(""));
    }

    @Test
    void text_that_fits_the_declared_character_set_stays_in_it() throws IOException {
        DicomObject object = SampleImage.plain();
        object.data().set(Tag.SPECIFIC_CHARACTER_SET, Vr.CS, "ISO_IR 100").set(Tag.PATIENT_NAME, Vr.PN, "Müller");
        DataSet read = roundTrip(object, TransferSyntax.IMPLICIT_LITTLE_ENDIAN, Ends.LENGTHS)
                .data();
        assertEquals("ISO_IR 100", read.string(Tag.SPECIFIC_CHARACTER_SET).orElse(""));
        assertArrayEquals(new byte[] {'M', (byte) 0xfc, 'l', 'l', 'e', 'r'}, read.bytes(Tag.PATIENT_NAME));
    }

    @Test
    void items_that_declare_another_character_set_are_brought_into_that_of_the_file() throws IOException {
        FileBuilder item = FileBuilder.explicit()
                .text(0x00080005, "CS", "ISO_IR 144")
                .element(0x00080104, "LO", new byte[] {(byte) 0xbc, (byte) 0xe0});
        FileBuilder data = FileBuilder.explicit()
                .text(0x00080005, "CS", "ISO_IR 100")
                .text(0x00080016, "UI", "1.2")
                .text(0x00080018, "UI", "1.3 ")
                .header(0x00082218, "SQ", item.bytes().length + 8)
                .header(Tag.ITEM, "", item.bytes().length)
                .raw(item.bytes())
                .element(0x00100010, "PN", new byte[] {(byte) 0xfc, ' '});
        DicomObject read =
                DicomReader.read(FileBuilder.part10("1.2.840.10008.1.2.1", data).save(folder));
        DataSet again = roundTrip(read, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, Ends.LENGTHS)
                .data();
        assertEquals("ü", again.string(Tag.PATIENT_NAME).orElse(""));
        assertEquals(
                "Мр", again.items(0x00082218).get(0).string(Tag.CODE_MEANING).orElse(""));
    }

    @Test
    void a_value_too_long_for_its_representation_becomes_un() throws IOException {
        DicomObject object = SampleImage.plain();
        object.data().set(0x00200037, Vr.DS, "1\\".repeat(40_000));
        DataSet read = roundTrip(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, Ends.LENGTHS)
                .data();
        assertEquals(80_000, read.bytes(0x00200037).length);
    }

    @Test
    void pixels_of_32_bits_are_turned_as_a_whole_in_big_endian() throws IOException {
        DicomObject object = SampleImage.plain();
        object.data().set(Tag.BITS_ALLOCATED, Vr.US, 32);
        Path file = folder.resolve("image.dcm");
        DicomWriter.write(file, object, TransferSyntax.EXPLICIT_BIG_ENDIAN);
        byte[] bytes = Files.readAllBytes(file);
        byte[] pixels = SampleImage.pixels();
        assertEquals(pixels[pixels.length - 4], bytes[bytes.length - 1]);
        assertArrayEquals(pixels, DicomReader.read(SourceFile.of(file)).data().bytes(Tag.PIXEL_DATA));
    }
}
