package org.cordscope.deid;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomFormatException;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.study.SourceFile;

/** Searches one file at a time for recorded identifiers. Safe for several threads. */
final class FileVerification {
    static final String IN_NAME = " in its name";

    private static final int CHUNK = 16 << 20;
    private static final int MAGIC_AT = 128;
    private static final Set<Vr> SHORT_VALUES_IN = Set.of(Vr.PN, Vr.LO, Vr.SH, Vr.ST, Vr.LT, Vr.UT, Vr.UC);
    private static final Set<Integer> NO_SHORT_VALUES_IN = Set.of(
            DeidTag.CODE_VALUE,
            DeidTag.CODING_SCHEME_DESIGNATOR,
            DeidTag.CODE_MEANING,
            0x00209056,
            0x00180024,
            0x00189005,
            0x00180085,
            0x00281054);

    private final IdentifierSearch search;
    private final Set<String> shortOnes;
    private final Map<String, Set<String>> subjectsByDate;
    private final Map<String, Integer> offsets;

    /**
     * What was found in one file.
     *
     * @param problems kinds of identifiers, and what else must not be
     */
    record Outcome(boolean dicom, Set<String> problems) {}

    private FileVerification(
            IdentifierSearch search,
            Set<String> shortOnes,
            Map<String, Set<String>> subjectsByDate,
            Map<String, Integer> offsets) {
        this.search = search;
        this.shortOnes = shortOnes;
        this.subjectsByDate = subjectsByDate;
        this.offsets = offsets;
    }

    static FileVerification of(IdentifierJournal.Content content, Path linking) throws IOException {
        Set<String> shortOnes = content.identifiers().stream()
                .filter(identifier -> !identifier.isLongEnough() && !Identifiers.isTechnical(identifier.text()))
                .map(identifier -> identifier.text().toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Map<String, Integer> offsets = Files.exists(linking) ? LinkingTable.offsetBySubject(linking) : new HashMap<>();
        return new FileVerification(
                new IdentifierSearch(content.identifiers()), shortOnes, content.subjectsByDate(), offsets);
    }

    /** @param name path below the searched folder, searched as well */
    Outcome verify(Path file, String name) throws IOException {
        Set<String> problems = new TreeSet<>(verifyName(name));
        boolean dicom = isDicom(file);
        if (dicom) {
            dicom(file, problems);
        } else {
            boolean gzip = name.endsWith(".gz");
            try (InputStream raw = Files.newInputStream(file);
                    InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : raw) {
                chunks(in, found -> problems.add(found.kind().inWords()));
            }
        }
        return new Outcome(dicom, problems);
    }

    /** Problems of a name alone, as of a link or an empty folder. */
    Set<String> verifyName(String name) {
        Set<String> problems = new TreeSet<>();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        search.search(bytes, 0, bytes.length, found -> problems.add(found.kind().inWords() + IN_NAME));
        return problems;
    }

    private static boolean isDicom(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(MAGIC_AT + 4);
            return start.length == MAGIC_AT + 4
                    && new String(start, MAGIC_AT, 4, StandardCharsets.ISO_8859_1).equals("DICM");
        }
    }

    private void dicom(Path file, Set<String> problems) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        DicomObject object;
        try {
            object = DicomReader.read(SourceFile.of(file));
        } catch (DicomFormatException e) {
            problems.add("cannot be read as DICOM");
            search.search(
                    bytes, 0, bytes.length, found -> problems.add(found.kind().inWords()));
            return;
        }
        DataSet data = object.data();
        if (data.string(DeidTag.PATIENT_IDENTITY_REMOVED).filter("YES"::equals).isEmpty()) {
            problems.add("does not say Patient Identity Removed YES");
        }
        search(bytes, object, problems);
        wholeValues(data, problems);
    }

    private void search(byte[] bytes, DicomObject object, Set<String> problems) {
        String subject = object.data().string(DeidTag.PATIENT_ID).orElse("");
        Consumer<Identifier> found = identifier -> {
            if (identifier.kind() != IdentifierKind.DATE || isDateOf(subject, identifier.text())) {
                problems.add(identifier.kind().inWords());
            }
        };
        int pixels = pixelStart(bytes.length, object.data());
        search.search(bytes, 0, pixels, found);
        search.searchPixels(bytes, pixels, bytes.length, found);
        if (isDeflated(object)) {
            byte[] inflated = DicomWriter.toBytes(object);
            search.search(inflated, 0, pixelStart(inflated.length, object.data()), found);
        }
    }

    private static boolean isDeflated(DicomObject object) {
        return object.meta()
                .string(Tag.TRANSFER_SYNTAX_UID)
                .filter("1.2.840.10008.1.2.1.99"::equals)
                .isPresent();
    }

    private static int pixelStart(int length, DataSet data) {
        int pixels = data.isEncapsulated(DeidTag.PIXEL_DATA)
                ? data.fragments(DeidTag.PIXEL_DATA).stream()
                        .mapToInt(fragment -> fragment.remaining())
                        .sum()
                : data.buffer(DeidTag.PIXEL_DATA).remaining();
        return Math.max(0, length - pixels);
    }

    /** A date of the subject itself, unless it is what another date of the subject became. */
    private boolean isDateOf(String subject, String date) {
        if (!subjectsByDate.getOrDefault(date, Set.of()).contains(subject)) {
            return false;
        }
        int offset = offsets.getOrDefault(subject, 0);
        String before = Ages.date(date)
                .map(day -> day.minusDays(offset).format(DateTimeFormatter.BASIC_ISO_DATE))
                .orElse("");
        return offset == 0 || !subjectsByDate.getOrDefault(before, Set.of()).contains(subject);
    }

    private void wholeValues(DataSet data, Set<String> problems) {
        data.walk((owner, tag, vr) -> {
            if (SHORT_VALUES_IN.contains(vr) && !NO_SHORT_VALUES_IN.contains(tag)) {
                for (String value : owner.strings(tag)) {
                    if (shortOnes.contains(value.strip().toUpperCase(Locale.ROOT))) {
                        problems.add("short identifier as a whole value");
                    }
                }
            }
        });
    }

    private void chunks(InputStream in, Consumer<Identifier> found) throws IOException {
        int overlap = search.longest() + 40;
        byte[] chunk = new byte[CHUNK];
        int held = in.readNBytes(chunk, 0, CHUNK);
        Set<Identifier> seen = new HashSet<>();
        boolean binary = isBinary(chunk, held);
        while (true) {
            if (binary) {
                search.searchPixels(chunk, 0, held, seen::add);
            } else {
                search.search(chunk, 0, held, seen::add);
            }
            if (held < CHUNK) {
                break;
            }
            System.arraycopy(chunk, held - overlap, chunk, 0, overlap);
            int more = in.readNBytes(chunk, overlap, CHUNK - overlap);
            held = overlap + more;
            if (more == 0) {
                break;
            }
        }
        seen.forEach(found);
    }

    /** True for weights, pictures and the like, in which short texts occur by chance; a database is text, UTF-16 too. */
    private static boolean isBinary(byte[] start, int length) {
        if (isWideText(start, length)) {
            return false;
        }
        String magic = new String(start, 0, Math.min(length, 15), StandardCharsets.ISO_8859_1);
        for (int i = 0; i < Math.min(length, 4096); i++) {
            if (start[i] == 0) {
                return !magic.equals("SQLite format 3");
            }
        }
        return magic.startsWith("\u0089PNG");
    }

    /** True where a byte order mark begins it, or every second of its first bytes is zero and the others are not. */
    private static boolean isWideText(byte[] start, int length) {
        if (length >= 2 && (start[0] ^ start[1]) == 1 && (start[0] & start[1]) == -2) {
            return true;
        }
        int[] zeros = new int[2];
        int end = Math.min(length, 64) & ~1;
        for (int i = 0; i < end; i++) {
            zeros[i & 1] += start[i] == 0 ? 1 : 0;
        }
        return end >= 4 && Math.min(zeros[0], zeros[1]) == 0 && Math.max(zeros[0], zeros[1]) == end / 2;
    }
}
