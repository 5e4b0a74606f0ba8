// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.serving.config.ServingConfig.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only clients that send the head of a request too slowly lose their connection. */
final class TestSlowHeaders {

    private static final Duration MOST = Duration.ofMillis(1200);
    private static final String HEAD = "GET /%s HTTP/1.1\r\nHost: localhost\r\n";

    private static Server server;
    private static ServerConnector plain;
    private static ServerConnector encrypted;
    private static SSLSocketFactory trusting;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = new Server();
        SlowHeaders slow = new SlowHeaders(MOST);
        slow.setHandler(new Writer());
        server.setHandler(slow);
        Path word = Files.writeString(folder.resolve("password"), "secret1");
        Path store = TestCertificate.keystore(folder, "one", "secret1");
        plain = new ServerConnector(server);
        encrypted =
                new Certificate(new Tls(store, word)).connector(server, new HttpConfiguration());
        for (ServerConnector each : new ServerConnector[] {plain, encrypted}) {
            each.setHost("127.0.0.1");
            each.addEventListener(slow);
            server.addConnector(each);
        }
        server.start();
        SslContextFactory.Client client = new SslContextFactory.Client(true);
        client.start();
        trusting = client.getSslContext().getSocketFactory();
        // the first handshake loads classes, which takes longer than any other
        try (Socket first = connect(true)) {
            send(first, HEAD.formatted("short") + "\r\n");
            receive(first, "/short");
        }
        slow.watch(plain.getScheduler());
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    /** Answers with its path; the path {@code /long} takes several times as long as a head may. */
    private static final class Writer extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            write(request, response, callback, request.getHttpURI().getPath(), 8);
            return true;
        }

        private static void write(
                Request request, Response response, Callback callback, String path, int left) {
            ByteBuffer text = ByteBuffer.wrap(path.getBytes(StandardCharsets.UTF_8));
            if (left == 0 || !path.equals("/long")) {
                response.write(true, text, callback);
                return;
            }
            response.write(
                    false,
                    text,
                    Callback.from(
                            () ->
                                    plain.getScheduler()
                                            .schedule(
                                                    () ->
                                                            write(
                                                                    request, response, callback,
                                                                    path, left - 1),
                                                    250,
                                                    TimeUnit.MILLISECONDS),
                            callback::failed));
        }
    }

    private static Socket connect(boolean tls) throws IOException {
        Socket socket =
                tls
                        ? trusting.createSocket("127.0.0.1", encrypted.getLocalPort())
                        : new Socket("127.0.0.1", plain.getLocalPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String receive(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            text.append((char) c);
            if (text.toString().endsWith(end)) {
                return text.toString();
            }
        }
        return text.toString();
    }

    @Test
    void aLongAnswerArrivesWholeAndTheConnectionStaysUsable() throws Exception {
        try (Socket one = connect(false);
                Socket other = connect(true)) {
            for (Socket socket : List.of(one, other)) {
                send(socket, HEAD.formatted("long") + "\r\n");
            }
            for (Socket socket : List.of(one, other)) {
                assertThat(receive(socket, "0\r\n\r\n").split("/long", -1)).hasSize(10);
            }
            TimeUnit.MILLISECONDS.sleep(MOST.toMillis() * 3 / 2);
            for (Socket socket : List.of(one, other)) {
                send(socket, HEAD.formatted("short") + "\r\n");
                assertThat(receive(socket, "/short")).endsWith("/short");
            }
        }
    }

    @Test
    void aHeadThatNeverEndsIsCutOff() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (boolean tls : new boolean[] {false, true}) {
            for (boolean second : new boolean[] {false, true}) {
                Socket socket = connect(tls);
                sockets.add(socket);
                if (second) {
                    send(socket, HEAD.formatted("short") + "\r\n");
                    receive(socket, "/short");
                }
                send(socket, HEAD.formatted("slow"));
            }
        }
        for (int i = 0; i < 400 && !sockets.isEmpty(); i++) {
            sockets.removeIf(TestSlowHeaders::isCutOff);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(sockets).isEmpty();
    }

    private static boolean isCutOff(Socket socket) {
        try {
            send(socket, "x");
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
