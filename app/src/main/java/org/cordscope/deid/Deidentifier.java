package org.cordscope.deid;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomFormatException;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.Vr;
import org.cordscope.study.FramePixels;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;

/**
 * De-identifies images by PS3.15 Annex E: the Basic Application Confidentiality Profile and chosen options. Stricter than the
 * profile, which says what must happen to the attributes that it lists: any other stays only where the standard knows it and its
 * value passes a closed check. Fails closed: a file that is not surely clean is quarantined.
 *
 * <p>Several threads may de-identify at once, each its own file.
 */
public final class Deidentifier {
    private static final Map<Integer, TextRule> TEXTS = KeptTexts.shipped();
    private static final String METHOD = "Cordscope: PS3.15 Annex E, and only checked values";

    private final Cleaning.Rules rules;
    private final Pseudonyms pseudonyms;
    private final LinkingTable linking;
    private final IdentifierJournal journal;

    private Deidentifier(Cleaning.Rules rules, Pseudonyms pseudonyms, LinkingTable linking, IdentifierJournal journal) {
        this.rules = rules;
        this.pseudonyms = pseudonyms;
        this.linking = linking;
        this.journal = journal;
    }

    /** Begins to read the tables of the profile, for a caller who has other things to do before the first file. */
    public static void prepare() {
        Thread reader = new Thread(() -> Cleaning.Rules.of(DeidentificationOptions.defaults()), "cordscope-tables");
        reader.setDaemon(true);
        reader.start();
    }

    /** As {@link #open(Path, Clock, DeidentificationOptions)} with the options of a study. */
    public static Deidentifier open(Path privateFolder, Clock clock) throws IOException {
        return open(privateFolder, clock, DeidentificationOptions.defaults());
    }

    /** Uses the key, the linking table and the journal of identifiers of a private folder, made where missing. */
    public static Deidentifier open(Path privateFolder, Clock clock, DeidentificationOptions options)
            throws IOException {
        PrivateFiles.createFolder(privateFolder);
        Pseudonyms pseudonyms = new Pseudonyms(PseudonymKey.openOrCreate(privateFolder.resolve("key")));
        return new Deidentifier(
                Cleaning.Rules.of(options),
                pseudonyms,
                LinkingTable.open(privateFolder.resolve("linking.csv"), clock, pseudonyms),
                IdentifierJournal.open(privateFolder.resolve("identifiers")));
    }

    public Pseudonyms pseudonyms() {
        return pseudonyms;
    }

    public LinkingTable linking() {
        return linking;
    }

    /** Reads and de-identifies one file, and records its patient, study and identifiers in the private folder. */
    public Deidentification deidentify(SourceFile source) throws IOException {
        try {
            return deidentify(source, DicomReader.read(source));
        } catch (DicomFormatException e) {
            return new Deidentification.Quarantined(e.toRejected());
        }
    }

    /**
     * Makes a DICOM object of a picture or a volume that is none, and records its patient and study in the linking table. Nothing
     * but geometry, technical parameters and pixels goes into it.
     */
    public Deidentification convert(InstanceHeader header, FramePixels pixels) throws IOException {
        try {
            return ForeignImage.convert(header, pixels, pseudonyms, linking, journal);
        } catch (UnusableFileException e) {
            return new Deidentification.Quarantined(e.toRejected());
        }
    }

    /** As {@link #deidentify(SourceFile)}, of a file that has been read; {@code original} is changed. */
    public Deidentification deidentify(SourceFile source, DicomObject original) throws IOException {
        DataSet data = original.data();
        Optional<String> reason = Quarantine.reason(data).or(() -> PixelCleaning.clean(original));
        if (reason.isPresent()) {
            return new Deidentification.Quarantined(new Rejected(source.display(), reason.get()));
        }
        String patientId = data.string(DeidTag.PATIENT_ID).orElseThrow();
        String subject = pseudonyms.subject(patientId);
        Identifiers identifiers = Identifiers.of(data, rules);
        linking.link(patientId, data.string(DeidTag.STUDY_INSTANCE_UID).orElseThrow());
        journal.add(identifiers.all(), subject);
        clean(data, patientId, identifiers);
        describe(data, subject);
        return new DeidentifiedInstance(original, identifiers.all());
    }

    private void clean(DataSet data, String patientId, Identifiers identifiers) {
        boolean characteristics = rules.options().has(ProfileOption.RETAIN_PATIENT_CHARACTERISTICS);
        Optional<String> age = characteristics ? Ages.atStudy(data) : Optional.empty();
        int offsetDays = pseudonyms.dateOffsetDays(patientId);
        ValueCheck check = new ValueCheck(pseudonyms, identifiers, rules.options(), offsetDays, TEXTS);
        new Cleaning(rules, check).clean(data);
        age.ifPresent(a -> data.set(DeidTag.PATIENT_AGE, Vr.AS, a));
    }

    private void describe(DataSet data, String subject) {
        data.set(DeidTag.PATIENT_NAME, Vr.PN, subject);
        data.set(DeidTag.PATIENT_ID, Vr.LO, subject);
        RequiredAttributes.supply(data);
        data.set(DeidTag.SPECIFIC_CHARACTER_SET, Vr.CS, new String[0]); // all that is left is ASCII
        data.set(DeidTag.PATIENT_IDENTITY_REMOVED, Vr.CS, "YES");
        data.set(DeidTag.DEIDENTIFICATION_METHOD, Vr.LO, METHOD);
        data.setItems(DeidTag.DEIDENTIFICATION_METHOD_CODES, methodCodes());
        data.set(DeidTag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED, Vr.CS, temporalInformation());
    }

    private List<DataSet> methodCodes() {
        List<DataSet> codes = new ArrayList<>();
        codes.add(code("113100", "Basic Application Confidentiality Profile"));
        rules.options().applied().stream()
                .sorted(Comparator.comparing(ProfileOption::code))
                .forEach(option -> codes.add(code(option.code(), option.meaning())));
        return codes;
    }

    private String temporalInformation() {
        if (rules.options().has(ProfileOption.RETAIN_FULL_DATES)) {
            return "UNMODIFIED";
        }
        return rules.options().has(ProfileOption.RETAIN_MODIFIED_DATES) ? "MODIFIED" : "REMOVED";
    }

    private static DataSet code(String value, String meaning) {
        return new DataSet()
                .set(DeidTag.CODE_VALUE, Vr.SH, value)
                .set(DeidTag.CODING_SCHEME_DESIGNATOR, Vr.SH, "DCM")
                .set(DeidTag.CODE_MEANING, Vr.LO, meaning);
    }
}
