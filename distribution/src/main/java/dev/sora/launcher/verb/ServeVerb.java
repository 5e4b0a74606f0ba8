// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.serving.ModelServer;
import dev.sora.core.serving.ServerRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sora serve}. */
@Command(
        name = "serve",
        header = "Serve model packages over HTTP.",
        description = {
            "",
            "Answers the Open Inference Protocol, records in JSON and files, and shows a page with"
                    + " a form. Ends in order after Ctrl-C or SIGTERM: requests in progress are"
                    + " answered first.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora serve model.sora",
            "  sora serve kinds=model.sora --port 9000",
            "  sora serve --repository models --config serving.yaml"
        })
public final class ServeVerb implements Verb {

    @Mixin private Common common;

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL",
            description =
                    "Model packages: FILE, NAME=FILE or NAME:VERSION=FILE. Without a name, that of"
                            + " the pipeline; without a version, 1.")
    private List<String> models = List.of();

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            description =
                    "A folder with NAME.sora, NAME/VERSION.sora or NAME/VERSION/model.sora; it is"
                            + " watched, and changed packages replace those in use.")
    private Path repository;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A configuration in YAML: versions, routes, limits, batches, keys, TLS.")
    private Path config;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "The address to listen at. Default: 127.0.0.1, this machine only.")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port; 0 for any free one. Default: 8080.")
    private Integer port;

    @Option(
            names = "--insecure",
            description =
                    "Listen at an address that other machines reach although the configuration"
                            + " has no keys or no TLS.")
    private boolean insecure;

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public int run(Session session) {
        session.warn(session.backend().host());
        ServerRequest request =
                new ServerRequest(
                        models,
                        Optional.ofNullable(repository),
                        Optional.ofNullable(config),
                        Optional.ofNullable(host),
                        port == null ? OptionalInt.empty() : OptionalInt.of(port),
                        insecure,
                        session.out(),
                        session.environment());
        try (ModelServer server =
                session.backend().servers().start(session.backend().sora(), request)) {
            session.screen()
                    .line(
                            "serving %s at %s"
                                    .formatted(
                                            server.models().isEmpty()
                                                    ? "no model yet"
                                                    : String.join(", ", server.models()),
                                            server.address()));
            waitForEnd();
            server.drain();
        }
        return ExitStatus.DONE;
    }

    /** Waits until the process is asked to end, which interrupts this thread. */
    private static void waitForEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // The flag stays clear: the end in order waits, too.
            Thread.interrupted();
        }
    }
}
