package org.cordscope.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.cordscope.nifti.MadeVolume;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SourceFile;
import org.cordscope.study.Spacing;
import org.cordscope.study.UnusableFileException;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PictureTableTest {

    @TempDir
    Path folder;

    @Test
    void each_row_becomes_a_slice_of_its_scan() throws IOException {
        picture("a/1.png", BufferedImage.TYPE_BYTE_GRAY, "png");
        picture("a/2.png", BufferedImage.TYPE_USHORT_GRAY, "png");
        Path table = table("""
                file,patient_id,scan,slice,pixel_spacing_mm,slice_thickness_mm,echo_time_ms
                a/1.png,P1,pre,1,0.5,3,95
                a\\2.png,P1,pre,2,0.5,3,95
                """);
        PictureTable read = PictureTable.read(table, null);
        assertEquals(List.of(), read.rejections());
        InstanceHeader first = read.headers().get(0);
        InstanceHeader second = read.headers().get(1);
        assertEquals("P1", first.patientId());
        assertEquals(6, first.rows());
        assertEquals(8, first.columns());
        assertEquals(first.seriesUid(), second.seriesUid());
        assertNotEquals(first.sopInstanceUid(), second.sopInstanceUid());
        FrameHeader frame = second.frames().get(0);
        assertEquals(new Spacing(0.5, 0.5), frame.spacing());
        assertEquals(6, Objects.requireNonNull(frame.plane()).positionMm());
        assertEquals(95, frame.acquisition().echoTimeMs());
        assertEquals(read.headers(), PictureTable.read(table, null).headers());
    }

    @Test
    void rows_may_name_volumes() throws IOException {
        MadeVolume.of(4, 3, 2).write(folder.resolve("brain17.nii.gz"));
        PictureTable read = PictureTable.read(table("file\tpatient_id\nbrain17.nii.gz\tP2\n"), null);
        assertEquals("P2", read.headers().get(0).patientId());
        assertEquals(2, read.headers().get(0).frames().size());
        assertEquals(
                15,
                ForeignPixels.of(read.headers().get(0).source()).orElseThrow().frame(1)[0]);
    }

    @Test
    void problems_are_listed_by_row() throws IOException {
        picture("1.png", BufferedImage.TYPE_BYTE_GRAY, "png");
        Files.writeString(folder.resolve("a.txt"), "x");
        Path table = table("""
                file,patient_id,slice,pixel_spacing_mm
                1.png,P1,1,0.5
                1.png,,1,0.5
                2.png,P1,1,0.5
                ../../etc/passwd,P1,1,0.5
                /etc/passwd,P1,1,0.5
                1.png,P1,1,
                1.png,P1,one,0.5
                1.png,P1,1,-3
                a.txt,P1,1,1
                """);
        String said = refusal(table);
        for (String problem : List.of(
                "row 3: patient_id is empty",
                "row 4: there is no such file",
                "row 5: the file lies outside",
                "row 6: the file lies outside",
                "row 7: no pixel spacing: give pixel_spacing_mm, or --assume-spacing-mm",
                "row 8: slice is no number",
                "row 9: pixel_spacing_mm is out of range",
                "row 10: the file is neither")) {
            assertTrue(said.contains(problem), said);
        }
        assertFalse(said.contains("row 2:") || said.contains("P1"), said);
    }

    @Test
    void a_decimal_comma_is_read_as_a_point() throws IOException {
        picture("1.png", BufferedImage.TYPE_BYTE_GRAY, "png");
        Path table = table("file;patient_id;pixel_spacing_mm\n1.png;P1;0,5\n");
        InstanceHeader header = PictureTable.read(table, null).headers().get(0);
        assertEquals(new Spacing(0.5, 0.5), header.frames().get(0).spacing());
    }

    @Test
    void a_table_may_be_as_a_spreadsheet_leaves_it() throws IOException {
        picture("1.png", BufferedImage.TYPE_BYTE_GRAY, "png");
        String rows = "sep=;\r\nfile;patient_id;pixel_spacing_mm;;\r\n;;;;\r\n1.png;M\u00fcller;1;;\r\n;;;;\r\n";
        for (Charset charset :
                List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            Path table = Files.write(folder.resolve("pictures.csv"), rows.getBytes(charset));
            assertEquals(
                    "M\u00fcller",
                    PictureTable.read(table, null).headers().get(0).patientId());
        }
    }

    @Test
    void a_file_belongs_to_one_row_and_a_place_to_one_picture() throws IOException {
        picture("1.png", BufferedImage.TYPE_BYTE_GRAY, "png");
        picture("2.png", BufferedImage.TYPE_BYTE_GRAY, "png");
        String said = refusal(table("""
                file,patient_id,slice,pixel_spacing_mm

                1.png,P1,1,1
                2.png,P1,1,1
                1.png,P2,1,1
                """));
        assertTrue(said.contains("row 4: lies where row 3 of the same scan does"), said);
        assertTrue(said.contains("row 5: the file stands in row 3 already"), said);
    }

    @Test
    void a_spacing_is_assumed_only_when_told() throws IOException {
        picture("1.png", BufferedImage.TYPE_BYTE_GRAY, "png");
        Path table = table("file,patient_id\n1.png,P1\n");
        assertTrue(refusal(table).contains("no pixel spacing"));
        InstanceHeader header = PictureTable.read(table, 0.7).headers().get(0);
        assertEquals(new Spacing(0.7, 0.7), header.frames().get(0).spacing());
    }

    @Test
    void an_unknown_column_stops_with_those_that_are_known() throws IOException {
        Path table = table("file,patient_id,label\n1.png,P1,1\n");
        UserFacingException refused = assertThrows(UserFacingException.class, () -> PictureTable.read(table, null));
        assertTrue(String.valueOf(refused.getMessage()).contains("not known: label"));
        assertTrue(refused.remedy().contains("repetition_time_ms")
                && refused.remedy().contains("labels import"));
    }

    @Test
    void pictures_of_one_scan_need_an_order() throws IOException {
        picture("1.png", BufferedImage.TYPE_BYTE_GRAY, "png");
        picture("2.png", BufferedImage.TYPE_BYTE_GRAY, "png");
        String said = refusal(table("file,patient_id,pixel_spacing_mm\n1.png,P1,1\n2.png,P1,1\n"));
        assertTrue(said.contains("row 2: scans of several pictures need slice or position_mm"), said);
    }

    @ParameterizedTest
    @CsvSource({"10, png", "11, png", "1, png", "5, png", "2, png", "13, png", "12, png", "10, jpeg", "1, jpeg"})
    void grey_values_come_out_as_stored_and_colour_as_luminance(int type, String format) throws IOException {
        Path file = picture("p." + format, type, format);
        double[] pixels = ForeignPixels.of(SourceFile.of(file)).orElseThrow().frame(1);
        BufferedImage image = ImageIO.read(file.toFile());
        double[] expected = new double[48];
        boolean colour = type != BufferedImage.TYPE_BYTE_GRAY && type != BufferedImage.TYPE_USHORT_GRAY;
        for (int i = 0; i < 48; i++) {
            int rgb = image.getRGB(i % 8, i / 8);
            expected[i] = colour
                    ? Math.rint(0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255))
                    : image.getRaster().getSample(i % 8, i / 8, 0);
        }
        assertArrayEquals(expected, pixels);
    }

    @Test
    void what_is_not_a_picture_is_rejected_and_the_rest_goes_on() throws IOException {
        picture("1.png", BufferedImage.TYPE_BYTE_GRAY, "png");
        Files.writeString(folder.resolve("2.png"), "GIF89a and so on, which is no PNG");
        Files.write(folder.resolve("3.png"), png(100_000, 100_000));
        Files.write(folder.resolve("4.png"), png(4000, 4000));
        Files.write(folder.resolve("5.jpg"), jpeg(0xc0, 4));
        Files.write(folder.resolve("6.jpg"), jpeg(0xc3, 1));
        Path table = table("""
                file;patient_id;slice;pixel_spacing_mm
                1.png;P1;1;1
                2.png;P1;2;1
                3.png;P1;3;1
                4.png;P1;4;1
                5.jpg;P1;5;1
                6.jpg;P1;6;1
                """);
        PictureTable read = PictureTable.read(table, null);
        assertEquals(1, read.headers().size());
        assertEquals(
                List.of(
                        "neither PNG nor JPEG by its first bytes",
                        "it claims 100000 x 100000 pixels; 1 to 16 million are read",
                        "a PNG that is cut short or damaged",
                        "CMYK JPEG is not supported: save it as grey or RGB",
                        "lossless, hierarchical or arithmetic JPEG is not supported"),
                read.rejections().stream().map(r -> r.reason()).toList());
    }

    @Test
    void damaged_pictures_are_refused_and_nothing_else_happens() throws IOException {
        List<byte[]> whole = List.of(
                Files.readAllBytes(picture("a.png", BufferedImage.TYPE_BYTE_GRAY, "png")),
                Files.readAllBytes(picture("b.png", BufferedImage.TYPE_BYTE_INDEXED, "png")),
                Files.readAllBytes(picture("c.jpeg", BufferedImage.TYPE_INT_RGB, "jpeg")));
        Random random = new Random(12);
        for (int i = 0; i < 1500; i++) {
            byte[] damaged = whole.get(i % 3).clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            if (i % 5 == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            }
            SourceFile source = SourceFile.of(Files.write(folder.resolve("fuzz.png"), damaged));
            try {
                assertEquals(
                        PictureSize.read(source).rows()
                                * PictureSize.read(source).columns(),
                        ForeignPixels.of(source).orElseThrow().frame(1).length);
            } catch (UnusableFileException refused) {
                assertFalse(refused.toRejected().reason().isBlank());
            }
        }
    }

    @Test
    void a_jpeg_that_is_cut_short_is_refused_and_not_filled_with_grey() throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 4096; i++) {
            image.getRaster().setSample(i % 64, i / 64, 0, i * 31 % 251);
        }
        Path file = folder.resolve("whole.jpg");
        ImageIO.write(image, "jpeg", file.toFile());
        byte[] whole = Files.readAllBytes(file);
        assertEquals(4096, ForeignPixels.of(SourceFile.of(file)).orElseThrow().frame(1).length);
        Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));
        assertEquals("a JPEG that is cut short or damaged", unusable(() -> ForeignPixels.of(SourceFile.of(file))));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "6, true", "2, true", "0, false"})
    void a_jpeg_whose_exif_asks_to_turn_it_is_refused(int orientation, boolean refused) throws IOException {
        byte[] whole = Files.readAllBytes(picture("whole.jpg", BufferedImage.TYPE_BYTE_GRAY, "jpeg"));
        ByteBuffer turned = ByteBuffer.allocate(whole.length + 36).put(whole, 0, 2);
        turned.putShort((short) 0xffe1).putShort((short) 34).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        turned.put("MM".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8);
        turned.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
        turned.putShort((short) orientation).putShort((short) 0).putInt(0).put(whole, 2, whole.length - 2);
        SourceFile source = SourceFile.of(Files.write(folder.resolve("turned.jpg"), turned.array()));
        if (refused) {
            assertTrue(unusable(() -> PictureSize.read(source)).contains("EXIF"));
        } else {
            assertEquals(8, PictureSize.read(source).columns());
        }
    }

    private static String unusable(Executable reading) {
        return assertThrows(UnusableFileException.class, reading).reason();
    }

    /** Eight columns and six rows of a ramp. */
    private Path picture(String name, int type, String format) throws IOException {
        BufferedImage image = new BufferedImage(8, 6, type);
        for (int i = 0; i < 48; i++) {
            if (image.getRaster().getNumBands() == 1) {
                boolean bits = type == BufferedImage.TYPE_BYTE_BINARY;
                image.getRaster().setSample(i % 8, i / 8, 0, bits ? i % 2 : i * 5 + name.length() + name.charAt(0));
            } else {
                image.setRGB(i % 8, i / 8, 0x80000000 | i * 0x050301);
            }
        }
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        assertTrue(ImageIO.write(image, format, file.toFile()));
        return file;
    }

    private static byte[] png(int columns, int rows) throws IOException {
        ByteBuffer header =
                ByteBuffer.allocate(17).putInt(0x49484452).putInt(columns).putInt(rows);
        header.put(new byte[] {8, 0, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.array());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(
                ByteBuffer.allocate(12).putLong(0x89504e470d0a1a0aL).putInt(13).array());
        out.write(header.array());
        out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        out.write(ByteBuffer.allocate(12)
                .putInt(0)
                .putInt(0x49454e44)
                .putInt(0xae426082)
                .array());
        return out.toByteArray();
    }

    private static byte[] jpeg(int marker, int components) {
        return ByteBuffer.allocate(40)
                .putShort((short) 0xffd8)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) 17)
                .put((byte) 8)
                .putShort((short) 16)
                .putShort((short) 16)
                .put((byte) components)
                .array();
    }

    private Path table(String text) throws IOException {
        return Files.writeString(folder.resolve("pictures.csv"), text);
    }

    private static String refusal(Path table) {
        return String.valueOf(assertThrows(UserFacingException.class, () -> PictureTable.read(table, null))
                .getMessage());
    }
}
