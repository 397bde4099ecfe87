package org.cordscope.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Dictionary;
import org.cordscope.dicom.Vr;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Unique tokens in every place where a file can hold text: none may be in any byte that is written, whatever the options. */
final class CanaryTest {
    private static final String IMAGES = "1.2.840.10008.5.1.4.1.1.";

    @TempDir
    Path folder;

    private final List<String> planted = new ArrayList<>();

    static Stream<DeidentificationOptions> optionSets() {
        DeidentificationOptions basic = DeidentificationOptions.basic();
        DeidentificationOptions all = basic;
        for (ProfileOption option : ProfileOption.values()) {
            all = option == ProfileOption.RETAIN_FULL_DATES ? all : all.with(option);
        }
        DeidentificationOptions allButModified = all.without(ProfileOption.RETAIN_MODIFIED_DATES);
        Stream<DeidentificationOptions> single =
                Stream.of(ProfileOption.values()).map(basic::with);
        return Stream.concat(
                single,
                Stream.of(
                        basic,
                        DeidentificationOptions.defaults(),
                        all,
                        allButModified,
                        allButModified.with(ProfileOption.RETAIN_FULL_DATES)));
    }

    @ParameterizedTest
    @MethodSource("optionSets")
    void no_token_in_any_text_attribute_of_the_standard_survives(DeidentificationOptions options) throws IOException {
        for (String sopClass : List.of("4", "4.1", "2", "128", "20", "1")) {
            DataSet data = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
            plantEverywhere(data);
            DataSet nested = new DataSet();
            plantEverywhere(nested);
            DataSet deeper = new DataSet();
            plantEverywhere(deeper);
            nested.setItems(0x00289110, List.of(deeper)).setItems(0x00081140, List.of(deeper.copy()));
            data.setItems(0x52009229, List.of(nested)).setItems(0x00082112, List.of(nested.copy()));
            data.setItems(0x00082218, List.of(nested.copy()));
            plantPrivate(data);
            restore(data, IMAGES + sopClass);
            noneSurvives(data, options);
        }
        assertTrue(planted.size() > 15_000, "planted " + planted.size());
    }

    @Test
    void no_token_survives_in_any_character_set() throws IOException {
        Map<String, String> texts = Map.of(
                "ISO_IR 100", "Müllerßhöfer",
                "ISO_IR 101", "Wałęsowski",
                "ISO_IR 144", "Люксембургова",
                "ISO_IR 126", "Διονυσιος",
                "ISO_IR 138", "שרונבורג",
                "ISO_IR 192", "山田太郎花子",
                "GB18030", "王小东明明",
                "\\ISO 2022 IR 87", "山田太郎花子",
                "\\ISO 2022 IR 149", "김희중김희중");
        Map<String, String> charsets = Map.of(
                "ISO_IR 100", "ISO-8859-1",
                "ISO_IR 101", "ISO-8859-2",
                "ISO_IR 144", "ISO-8859-5",
                "ISO_IR 126", "ISO-8859-7",
                "ISO_IR 138", "ISO-8859-8",
                "ISO_IR 192", "UTF-8",
                "GB18030", "GB18030",
                "\\ISO 2022 IR 87", "ISO-2022-JP",
                "\\ISO 2022 IR 149", "ISO-2022-KR");
        for (Map.Entry<String, String> set : texts.entrySet()) {
            byte[] bytes = set.getValue().getBytes(Charset.forName(charsets.get(set.getKey())));
            DataSet data = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
            data.set(0x00080005, Vr.CS, set.getKey().split("\\\\", -1));
            for (int tag : new int[] {0x00100010, 0x00104000, 0x00080070, 0x0008103e, 0x00181030, 0x00204000}) {
                data.set(tag, Vr.UN, bytes);
            }
            planted.add(set.getValue());
            noneSurvives(data, DeidentificationOptions.defaults());
        }
    }

    @Test
    void no_token_hides_in_numbers_bytes_or_behind_the_pixels() throws IOException {
        DataSet data = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
        for (int tag : StandardElements.tags()) {
            switch (Dictionary.vr(tag)) {
                case US, SS, UL, SL, AT, FL, FD, UV, SV, OB, OW, OF, OD, OL, OV, UN -> {
                    String token = (token("BINARY") + "XXXXXXXXXXXXXXXX").substring(0, 16);
                    planted.set(planted.size() - 1, token.substring(0, 10));
                    data.set(tag, Dictionary.vr(tag), token.getBytes(StandardCharsets.US_ASCII));
                }
                default -> {}
            }
        }
        String tail = token("BEHINDPIXELS");
        restore(data, IMAGES + "4");
        byte[] pixels = new byte[MadeFile.ROWS * MadeFile.ROWS * 2 + 40];
        System.arraycopy(
                tail.getBytes(StandardCharsets.US_ASCII), 0, pixels, MadeFile.ROWS * MadeFile.ROWS * 2, tail.length());
        data.set(0x7fe00010, Vr.OW, pixels);
        data.set(0xfffcfffc, Vr.OB, token("TRAILINGPADDING").getBytes(StandardCharsets.US_ASCII));
        data.set(0x60003000, Vr.OW, token("OVERLAYS").getBytes(StandardCharsets.US_ASCII));
        data.set(0x50003000, Vr.OW, token("CURVES").getBytes(StandardCharsets.US_ASCII));
        noneSurvives(data, DeidentificationOptions.defaults());
    }

    /** What follows the pixel data and what makes a file an image of one patient is put back. */
    private static void restore(DataSet data, String sopClass) {
        DataSet made = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
        data.set(0x00080016, Vr.UI, sopClass);
        data.set(0x00080060, Vr.CS, "MR");
        for (int tag : new int[] {0x00080018, 0x0020000d, 0x0020000e}) {
            data.set(tag, Vr.UI, made.string(tag).orElseThrow());
        }
        for (int tag : new int[] {0x00280002, 0x00280010, 0x00280011, 0x00280100, 0x00280101, 0x00280102, 0x00280103}) {
            data.set(tag, Vr.US, made.integer(tag).orElseThrow());
        }
        data.set(0x00280004, Vr.CS, "MONOCHROME2");
        for (int tag : new int[] {0x00080064, 0x00280008, 0x00280301, 0x00283000, 0x60000100, 0x60000102}) {
            data.remove(tag);
        }
    }

    private void plantEverywhere(DataSet data) {
        for (int tag : StandardElements.tags()) {
            Vr vr = Dictionary.vr(tag);
            if (vr.isText()) {
                data.set(tag, vr, token(vr.name()));
            }
        }
        data.set(0x00080100, Vr.SH, token("CODE"))
                .set(0x00080102, Vr.SH, "DCM")
                .set(0x00080104, Vr.LO, token("MEANING"));
        data.set(0x00092222, Vr.LO, token("NOCREATOR"));
        data.set(0x00186666, Vr.LO, token("NOTINTHESTANDARD"));
    }

    private void plantPrivate(DataSet data) {
        String[] creators = {"SIEMENS MR HEADER", "GEMS_ACQU_01", "GEMS_PARM_01", "Philips MR Imaging DD 001"};
        int[] groups = {0x0019, 0x0019, 0x0043, 0x2005};
        for (int i = 0; i < creators.length; i++) {
            int block = 0x10 + i;
            data.set(groups[i] << 16 | block, Vr.LO, creators[i]);
            for (int element = 0; element <= 0xff; element++) {
                Vr vr = List.of(Vr.LO, Vr.DS, Vr.IS, Vr.FD, Vr.FL, Vr.US, Vr.SS, Vr.UN)
                        .get(element % 8);
                byte[] token = token("PRIVATE").substring(0, 16).getBytes(StandardCharsets.US_ASCII);
                planted.set(planted.size() - 1, new String(token, StandardCharsets.US_ASCII).substring(0, 12));
                data.set(groups[i] << 16 | block << 8 | element, vr, token);
            }
        }
    }

    private void noneSurvives(DataSet data, DeidentificationOptions options) throws IOException {
        Path original = MadeFile.write(folder.resolve(token("FILENAME") + ".dcm"), data);
        Deidentifier deidentifier =
                Deidentifier.open(folder.resolve("private-" + options.text().hashCode()), Clock.systemUTC(), options);
        Deidentification result = deidentifier.deidentify(SourceFile.of(original));
        Path out = folder.resolve("clean/out.dcm");
        Files.createDirectories(out.getParent());
        assertTrue(assertInstanceOf(DeidentifiedInstance.class, result, result.toString())
                .writeTo(out)
                .isPresent());
        List<String> searched = new ArrayList<>(planted);
        searched.add("PAT0815X");
        List<String> found = DeidentificationCheck.find(folder.resolve("clean"), searched).stream()
                .map(DeidentificationCheck.Finding::identifier)
                .toList();
        assertEquals(List.of(), found);
        assertFalse(planted.isEmpty());
    }

    /** A token that ends in letters, as a number at the end could be part of a UID. */
    private String token(String kind) {
        StringBuilder letters = new StringBuilder();
        for (int left = planted.size(); left > 0; left /= 26) {
            letters.append((char) ('A' + left % 26));
        }
        String token = "ZQ" + kind + "X" + letters + "XZQWXYZQWX";
        planted.add(token);
        return token;
    }
}
