// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.serving.RunPage;
import dev.sora.core.serving.RunPageRequest;
import dev.sora.problem.SoraException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page of a run, over the network. */
final class TestRunPage {

    private final AtomicInteger stops = new AtomicInteger();
    private final RunPage page = JettyRunPage.open(new RunPageRequest(0, stops::incrementAndGet));

    @AfterEach
    void close() {
        page.close();
    }

    /** Sends a request as it is; the answer is read by the caller. */
    private Socket request(String head) throws IOException {
        Socket socket = new Socket(page.address().getHost(), page.address().getPort());
        socket.setSoTimeout(20_000);
        OutputStream out = socket.getOutputStream();
        out.write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return socket;
    }

    private String answer(String head) throws IOException {
        String host = head.contains("Host:") ? "" : "\r\nHost: 127.0.0.1";
        try (Socket socket = request(head + host + "\r\nConnection: close")) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Returns the next lines of events that start with a word. */
    private static List<String> next(BufferedReader lines, String word, int count)
            throws IOException {
        List<String> found = new ArrayList<>();
        while (found.size() < count) {
            String line = lines.readLine();
            assertThat(line).isNotNull();
            if (line.startsWith(word)) {
                found.add(line.substring(word.length()));
            }
        }
        return found;
    }

    @Test
    void sendsWhatWasAndWhatFollows() throws IOException {
        page.add("epoch", Map.of("epoch", 1, "loss", Double.NaN));
        page.replace("progress", "progress", Map.of("step", 1));
        page.replace("progress", "progress", Map.of("step", 2));
        try (Socket socket = request("GET /events HTTP/1.1\r\nHost: localhost")) {
            BufferedReader lines = lines(socket);
            List<String> before = next(lines, "data: ", 2);
            assertThat(before.get(0)).contains("\"epoch\":1", "\"loss\":null");
            assertThat(before.get(1)).isEqualTo("{\"step\":2}");
            page.add("epoch", Map.of("epoch", 2));
            assertThat(next(lines, "data: ", 1)).containsExactly("{\"epoch\":2}");
        }
    }

    @Test
    void continuesWhereABrowserWas() throws IOException {
        page.add("epoch", Map.of("epoch", 1));
        page.add("epoch", Map.of("epoch", 2));
        String first;
        try (Socket socket = request("GET /events HTTP/1.1\r\nHost: localhost")) {
            first = next(lines(socket), "id: ", 1).get(0);
        }
        for (String[] each : new String[][] {{first, "2"}, {"of-1", "1"}, {"", "1"}}) {
            String id = "\r\nLast-Event-ID: " + each[0];
            try (Socket socket = request("GET /events HTTP/1.1\r\nHost: localhost" + id)) {
                assertThat(next(lines(socket), "data: ", 1))
                        .containsExactly("{\"epoch\":" + each[1] + "}");
            }
        }
    }

    @Test
    void endsWithTheRunAndDeliversTheEnd() throws IOException {
        URI address = page.address();
        try (Socket socket = request("GET /events HTTP/1.1\r\nHost: localhost")) {
            BufferedReader lines = lines(socket);
            page.add("epoch", Map.of("epoch", 1));
            next(lines, "data: ", 1);
            page.add("end", Map.of("status", "done"));
            page.close();
            assertThat(next(lines, "data: ", 1)).containsExactly("{\"status\":\"done\"}");
        }
        assertThatThrownBy(() -> new Socket(address.getHost(), address.getPort()).close())
                .isInstanceOf(IOException.class);
        // a run may report after the page is closed
        page.add("epoch", Map.of("epoch", 2));
    }

    @Test
    void doesNotWaitForABrowserThatReadsNothing() throws IOException {
        String long1 = "x".repeat(1 << 16);
        try (Socket socket = request("GET /events HTTP/1.1\r\nHost: localhost")) {
            next(lines(socket), "HTTP", 1);
            for (int i = 0; i < 400; i++) {
                page.add("warning", Map.of("text", long1));
            }
            long begun = System.nanoTime();
            page.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void stopsOnceAndOnlyWithTheToken() throws IOException {
        String token = page.address().getFragment();
        assertThat(token).hasSize(32);
        for (String head :
                List.of(
                        "POST /stop HTTP/1.1",
                        "POST /stop HTTP/1.1\r\nSora-Token: " + token.substring(1),
                        "POST /stop?token=" + token + " HTTP/1.1")) {
            assertThat(answer(head)).startsWith("HTTP/1.1 403").contains("SORA-6123");
        }
        String given = " HTTP/1.1\r\nSora-Token: " + token;
        assertThat(answer("GET /stop" + given)).startsWith("HTTP/1.1 405");
        assertThat(answer("POST /stop" + given + "\r\nOrigin: http://site.example"))
                .startsWith("HTTP/1.1 403")
                .contains("SORA-6114");
        assertThat(answer("POST /stop" + given + "\r\nHost: site.example"))
                .startsWith("HTTP/1.1 403")
                .contains("SORA-6114");
        assertThat(stops).hasValue(0);
        assertThat(answer("POST /stop" + given)).startsWith("HTTP/1.1 202");
        assertThat(answer("POST /stop" + given)).startsWith("HTTP/1.1 202");
        assertThat(stops).hasValue(1);
    }

    @Test
    void hasOnlyItsOwnFilesAndNoScriptWithinThem() throws IOException {
        String index = answer("GET / HTTP/1.1");
        assertThat(index)
                .startsWith("HTTP/1.1 200")
                .contains("default-src 'none'", "script-src 'self'", "nosniff")
                .doesNotContain("unsafe")
                .doesNotContainPattern("<script(?! src)")
                .doesNotContain("style=");
        for (String name : List.of("run.js", "curves.js", "echarts.js", "run.css", "style.css")) {
            assertThat(index).contains("\"" + name + "\"");
            assertThat(answer("GET /" + name + " HTTP/1.1")).as(name).startsWith("HTTP/1.1 200");
        }
        for (String name : List.of("run.js", "curves.js")) {
            assertThat(answer("GET /" + name + " HTTP/1.1"))
                    .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
        }
        for (String path : List.of("/index.html", "/../run/run.js", "/%2e%2e/run.js", "/events/")) {
            assertThat(answer("GET " + path + " HTTP/1.1")).as(path).startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void refusesAPortThatIsInUse() {
        int port = page.address().getPort();
        assertThatThrownBy(() -> JettyRunPage.open(new RunPageRequest(port, () -> {})))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-6006");
    }
}
