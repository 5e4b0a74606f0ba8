// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import dev.sora.core.Sora;
import dev.sora.core.serving.ModelServer;
import dev.sora.core.serving.ServerRequest;
import dev.sora.serving.config.ServingConfig;
import dev.sora.serving.http.HttpService;
import dev.sora.serving.models.Library;
import dev.sora.serving.models.Models;
import dev.sora.serving.models.Opener;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A running server: models, the watch of the repository, and HTTP. */
final class JettyModelServer implements ModelServer {

    private final Models models = new Models();
    private final Library library;
    private final HttpService http;
    private final ScheduledExecutorService watch;

    private JettyModelServer(
            Sora sora, ServingConfig config, ServerRequest request, InetAddress address) {
        Opener opener = new Opener(sora, config, this::batch);
        this.library = new Library(config, opener, models);
        this.http = new HttpService(sora, config, request, address, models, library, version());
        this.watch =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread thread = new Thread(work, "sora-repository");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Starts a server; nothing is left open if that fails. */
    static ModelServer start(
            Sora sora, ServingConfig config, ServerRequest request, InetAddress address) {
        JettyModelServer server = new JettyModelServer(sora, config, request, address);
        try {
            // health checks are answered while models open
            server.http.start();
            server.library.open();
            server.http.ready();
            long poll = config.poll().toMillis();
            if (config.repository().isPresent()) {
                server.watch.scheduleWithFixedDelay(
                        server.library::look, poll, poll, TimeUnit.MILLISECONDS);
            }
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private void batch(String name, String version, int records) {
        http.batch(name, version, records);
    }

    private static String version() {
        String version = JettyModelServer.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public URI address() {
        return http.address();
    }

    @Override
    public List<String> models() {
        return List.copyOf(models.names());
    }

    @Override
    public void drain() {
        watch.shutdownNow();
        http.drain();
        close();
    }

    @Override
    public void close() {
        watch.shutdownNow();
        library.close();
        http.close();
        models.close();
    }
}
