// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.Sora;
import dev.sora.core.serving.ServerRequest;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.serving.config.ServingConfig;
import dev.sora.serving.models.Library;
import dev.sora.serving.models.Models;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server of HTTP: Jetty with the operations. */
public final class HttpService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);

    /**
     * The threads that receive. None of them waits for anything, so more would only take processors
     * from each other and from the computations, and a refusal would take long under overload.
     */
    private static final int THREADS = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());

    /** How long a connection stays open between requests, and waits for a client that reads. */
    private static final long IDLE_MILLIS = 60_000;

    private static final long LOOK_MILLIS = 5;

    private final ServingConfig config;
    private final AtomicInteger inProgress = new AtomicInteger();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicBoolean opened = new AtomicBoolean();
    private final ServerMetrics metrics;
    private final AccessLog log;
    private final ExecutorService answers = answers();
    private final Server server;
    private final ServerConnector connector;
    private final SlowHeaders slow;
    private final Optional<Certificate> certificate;

    /**
     * Creates a server; {@link #start()} starts it.
     *
     * @param host the address to listen at
     * @throws SoraException if the file of keys or the certificate is not valid
     */
    public HttpService(
            Sora sora,
            ServingConfig config,
            ServerRequest request,
            InetAddress host,
            Models models,
            Library library,
            String version) {
        this.config = config;
        this.metrics = new ServerMetrics(models, inProgress);
        Guard guard = new Guard(config, host);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("sora-http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.slow = new SlowHeaders(config.limits().receive());
        this.certificate = config.tls().map(Certificate::new);
        this.connector = connector(host);
        Service service =
                new Service(
                        sora,
                        config,
                        models,
                        library,
                        metrics,
                        answers,
                        () -> opened.get() && !ending.get(),
                        version);
        this.log = new AccessLog(config.accessLog(), request.out());
        slow.setHandler(
                new ApiHandler(
                        guard,
                        new Routes(service),
                        new Bodies(config.limits()),
                        metrics,
                        log,
                        inProgress,
                        ending));
        server.setHandler(slow);
        server.setErrorHandler(new ErrorBodies());
    }

    /**
     * Returns threads that only finish answers. Among the threads of Jetty, an answer that is ready
     * would wait behind all requests that have arrived, most of which are refused under overload.
     */
    private static ExecutorService answers() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                work -> {
                    Thread thread = new Thread(work, "sora-answer-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private ServerConnector connector(InetAddress host) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(config.limits().headerBytes());
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector made =
                certificate
                        .map(own -> own.connector(server, http))
                        .orElseGet(() -> new ServerConnector(server, plain));
        // the address that was checked: a name could have another by now
        made.setHost(host.getHostAddress());
        made.setPort(config.port());
        made.setIdleTimeout(Math.max(IDLE_MILLIS, config.limits().receive().toMillis()));
        made.addEventListener(slow);
        server.addConnector(made);
        server.addBean(new NetworkConnectionLimit(config.limits().connections(), made));
        return made;
    }

    /**
     * Notes the size of a batch.
     *
     * @param name the model
     */
    public void batch(String name, String version, int records) {
        metrics.batch(name, version, records);
    }

    /**
     * Starts to listen.
     *
     * @throws SoraException if the address cannot be used
     */
    public void start() {
        try {
            server.start();
            slow.watch(connector.getScheduler());
            certificate.ifPresent(own -> own.watch(connector.getScheduler()));
        } catch (Exception e) {
            close();
            if (e instanceof IOException) {
                throw new SoraException(
                        Problem.of("SORA-6006", "the server cannot listen at this address")
                                .where(config.host() + ":" + config.port())
                                .have(String.valueOf(e.getMessage()))
                                .fix("name a free port with --port, or 0 for any"),
                        e);
            }
            throw e instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }

    /** Notes that all models are open. */
    public void ready() {
        opened.set(true);
    }

    /** Returns the address that it listens at. */
    public URI address() {
        String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return URI.create(
                "%s://%s:%d/"
                        .formatted(
                                config.tls().isPresent() ? "https" : "http",
                                host,
                                connector.getLocalPort()));
    }

    /** Refuses new predictions, and waits for those in progress. */
    public void drain() {
        ending.set(true);
        long end = System.nanoTime() + config.drain().toNanos();
        try {
            while (inProgress.get() > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the server did not end in order: {}", e.toString());
        }
        answers.shutdown();
        log.close();
        metrics.close();
    }
}
