package org.cordscope.pacs.hl7;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** An HL7 receiver on this machine that answers as a test wants; an empty answer hangs up. */
public final class TestReceiver implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());

    public TestReceiver(UnaryOperator<String> answer) throws IOException {
        Thread thread = new Thread(() -> serve(answer), "test-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    /** Accepts a message by its control ID. */
    public static String accept(String message) {
        return "MSH|^~\\&|B||A\rMSA|AA|" + message.split("\\|", -1)[9] + "\r";
    }

    private void serve(UnaryOperator<String> answer) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                String message = read(socket.getInputStream());
                received.add(message);
                String said = answer.apply(message);
                if (!said.isEmpty()) {
                    socket.getOutputStream().write(("\u000b" + said + "\u001c\r").getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                if (!server.isClosed() && !(e instanceof java.net.SocketException)) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int read = in.read(); read != 0x1c && read != -1; read = in.read()) {
            if (read != 0x0b) {
                bytes.write(read);
            }
        }
        in.skipNBytes(1);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public URI address() {
        return URI.create("mllp://127.0.0.1:" + server.getLocalPort());
    }

    public List<String> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
