// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.run;

import dev.sora.core.serving.RunPage;
import dev.sora.core.serving.RunPageRequest;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.serving.http.ErrorBodies;
import dev.sora.serving.http.SlowHeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page of a run, on Jetty, at the loopback address only. */
public final class JettyRunPage implements RunPage {

    private static final Logger LOG = LoggerFactory.getLogger(JettyRunPage.class);
    private static final int THREADS = 8;
    private static final int CONNECTIONS = 64;
    private static final int TOKEN_BYTES = 16;
    private static final long BEAT_SECONDS = 15;
    private static final long IDLE_MILLIS = 60_000;
    private static final Duration HEAD = Duration.ofSeconds(10);

    /** How long the end waits for browsers that read slowly. */
    private static final long LAST_SECONDS = 3;

    private final RunHistory history = new RunHistory();
    private final String token = token();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final RunHandler handler;
    private final Server server;
    private final ServerConnector connector;

    private JettyRunPage(RunPageRequest request) {
        handler = new RunHandler(history, token, request.stop());
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("sora-page");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setPort(request.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        SlowHeaders slow = new SlowHeaders(HEAD);
        slow.setHandler(handler);
        connector.addEventListener(slow);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
        server.setHandler(slow);
        server.setErrorHandler(new ErrorBodies());
        start(request.port());
        slow.watch(connector.getScheduler());
        beat();
    }

    /**
     * Opens a page.
     *
     * @throws SoraException if the port is in use
     */
    public static RunPage open(RunPageRequest request) {
        return new JettyRunPage(request);
    }

    private static String token() {
        byte[] drawn = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    private void start(int port) {
        try {
            server.start();
        } catch (Exception e) {
            close();
            if (e instanceof IOException) {
                throw new SoraException(
                        Problem.of("SORA-6006", "the server cannot listen at this address")
                                .where(connector.getHost() + ":" + port)
                                .have(String.valueOf(e.getMessage()))
                                .fix("name a free port with --port, or leave it out for any"),
                        e);
            }
            throw e instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }

    /** Keeps the connections of browsers open while nothing happens. */
    private void beat() {
        connector
                .getScheduler()
                .schedule(
                        () -> {
                            handler.streams().forEach(RunStream::beat);
                            beat();
                        },
                        BEAT_SECONDS,
                        TimeUnit.SECONDS);
    }

    @Override
    public URI address() {
        return URI.create(
                "http://%s:%d/#%s".formatted(connector.getHost(), connector.getLocalPort(), token));
    }

    @Override
    public void add(String name, Map<String, ?> event) {
        history.add(name, event);
        handler.streams().forEach(RunStream::send);
    }

    @Override
    public void replace(String key, String name, Map<String, ?> event) {
        history.replace(key, name, event);
        handler.streams().forEach(RunStream::send);
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            CompletableFuture<?>[] open =
                    handler.streams().stream()
                            .map(RunStream::whole)
                            .toArray(CompletableFuture[]::new);
            handler.streams().forEach(RunStream::end);
            CompletableFuture.allOf(open).get(LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("a browser did not receive the end of the run: {}", e.toString());
        }
        try {
            handler.streams().forEach(RunStream::abandon);
            server.stop();
        } catch (Exception e) {
            LOG.warn("the page of the run did not end in order: {}", e.toString());
        }
    }
}
