package org.cordscope.pacs.hl7;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.cordscope.pacs.dicomweb.TrustFile;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages over the Minimal Lower Layer Protocol and waits for the acknowledgement (HL7 v2.5.1 section 2.9, MLLP release
 * 1). A connection for each message. {@code mllps} is the same within TLS, and the receiver's certificate must bear its name.
 */
public final class Mllp {
    private static final int BEGIN = 0x0b;
    private static final int END = 0x1c;
    private static final int RETURN = 0x0d;
    private static final int LARGEST_ANSWER = 1 << 16;

    private final String host;
    private final int port;
    private final Duration patience;
    private final @Nullable SSLSocketFactory tls;

    private Mllp(String host, int port, Duration patience, @Nullable SSLSocketFactory tls) {
        this.host = host;
        this.port = port;
        this.patience = patience;
        this.tls = tls;
    }

    /**
     * A receiver.
     *
     * @param address {@code mllp://host:port} or {@code mllps://host:port}
     * @param trust certificates in PEM for {@code mllps}; null for those of the Java platform
     * @param patience how long the receiver may be silent
     * @throws UserFacingException where the address is another
     */
    public static Mllp to(URI address, @Nullable Path trust, Duration patience) throws IOException {
        String scheme = String.valueOf(address.getScheme());
        boolean secure = scheme.equals("mllps");
        boolean path = address.getRawPath() != null
                && !address.getRawPath().replace("/", "").isEmpty();
        if (!(secure || scheme.equals("mllp")) || address.getHost() == null || address.getPort() < 1 || path) {
            throw new UserFacingException(
                    "The receiver's address is not of the form mllp://host:port or mllps://host:port", "Correct it.");
        }
        SSLSocketFactory factory = !secure
                ? null
                : trust == null
                        ? (SSLSocketFactory) SSLSocketFactory.getDefault()
                        : TrustFile.context(trust).getSocketFactory();
        return new Mllp(address.getHost(), address.getPort(), patience, factory);
    }

    /**
     * Sends a message, and returns when the receiver has accepted it.
     *
     * @throws Hl7Exception where it has not
     */
    public void send(String message) throws Hl7Exception {
        String id = field(message, "MSH", 9);
        byte[] answer;
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            block.write(BEGIN);
            block.writeBytes(message.getBytes(StandardCharsets.UTF_8));
            block.write(END);
            block.write(RETURN);
            out.write(block.toByteArray());
            out.flush();
            answer = block(socket.getInputStream());
        } catch (Hl7Exception e) {
            throw e;
        } catch (IOException e) {
            throw Hl7Exception.notAnswered("the HL7 receiver cannot be reached, or does not answer", e);
        }
        judge(new String(answer, StandardCharsets.UTF_8), id);
    }

    private Socket connect() throws IOException {
        int millis = Math.toIntExact(patience.toMillis());
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), millis);
            plain.setSoTimeout(millis);
            if (tls == null) {
                return plain;
            }
            SSLSocket secure = (SSLSocket) tls.createSocket(plain, host, port, true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /** What lies between the marks of one block. */
    private static byte[] block(InputStream in) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        boolean begun = false;
        for (int read = in.read(); read != -1; read = in.read()) {
            if (read == BEGIN) {
                begun = true;
                block.reset();
            } else if (read == END && begun) {
                return block.toByteArray();
            } else if (begun) {
                block.write(read);
            }
            if (block.size() > LARGEST_ANSWER) {
                throw Hl7Exception.refused("the HL7 receiver's answer does not end");
            }
        }
        throw new IOException("the connection ended without an acknowledgement");
    }

    private static void judge(String answer, String id) throws Hl7Exception {
        String code = field(answer, "MSA", 1);
        if (!field(answer, "MSA", 2).equals(id)) {
            throw Hl7Exception.refused("the HL7 receiver's answer acknowledges no message, or another one");
        }
        if (!(code.equals("AA") || code.equals("CA"))) {
            // the receiver's words may name a patient
            throw Hl7Exception.refused("the HL7 receiver answered " + (code.matches("[A-Z]{2}") ? code : "nonsense"));
        }
    }

    /** A field of the first segment of a name; of MSH, whose first field is the delimiter, one place less than its number. */
    private static String field(String message, String segment, int place) {
        for (String line : message.split("[\r\n]+", -1)) {
            String[] fields = line.split("\\|", -1);
            if (fields[0].strip().equals(segment)) {
                return place < fields.length ? fields[place] : "";
            }
        }
        return "";
    }
}
