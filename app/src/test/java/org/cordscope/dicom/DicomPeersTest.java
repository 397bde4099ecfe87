package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordscope.dicom.ElementWriter.Ends;
import org.cordscope.dicom.TransferSyntax.Encoding;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files through the scan, and what we write before the eyes of dcmtk and pydicom. */
@Tag("interop")
final class DicomPeersTest {
    private static final Path DATA = PydicomInteropTest.DATA;

    /** Why files of the shared data are rejected, with their numbers. */
    private static final String REJECTED = """
            Number of Frames is not a number from 1=1
            an item or delimiter stands where an element should=1
            cut short: (0000,0000) claims 337256453 bytes where 131084 remain=1
            cut short: (2031,0028) claims 20300 bytes where 1384 remain=1
            cut short: (300a,00b0) claims 976 bytes where 711 remain=1
            cut short: (fffe,e000) claims 248 bytes where 224 remain=1
            cut short: pixel data claim 3221225472 bytes where 98080 remain=1
            cut short: pixel data claim 8192 bytes where 8130 remain=1
            no Study Instance UID=6
            no pixel data: 12-lead ECG Waveform Storage=1
            no pixel data: Basic Text SR Storage=2
            no pixel data: CT Image Storage=51
            no pixel data: Color Palette Storage=8
            no pixel data: Computed Radiography Image Storage=1
            no pixel data: MR Image Storage=2
            no pixel data: Media Storage Directory (DICOMDIR)=7
            no pixel data: RT Image Storage=1
            no pixel data: RT Ion Plan Storage=2
            no pixel data: RT Plan Storage=1
            no pixel data: RT Structure Set Storage=1
            no pixel data: Raw Data Storage=2
            no pixel data: unknown SOP class=1
            no valid number of Rows=2
            not DICOM: no DICM prefix and no DICOM elements=1
            pixel data hold 0 bytes, too few for 512 x 512 pixels, 1 frame=1
            """;

    @TempDir
    Path folder;

    private record Found(List<InstanceHeader> headers, Map<String, Integer> reasons, Map<String, String> rejected) {}

    private static Found scan(Path path) throws IOException {
        Found found = new Found(new ArrayList<>(), new TreeMap<>(), new TreeMap<>());
        DicomScan.scan(List.of(path), Progress.NONE, new DicomScan.Sink() {
            @Override
            public void readable(InstanceHeader header) {
                found.headers().add(header);
            }

            @Override
            public void rejected(Rejected rejected) {
                found.reasons().merge(rejected.reason(), 1, Integer::sum);
                found.rejected().put(path.relativize(Path.of(rejected.path())).toString(), rejected.reason());
            }
        });
        return found;
    }

    @Test
    void every_real_file_is_a_header_or_a_rejection() throws IOException {
        assertTrue(Files.isDirectory(DATA), "shared data missing: " + DATA.toAbsolutePath());
        Found found = scan(DATA);
        try (var files = Files.walk(DATA)) {
            assertEquals(
                    files.filter(Files::isRegularFile).count(),
                    found.headers().size() + found.rejected().size());
        }
        StringBuilder table = new StringBuilder();
        found.reasons().forEach((reason, files) -> table.append(reason + "=" + files + "\n"));
        assertEquals(REJECTED, table.toString());
    }

    @Test
    void real_scans_have_their_geometry() throws IOException {
        List<InstanceHeader> headers = scan(DATA.resolve("real/t2w-cervical")).headers();
        assertEquals(19, headers.size());
        assertTrue(headers.stream().allMatch(h -> h.frames().get(0).plane() != null));
        assertTrue(headers.stream().allMatch(h -> h.frames().get(0).spacing() != null));
        assertEquals(
                1, headers.stream().map(InstanceHeader::seriesUid).distinct().count());
    }

    @Test
    void a_hundred_kilobytes_that_claim_three_gigabytes_are_refused_at_once() {
        SourceFile liar = SourceFile.of(DATA.resolve("codecs/3gb-bulk-data-truncated"));
        assertTimeout(Duration.ofMillis(500), () -> {
            assertThrows(DicomFormatException.class, () -> DicomReader.read(liar));
            assertThrows(DicomFormatException.class, () -> DicomReader.readInstanceHeader(liar));
        });
    }

    @Test
    void dcmtk_and_pydicom_read_what_we_write_without_a_word() throws Exception {
        for (Encoding encoding : Encoding.values()) {
            if (encoding == Encoding.IMPLICIT_BIG_ENDIAN) {
                continue;
            }
            for (Ends ends : Ends.values()) {
                Path file = folder.resolve(encoding + "-" + ends + ".dcm");
                DicomWriter.write(file, SampleImage.plain(), SampleImage.syntax(encoding), ends);
                String dump = run("dcmdump", "-q", "+L", file.toString());
                assertTrue(dump.contains("Spine^Phantom") && dump.contains("T-11501"), dump);
                String python = run(
                        "/usr/bin/python3",
                        "-W",
                        "error",
                        "-c",
                        "import pydicom,sys; d=pydicom.dcmread(sys.argv[1]); print(d.PatientName, d.EchoTime,"
                                + " d.pixel_array.astype(int).sum())",
                        file.toString());
                assertEquals("Spine^Phantom 98.5 " + sum(), python.strip());
            }
        }
    }

    private static int sum() {
        byte[] pixels = SampleImage.pixels();
        int sum = 0;
        for (int i = 0; i < pixels.length; i += 2) {
            sum += (short) BinaryNumbers.unsignedShort(pixels, i);
        }
        return sum;
    }

    @Test
    void real_files_written_again_are_read_by_dcmtk_without_a_word() throws Exception {
        List<String> complaints = new ArrayList<>();
        for (InstanceHeader header : scan(DATA.resolve("codecs/dcm_qa_ts")).headers()) {
            Path file = folder.resolve("again.dcm");
            DicomWriter.write(file, DicomReader.read(header.source()));
            String dump = run("dcmdump", "-q", file.toString());
            if (dump.contains("W: ") || dump.contains("E: ")) {
                complaints.add(header.source() + dump);
            }
        }
        assertEquals(List.of(), complaints);
    }

    @Test
    void every_dictionary_entry_is_one_that_pydicom_knows() throws Exception {
        Path dictionary = Path.of("src/main/resources/org/cordscope/dicom/dictionary.txt");
        String script = """
                import sys
                from pydicom.datadict import get_entry
                same = {'XS': ('US or SS',), 'XW': ('US or OW', 'US or SS or OW'), 'OW': ('OW', 'OB or OW'),
                        'OB': ('OB', 'OB or OW')}
                for line in open(sys.argv[1]):
                    if not line.startswith('#'):
                        tag, vr, keyword = line.split()
                        entry = get_entry(int(tag, 16))
                        if entry[0] not in same.get(vr, (vr,)) or entry[4] != keyword:
                            print(line, entry)
                """;
        assertEquals("", run("/usr/bin/python3", "-c", script, dictionary.toString()));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertFalse(output.contains("Traceback"), output);
        return output;
    }
}
