package org.cordscope.pacs.hl7;

import static org.cordscope.pacs.hl7.Segments.components;
import static org.cordscope.pacs.hl7.Segments.escaped;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.PersonName;
import org.cordscope.dicom.Tag;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodedSlice;
import org.cordscope.pacs.result.Algorithm;
import org.cordscope.pacs.result.ScanSource;
import org.cordscope.provenance.Sha256;

/**
 * ORU^R01 of HL7 v2.5.1 (chapter 7): one order with the scan's finding and counts, and the probability of each slice, or why it
 * was not judged. All results have the status R (entered, not verified). UTF-8.
 *
 * @param controlId the same for the same slices, model and settings, so that a receiver knows what it has already
 */
public record OruMessage(String controlId, String text) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
    private static final String NOTE = "AI result, not for diagnosis";
    private static final String NOT_VERIFIED = "R";
    private static final int CONTROL_ID = 20;
    private static final String COMPRESSION = components("71286001", "Spinal cord compression", "SCT");
    private static final String PRESENT = components("52101004", "Present", "SCT");
    private static final String ABSENT = components("272519000", "Absent", "SCT");
    private static final String POSSIBLE = components("371930009", "Possible", "SCT");
    private static final String INDETERMINATE = components("82334004", "Indeterminate", "SCT");
    private static final String SLICES = components("{slices}", "slices", "UCUM");

    /** Who sends and who receives, as MSH names them: 3 to 6. */
    public record Parties(
            String sendingApplication, String sendingFacility, String receivingApplication, String receivingFacility) {
        /** Nobody but Cordscope has a name. */
        public static Parties unnamed() {
            return new Parties("CORDSCOPE", "", "", "");
        }
    }

    /** @param made when the scan was coded, by the clock of the archive's place */
    public static OruMessage of(ScanSource source, Algorithm algorithm, LocalDateTime made, Parties parties) {
        CodedScan scan = source.scan();
        String id = Sha256.ofText(String.join("\n", scan.studyUid(), scan.seriesUid(), source.state(), algorithm.id()))
                .substring(0, CONTROL_ID);
        Segments out = new Segments();
        String now = TIME.format(made);
        out.add(
                "MSH",
                List.of(
                        "^~\\&",
                        escaped(parties.sendingApplication()),
                        escaped(parties.sendingFacility()),
                        escaped(parties.receivingApplication()),
                        escaped(parties.receivingFacility()),
                        now,
                        "",
                        "ORU^R01^ORU_R01",
                        id,
                        "P",
                        "2.5.1",
                        "",
                        "",
                        "AL",
                        "NE",
                        "",
                        "UNICODE UTF-8"));
        DataSet image = source.image();
        out.add("PID", patient(image));
        out.add("OBR", order(image, scan, now));
        out.add("NTE", List.of("1", "", NOTE));
        observations(out, scan, algorithm, now);
        return new OruMessage(id, out.message());
    }

    private static List<String> patient(DataSet image) {
        List<String> name =
                image.personName(Tag.PATIENT_NAME).map(PersonName::alphabetic).orElse(List.of());
        String sex = image.string(Tag.PATIENT_SEX).orElse("");
        return List.of(
                "1",
                "",
                components(value(image, Tag.PATIENT_ID), "", "", value(image, Tag.ISSUER_OF_PATIENT_ID)),
                "",
                // DICOM has the prefix before the suffix, HL7 behind it
                components(part(name, 0), part(name, 1), part(name, 2), part(name, 4), part(name, 3)),
                "",
                value(image, Tag.PATIENT_BIRTH_DATE).replaceAll("[^0-9]", ""),
                List.of("M", "F", "O").contains(sex) ? sex : "U");
    }

    private static String part(List<String> name, int component) {
        return component < name.size() ? name.get(component) : "";
    }

    private static String value(DataSet image, int tag) {
        return image.string(tag).orElse("");
    }

    private static List<String> order(DataSet image, CodedScan scan, String now) {
        String accession = value(image, Tag.ACCESSION_NUMBER);
        String time = (value(image, Tag.STUDY_DATE) + value(image, Tag.STUDY_TIME)).replaceAll("[^0-9.]", "");
        String taken = time.matches("\\d{8}(\\d{2,6}(\\.\\d{1,6})?)?") ? time.replaceFirst("\\..*", "") : "";
        String[] fields = new String[25];
        Arrays.fill(fields, "");
        fields[0] = "1";
        fields[2] = escaped(accession.isEmpty() ? scan.studyUid() : accession);
        fields[3] = components("25056-3", "MRI unspecified body region", "LN");
        fields[6] = taken;
        fields[21] = now;
        fields[23] = "RAD";
        fields[24] = NOT_VERIFIED;
        return List.of(fields);
    }

    private static void observations(Segments out, CodedScan scan, Algorithm algorithm, String now) {
        Observer observer = new Observer(out, now, algorithm);
        String finding = switch (scan.finding()) {
            case PRESENT -> PRESENT;
            case POSSIBLE -> POSSIBLE;
            case ABSENT -> ABSENT;
            case NOT_JUDGED -> INDETERMINATE;
        };
        observer.add("CWE", COMPRESSION, "", finding, "");
        observer.add(
                "NM",
                own("CODED_SLICES", "Number of slices coded"),
                "",
                count(scan.slices().size()),
                SLICES);
        observer.add(
                "NM",
                own("COMPR_SLICES", "Number of slices with spinal cord compression"),
                "",
                count(scan.compressedSlices()),
                SLICES);
        observer.add(
                "NM",
                own("LONGEST_RUN", "Longest run of neighbouring slices with compression"),
                "",
                count(scan.longestRun()),
                SLICES);
        observer.add(
                "NM",
                own("NOT_JUDGED", "Number of slices that the model should not judge"),
                "",
                count(scan.notJudgedSlices()),
                SLICES);
        observer.add(
                "NM",
                own("UNREAD_SLICES", "Number of slices that could not be read"),
                "",
                count(scan.missing()),
                SLICES);
        observer.add("ST", components("110180", "Study Instance UID", "DCM"), "", escaped(scan.studyUid()), "");
        observer.add("ST", components("112002", "Series Instance UID", "DCM"), "", escaped(scan.seriesUid()), "");
        observer.add("ST", components("111002", "Algorithm Parameters", "DCM"), "", escaped(algorithm.id()), "");
        for (CodedSlice slice : scan.slices()) {
            String number = count(slice.index() + 1);
            if (slice.judged()) {
                String probability = String.format(Locale.ROOT, "%.6f", slice.probability());
                observer.add("NM", components("122157", "Probability", "DCM"), number, probability, "1^no units^UCUM");
            } else {
                String why = escaped(slice.judgement().reason());
                observer.add("ST", own("WHY_NOT_JUDGED", "Reason why the model should not judge it"), number, why, "");
            }
        }
    }

    private static String own(String code, String words) {
        return components(code, words, "99CORDSCOPE");
    }

    private static String count(int number) {
        return Integer.toString(number);
    }

    /** Numbers the observations, and says of each who made it and that nobody has verified it. */
    private static final class Observer {
        private final Segments out;
        private final String now;
        private final String device;
        private int number;

        Observer(Segments out, String now, Algorithm algorithm) {
            this.out = out;
            this.now = now;
            this.device = components(Algorithm.NAME + " " + algorithm.version());
        }

        /** @param subId number of the slice that it is about, from 1; empty for the scan */
        void add(String type, String name, String subId, String value, String units) {
            number++;
            out.add(
                    "OBX",
                    List.of(
                            count(number),
                            type,
                            name,
                            subId,
                            value,
                            units,
                            "",
                            "",
                            "",
                            "",
                            NOT_VERIFIED,
                            "",
                            "",
                            now,
                            "",
                            "",
                            "",
                            device));
        }
    }
}
