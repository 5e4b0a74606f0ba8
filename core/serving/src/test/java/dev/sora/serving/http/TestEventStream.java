// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What makes events never waits for the client that reads them. */
@Timeout(60)
final class TestEventStream {

    private static final int EVENTS = 1500;

    private final CompletableFuture<Void> made = new CompletableFuture<>();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private volatile String text = "a";

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        new Thread(() -> make(new EventStream(response), callback)).start();
                        return true;
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private void make(EventStream events, Callback callback) {
        try {
            for (int i = 0; i < EVENTS; i++) {
                events.event("text", Map.of("added", text));
            }
            made.complete(null);
            events.end(Duration.ofSeconds(30))
                    .whenComplete((nothing, thrown) -> callback.succeeded());
        } catch (RuntimeException e) {
            callback.failed(e);
            made.completeExceptionally(e);
        }
    }

    private Socket ask() throws Exception {
        Socket socket = new Socket("127.0.0.1", connector.getLocalPort());
        socket.getOutputStream()
                .write(
                        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void aClientThatReadsGetsEveryEvent() throws Exception {
        try (Socket socket = ask()) {
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(Pattern.compile("event: text\ndata: ").matcher(answer).results().count())
                    .isEqualTo(EVENTS);
            made.join();
        }
    }

    @Test
    void aClientThatDoesNotReadEndsWhatMakesTheEvents() throws Exception {
        text = "a".repeat(10_000);
        try (Socket socket = ask()) {
            assertThatThrownBy(made::join).hasMessageContaining("the client has gone");
        }
    }
}
