// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.sora.container.index.PluginIndex.Entry;
import dev.sora.container.trust.Jars;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.io.Digests;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestDownload {

    @TempDir private Path dir;
    private HttpServer server;
    private ExecutorService threads;
    private String root;
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        root = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext(
                "/shelf/",
                exchange -> {
                    Path file = dir.resolve(exchange.getRequestURI().getPath().substring(7));
                    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
                    exchange.sendResponseHeaders(
                            Files.exists(file) ? 200 : 404, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.createContext(
                "/moved/",
                exchange -> {
                    String name = exchange.getRequestURI().getPath().substring(7);
                    exchange.getResponseHeaders().add("Location", "/shelf/" + name);
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        redirect("/round/", "/round/index.json");
        redirect("/away/", "http://plugins.example.com/index.json");
        redirect("/local/", "file:///etc/passwd");
        server.createContext(
                "/slow/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    await();
                });
        server.createContext("/deaf/", exchange -> await());
        server.createContext(
                "/endless/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] blank = " ".repeat(1 << 16).getBytes();
                    try (OutputStream out = exchange.getResponseBody()) {
                        for (int i = 0; i < 100_000; i++) {
                            out.write(blank);
                        }
                    }
                });
        server.createContext(
                "/boast/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 1L << 40);
                    await();
                });
        server.createContext(
                "/broken/",
                exchange -> {
                    exchange.sendResponseHeaders(500, -1);
                    exchange.close();
                });
        server.start();
    }

    private void redirect(String from, String to) {
        server.createContext(
                from,
                exchange -> {
                    exchange.getResponseHeaders().add("Location", to);
                    exchange.sendResponseHeaders(301, -1);
                    exchange.close();
                });
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private Problem refusal(String path) {
        SoraException thrown =
                catchThrowableOfType(
                        SoraException.class,
                        () -> PluginIndex.open(root + path, TrustPolicy.open()));
        assertThat(thrown).isNotNull();
        assertThat(thrown.problems()).hasSize(1);
        return thrown.problems().get(0);
    }

    @Test
    void fetchesFromAServerAlsoOneThatHasMoved() throws IOException {
        Path jar = Jars.write(dir.resolve("acme.jar"), "x", "y".repeat(100_000));
        Entry entry =
                new Entry(
                        "acme",
                        "1.0.0",
                        "",
                        List.of(),
                        "acme.jar",
                        Files.size(jar),
                        Digests.sha256(jar));
        PluginIndex.write(dir, List.of(entry));
        Path target = Files.createDirectory(dir.resolve("target"));
        for (String path : List.of("/shelf", "/shelf/", "/moved")) {
            PluginIndex index = PluginIndex.open(root + path, TrustPolicy.open());
            assertThat(index.entries()).containsExactly(entry);
            assertThat(index.fetch(entry, target)).hasSameBinaryContentAs(jar);
        }
        PluginIndex index = PluginIndex.open(root + "/shelf", TrustPolicy.open());
        Jars.write(jar, "x", "z".repeat(100_000));
        SoraException thrown =
                catchThrowableOfType(SoraException.class, () -> index.fetch(entry, target));
        assertThat(thrown.problems().get(0).code()).isIn("SORA-3405", "SORA-3407");
    }

    @Test
    void saysWhatTheServerDoesInstead() {
        assertThat(refusal("/shelf").code()).isEqualTo("SORA-3404");
        assertThat(refusal("/broken").have()).isEqualTo("the server answers 500");
        assertThat(refusal("/round").have()).isEqualTo("more than 5 redirections");
        server.stop(0);
        Problem gone = refusal("/shelf");
        assertThat(gone.code()).isEqualTo("SORA-3403");
        assertThat(gone.fix()).contains("SORA_JAVA_OPTS=-Dsora.index.seconds=300");
    }

    @Test
    void isNotLedAstray() {
        assertThat(refusal("/away").code()).isEqualTo("SORA-3408");
        assertThat(refusal("/local").code()).isEqualTo("SORA-3408");
    }

    @Test
    void takesNoMoreThanItMay() {
        long before = System.nanoTime();
        assertThat(refusal("/endless").code()).isEqualTo("SORA-3405");
        assertThat(refusal("/boast").code()).isEqualTo("SORA-3405");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void waitsNoLongerThanItMay() {
        System.setProperty("sora.index.seconds", "1");
        try {
            for (String path : List.of("/deaf/x", "/slow/x")) {
                Download download = new Download(URI.create(root + path), 1000, false);
                SoraException thrown =
                        catchThrowableOfType(
                                SoraException.class, () -> download.to(dir.resolve("part")));
                assertThat(thrown.problems().get(0).code()).isEqualTo("SORA-3403");
            }
        } finally {
            System.clearProperty("sora.index.seconds");
        }
    }

    @Test
    void knowsWhichAddressesAreSafe() {
        for (String safe :
                List.of(
                        "https://plugins.example.com/",
                        "http://localhost:80/",
                        "http://127.8.9.1/",
                        "http://[::1]/")) {
            assertThat(UrlPlace.isSafe(URI.create(safe))).as(safe).isTrue();
        }
        for (String unsafe :
                List.of(
                        "http://plugins.example.com/",
                        "http://localhost.example.com/",
                        "http://127.0.0.1.example.com/",
                        "http://10.0.0.1/",
                        "http://0.0.0.0/",
                        "ftp://localhost/")) {
            assertThat(UrlPlace.isSafe(URI.create(unsafe))).as(unsafe).isFalse();
        }
    }
}
