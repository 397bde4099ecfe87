package org.cordscope.deid;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.cordscope.study.Memo;

/** Keyed, repeatable replacements of identifiers: the same key gives the same pseudonym, and without it none can be undone. */
public final class Pseudonyms {
    /** No vowels: a name must not come about by chance. */
    private static final String LETTERS = "bcdfghjkmnpqrstvwxz23456789";

    private static final int LENGTH = 10;
    private static final int LARGEST_SHIFT_DAYS = 3650;
    private static final String STANDARD_ROOT = "1.2.840.10008.";
    private static final Pattern STANDARD = Pattern.compile("1\\.2\\.840\\.10008(\\.\\d{1,4}){1,9}");

    private static final int REMEMBERED = 10_000;

    private final PseudonymKey key;
    private final Memo<String, String> uids = new Memo<>(REMEMBERED, this::newUid);
    private final Memo<String, String> subjects =
            new Memo<>(REMEMBERED, patientId -> "sub-" + letters("patient", patientId.strip()));
    private final Memo<String, String> scans =
            new Memo<>(REMEMBERED, series -> "scan-" + letters("series", series.strip()));

    Pseudonyms(PseudonymKey key) {
        this.key = key;
    }

    /** Subject of a Patient ID: {@code sub-} and ten letters or digits (47 bits). */
    public String subject(String patientId) {
        return subjects.of(patientId);
    }

    /** Scan of a Series Instance UID as in the original files: {@code scan-} and ten letters or digits. */
    public String scan(String originalSeriesUid) {
        return scans.of(originalSeriesUid);
    }

    /**
     * UID in place of an original one: {@code 2.25.} and a version-4 UUID as an integer (PS3.5 B.2). UIDs that the standard
     * itself defines stay.
     */
    public String uid(String original) {
        return uids.of(original);
    }

    private String newUid(String original) {
        String uid = original.strip();
        if (isStandard(uid)) {
            return uid;
        }
        byte[] uuid = Arrays.copyOf(key.hmac("uid", uid), 16);
        uuid[6] = (byte) ((uuid[6] & 0x0f) | 0x40);
        uuid[8] = (byte) ((uuid[8] & 0x3f) | 0x80);
        return "2.25." + new BigInteger(1, uuid);
    }

    /** True for a UID that the standard defines: its root and few short numbers, so that none of them can be an identifier. */
    static boolean isStandard(String uid) {
        return uid.startsWith(STANDARD_ROOT) && STANDARD.matcher(uid).matches();
    }

    /** Study of a Study Instance UID as in the original files: {@code study-} and ten letters or digits. */
    public String study(String originalStudyUid) {
        return "study-" + letters("study", originalStudyUid.strip());
    }

    /** Image of a SOP Instance UID as in the original files: {@code image-} and ten letters or digits. */
    public String image(String originalSopInstanceUid) {
        return "image-" + letters("image", originalSopInstanceUid.strip());
    }

    /** Days by which all dates of a patient move, -1 to -3650: intervals within a patient are kept. */
    public int dateOffsetDays(String patientId) {
        long drawn = ByteBuffer.wrap(key.hmac("date", patientId.strip())).getLong();
        return -1 - (int) Long.remainderUnsigned(drawn, LARGEST_SHIFT_DAYS);
    }

    /** Name of a source file that does not tell its path: keyed, as paths often hold names of patients. */
    public String pathHash(String path) {
        return HexFormat.of().formatHex(key.hmac("path", path));
    }

    private String letters(String domain, String text) {
        long bits = ByteBuffer.wrap(key.hmac(domain, text)).getLong();
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            letters.append(LETTERS.charAt((int) Long.remainderUnsigned(bits, LETTERS.length())));
            bits = Long.divideUnsigned(bits, LETTERS.length());
        }
        return letters.toString();
    }
}
