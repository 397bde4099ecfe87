package org.cordscope.pacs.dicomweb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordscope.pacs.dicomweb.ArchiveException.Kind;

/**
 * Parts of a multipart/related body (RFC 2046, 5.1), one after the other, never held whole. A body that has no first or no last
 * boundary, or longer headers than anybody needs, is refused.
 */
public final class MultipartReader {
    private static final Pattern BOUNDARY = Pattern.compile(
            "(?i)^multipart/related\\s*;.*?\\bboundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^;\\s\"]{1,70})).*$");
    private static final String CONTENT_TYPE = "content-type:";
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 64;
    private static final int LONGEST_PREAMBLE = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] delimiter;
    private final String what;
    private int at;
    private int end;
    private boolean ended;
    private boolean begun;
    private String type = "";

    private MultipartReader(InputStream in, String boundary, String what) {
        this.in = in;
        this.what = what;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** @param contentType value of the header Content-Type */
    static MultipartReader of(InputStream in, String contentType) throws ArchiveException {
        return of(in, contentType, "the archive's answer");
    }

    /**
     * As a body of anybody.
     *
     * @param contentType value of the header Content-Type
     * @param what the body is, for the sentence of a refusal
     */
    public static MultipartReader of(InputStream in, String contentType, String what) throws ArchiveException {
        Matcher type = BOUNDARY.matcher(contentType);
        if (!type.matches()) {
            throw malformed(what, "it is not multipart/related with a boundary");
        }
        return new MultipartReader(in, type.group(1) != null ? type.group(1) : type.group(2), what);
    }

    /** Goes to the next part and past its headers; false after the last one. */
    public boolean next() throws IOException {
        if (!begun) {
            begun = true;
            begin();
        }
        if (ended) {
            return false;
        }
        type = "";
        for (int i = 0; i <= MOST_HEADERS; i++) {
            String line = line();
            if (line.isEmpty()) {
                return true;
            }
            if (line.regionMatches(true, 0, CONTENT_TYPE, 0, CONTENT_TYPE.length())) {
                type = line.substring(CONTENT_TYPE.length())
                        .split(";", 2)[0]
                        .strip()
                        .toLowerCase(Locale.ROOT);
            }
        }
        throw malformed("a part has more than " + MOST_HEADERS + " headers");
    }

    /** Media type of the part that {@link #next} went to, without parameters; empty where it has none. */
    String type() {
        return type;
    }

    /** What stands before the first boundary is for nobody. */
    private void begin() throws IOException {
        byte[] first = new byte[delimiter.length - 2];
        System.arraycopy(delimiter, 2, first, 0, first.length);
        String wanted = new String(first, StandardCharsets.ISO_8859_1);
        for (int read = 0; read < LONGEST_PREAMBLE; ) {
            String line = line();
            if (line.stripTrailing().equals(wanted)) {
                return;
            }
            if (line.stripTrailing().equals(wanted + "--")) {
                ended = true;
                return;
            }
            read += line.length() + 1;
        }
        throw malformed("it does not begin with its boundary");
    }

    /**
     * Copies the part that {@link #next} went to. The boundary is looked for byte by byte (Knuth, Morris and Pratt) from where
     * its first byte stands; what lies before is copied as a whole.
     */
    public void copyTo(OutputStream out) throws IOException {
        int[] fallback = fallback();
        int matched = 0;
        while (matched < delimiter.length) {
            if (at == end && !fill()) {
                throw cutShort();
            }
            if (matched == 0) {
                int from = at;
                while (at < end && buffer[at] != delimiter[0]) {
                    at++;
                }
                out.write(buffer, from, at - from);
                if (at == end) {
                    continue;
                }
            }
            byte b = buffer[at++];
            while (matched > 0 && b != delimiter[matched]) {
                int shorter = fallback[matched - 1];
                out.write(delimiter, 0, matched - shorter);
                matched = shorter;
            }
            if (b == delimiter[matched]) {
                matched++;
            } else {
                out.write(b);
            }
        }
        afterBoundary();
    }

    /** False at the end of the body. */
    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    private int read() throws IOException {
        return at == end && !fill() ? -1 : buffer[at++] & 0xff;
    }

    private int[] fallback() {
        int[] fallback = new int[delimiter.length];
        for (int i = 1, k = 0; i < delimiter.length; i++) {
            while (k > 0 && delimiter[i] != delimiter[k]) {
                k = fallback[k - 1];
            }
            k += delimiter[i] == delimiter[k] ? 1 : 0;
            fallback[i] = k;
        }
        return fallback;
    }

    private void afterBoundary() throws IOException {
        String rest = line(); // ends at the end of the body, too
        if (rest.startsWith("--")) {
            ended = true;
        } else if (!rest.isBlank()) {
            throw malformed("a boundary goes on as something else");
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = read(); b != '\n'; b = read()) {
            if (b < 0) {
                if (line.toString().startsWith("--")) {
                    return line.toString();
                }
                throw cutShort();
            }
            if (line.length() >= LONGEST_LINE) {
                throw malformed("a line of its headers is longer than " + LONGEST_LINE + " bytes");
            }
            line.append((char) b);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    private ArchiveException cutShort() {
        return new ArchiveException(Kind.PASSING, what + " ends before its last boundary");
    }

    private ArchiveException malformed(String why) {
        return malformed(what, why);
    }

    private static ArchiveException malformed(String what, String why) {
        return new ArchiveException(Kind.REFUSED, what + " cannot be taken apart: " + why);
    }
}
