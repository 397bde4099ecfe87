package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every file of the shared data, element by element, against pydicom. */
@Tag("interop")
final class PydicomInteropTest {
    static final Path DATA = Path.of("../../shared/data/dicom");

    private static final String PYDICOM = "codecs/pydicom__pydicom/src/pydicom/data/test_files/";

    /** Files that are refused, each with its reason; pydicom shows what it finds of them. */
    private static final Map<String, String> REFUSED = Map.of(
            "codecs/3gb-bulk-data-truncated",
            "cut short: pixel data claim 3221225472 bytes where 98080 remain",
            "codecs/fo-dicom/FreezePattern.dcm", // the length of a sequence and its item were lost: dcmtk refuses, too
            "an item or delimiter stands where an element should",
            "codecs/fo-dicom/GH179B.dcm", // garbage from (0028,0120) on: dcmtk refuses, too
            "cut short: (2031,0028) claims 20300 bytes where 1384 remain",
            "codecs/fo-dicom/GH626.dcm", // a private sequence is longer than its length: dcmtk refuses, too
            "cut short: (0000,0000) claims 337256453 bytes where 131084 remain",
            PYDICOM + "MR_truncated.dcm",
            "cut short: pixel data claim 8192 bytes where 8130 remain",
            PYDICOM + "dicomdirtests/DICOMDIR-nooffset", // elements were taken out of a sequence of defined length
            "cut short: (fffe,e000) claims 248 bytes where 224 remain",
            PYDICOM + "no_meta.dcm", // one space before the first element
            "not DICOM: no DICM prefix and no DICOM elements",
            PYDICOM + "rtplan_truncated.dcm",
            "cut short: (300a,00b0) claims 976 bytes where 711 remain");

    /** Where pydicom goes wrong: it drops fragments that no delimiter ends, and keeps an item without a sequence. */
    private static final List<String> PYDICOM_PECULIARITIES = List.of(
            "codecs/fo-dicom/GH1339.dcm: missing [] extra [7fe00010]",
            "codecs/fo-dicom/GH364.dcm: missing [fffee000] extra []");

    private int filesCompared;
    private int elementsCompared;

    @Test
    void every_file_reads_as_pydicom_reads_it_or_is_refused_for_a_true_reason() throws Exception {
        assertTrue(Files.isDirectory(DATA), "shared data missing: " + DATA.toAbsolutePath());
        Map<String, String> refused = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        Path script = SharedFiles.resource("pydicom_dump.py");
        Process python = new ProcessBuilder("/usr/bin/python3", script.toString(), DATA.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = python.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                compareFile(json.readTree(line), refused, differences);
            }
        }
        assertEquals(0, python.waitFor());
        assertEquals(PYDICOM_PECULIARITIES, differences);
        assertEquals(new TreeMap<>(REFUSED), refused, "refused files");
        assertTrue(filesCompared > 300 && elementsCompared > 20_000, filesCompared + " " + elementsCompared);
    }

    private void compareFile(JsonNode line, Map<String, String> refused, List<String> differences) throws IOException {
        String path = line.get("path").asText();
        DicomObject object;
        try {
            object = DicomReader.read(SourceFile.of(DATA.resolve(path)));
        } catch (DicomFormatException e) {
            refused.put(path, e.toRejected().reason());
            return;
        }
        filesCompared++;
        if (line.has("error")) {
            differences.add(path + ": pydicom fails with " + line.get("error").asText());
            return;
        }
        compare(path, line.get("elements"), object.data(), differences);
    }

    private void compare(String where, JsonNode expected, DataSet actual, List<String> differences) {
        List<String> tags = new ArrayList<>();
        expected.fieldNames().forEachRemaining(tags::add);
        List<String> ours = actual.tags().stream()
                .map(t -> String.format("%08x", t))
                .sorted()
                .toList();
        List<String> missing = tags.stream().filter(t -> !ours.contains(t)).toList();
        List<String> extra = ours.stream().filter(t -> !tags.contains(t)).toList();
        if (!missing.isEmpty() || !extra.isEmpty()) {
            differences.add(where + ": missing " + missing + " extra " + extra);
        }
        for (String tag : tags) {
            if (ours.contains(tag)) {
                String problem = compareElement(
                        where + " " + tag, Integer.parseUnsignedInt(tag, 16), expected.get(tag), actual, differences);
                if (!problem.isEmpty()) {
                    differences.add(
                            where + " " + tag + " " + actual.vr(Integer.parseUnsignedInt(tag, 16)) + ": " + problem);
                }
            }
        }
    }

    private String compareElement(String where, int tag, JsonNode expected, DataSet set, List<String> differences) {
        elementsCompared++;
        JsonNode value = expected.get(1);
        boolean byRawBytes = set.vr(tag) == Vr.UN && expected.get(2).isArray();
        if (byRawBytes) {
            return difference(expected.get(2), digest(set.buffer(tag)));
        }
        switch (expected.get(0).asText()) {
            case "items" -> {
                List<DataSet> items = set.items(tag);
                if (items.size() != value.size()) {
                    return value.size() + " items, not " + items.size();
                }
                for (int i = 0; i < items.size(); i++) {
                    compare(where + "[" + i + "]", value.get(i), items.get(i), differences);
                }
                return "";
            }
            case "fragments" -> {
                List<String> ours = set.fragments(tag).stream()
                        .map(PydicomInteropTest::digest)
                        .toList();
                return difference(value, ours.toString().replace(" ", ""));
            }
            case "numbers" -> {
                double[] ours = set.decimals(tag);
                boolean same = ours.length == value.size();
                for (int i = 0; same && i < ours.length; i++) {
                    same = ours[i] == value.get(i).asDouble()
                            || (Double.isNaN(ours[i]) && value.get(i).asText().equals("NaN"));
                }
                return same ? "" : value + " is not " + java.util.Arrays.toString(ours);
            }
            case "bytes" -> {
                return difference(value, digest(set.buffer(tag)));
            }
            case "empty" -> {
                return set.strings(tag).isEmpty() && set.items(tag).isEmpty() ? "" : "not empty " + set.strings(tag);
            }
            case "text" -> {
                return compareText(value, set.strings(tag));
            }
            default -> {
                return expected.toString();
            }
        }
    }

    private static String compareText(JsonNode expected, List<String> ours) {
        List<String> theirs = new ArrayList<>();
        expected.forEach(v -> theirs.add(v.asText().strip()));
        return theirs.equals(ours.stream().map(String::strip).toList()) ? "" : theirs + " is not " + ours;
    }

    private static String difference(JsonNode expected, String ours) {
        String theirs = expected.toString();
        return theirs.equals(ours) ? "" : theirs + " is not " + ours;
    }

    private static String digest(ByteBuffer bytes) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            int length = bytes.remaining();
            sha.update(bytes);
            return "[" + length + ",\"" + HexFormat.of().formatHex(sha.digest()) + "\"]";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
