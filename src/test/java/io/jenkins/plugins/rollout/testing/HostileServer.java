package io.jenkins.plugins.rollout.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * A server that answers, for each first part of a path, with whatever bytes the test wants, as fast or as slowly as it wants.
 * The HTTP servers that there are would not do such things.
 */
public final class HostileServer implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final ServerSocket socket;

    /** What is sent; the connection ends with it. */
    @FunctionalInterface
    public interface Answer {
        void send(Socket client, OutputStream out) throws IOException, InterruptedException;
    }

    private HostileServer(ServerSocket socket) {
        this.socket = socket;
    }

    public static HostileServer start() throws IOException {
        HostileServer server = new HostileServer(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
        server.threads.execute(server::accept);
        return server;
    }

    /** @param name the first part of the path */
    public HostileServer on(String name, Answer answer) {
        answers.put(name, answer);
        return this;
    }

    /** With status 200 and that body, which is JSON by its type. */
    public HostileServer on(String name, String body) {
        return on(name, "200 OK", "Content-Type: application/json", body);
    }

    /** @param header one line */
    public HostileServer on(String name, String status, String header, String body) {
        return on(name, (client, out) -> {
            byte[] bytes = bytes(body);
            out.write(head(status, header, "Content-Length: " + bytes.length, "Connection: close"));
            out.write(bytes);
        });
    }

    /** A body that is some text, another one many times, and a third. */
    public HostileServer onLong(String name, String begin, String again, int times, String end) {
        return on(name, (client, out) -> {
            out.write(head("200 OK", "Content-Type: application/json", "Connection: close"));
            out.write(bytes(begin));
            byte[] more = bytes(again);
            for (int i = 0; i < times; i++) {
                out.write(more);
            }
            out.write(bytes(end));
        });
    }

    public static byte[] head(String status, String... headers) {
        return bytes("HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(bytes(text));
        }
        return bytes.toByteArray();
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    public String place() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String path = path(client.getInputStream());
            Answer answer = answers.get(path.split("[/?]")[1]);
            answer.send(client, client.getOutputStream());
            client.shutdownOutput();
            client.setSoTimeout(5_000);
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client has had enough, or the answer itself has ended the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The head is read to its end. */
    private static String path(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int one = in.read();
            if (one < 0) {
                throw new IOException("no request");
            }
            head.append((char) one);
        }
        return head.substring(head.indexOf(" ") + 1, head.indexOf(" HTTP/"));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
