// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import dev.sora.container.flat.FlatHost;
import dev.sora.core.Sora;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.serving.ModelServer;
import dev.sora.core.serving.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One runtime and its tiny models for all tests of this module, which train each of them once. */
final class Lab {

    private static Lab lab;

    private final Path folder;
    private final SoraRuntime runtime;

    private Lab() throws IOException {
        folder = Files.createTempDirectory("sora-serving-tests");
        runtime =
                new SoraRuntime(
                        FlatHost.ofClassPath(Lab.class.getClassLoader()), KnownTypes.none());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    }

    static synchronized Lab get() {
        if (lab == null) {
            try {
                lab = new Lab();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lab;
    }

    private static void delete(Path root) {
        try (var all = Files.walk(root)) {
            all.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Sora sora() {
        return runtime;
    }

    /** Returns a package that tells two kinds by a number and a category. */
    synchronized Path kinds() {
        return trained("kinds", 1);
    }

    /** Returns another package with the same columns and other weights. */
    synchronized Path otherKinds() {
        return trained("other", 9);
    }

    private Path trained(String name, int seed) {
        Path model = folder.resolve(name).resolve("model.sora");
        if (Files.exists(model)) {
            return model;
        }
        StringBuilder rows = new StringBuilder("age,city,kind\n");
        for (int i = 0; i < 120; i++) {
            rows.append("%d,%s,k%d\n".formatted(i, i % 3 == 0 ? "Rome" : "Oslo", i / 60));
        }
        return train(
                name,
                """
                manifest: 1
                name: kinds
                seed: %d
                data: {train: {type: csv, path: %s}}
                inputs:
                  age: {type: number, column: age}
                  city: {type: category, column: city}
                combiners: {both: {type: concat, from: [age, place]}}
                particles:
                  place: {type: embedding, from: city, units: 4}
                  view: {type: dense, from: both, units: 8, activation: relu}
                outputs: {kind: {type: classification, column: kind, from: view}}
                training: {epochs: 2, batch_size: 32, optimiser: {type: adam, learning_rate: 0.02}}
                """
                        .formatted(seed, write(name + ".csv", rows.toString())));
    }

    Path train(String name, String manifest) {
        Path file = write(name + ".yaml", manifest);
        return runtime.train(
                        runtime.plan(file, new Overrides(List.of(), Map.of())),
                        new Sora.TrainingRequest(folder.resolve(name), false),
                        event -> {})
                .model();
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a server of models at a free port, with its access log. */
    Served serve(String config, String... models) {
        ServerRequest request = ServerRequest.of(List.of(models)).withPort(0);
        if (!config.isEmpty()) {
            Path file = write("serving-" + System.nanoTime() + ".yaml", config);
            request = request.withConfig(file);
        }
        return serve(request);
    }

    Served serve(ServerRequest request) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        ServerRequest own =
                request.withOut(new PrintStream(log, true, StandardCharsets.UTF_8)).withPort(0);
        return new Served(new JettyServerProvider().start(runtime, own), log);
    }

    /** A running server. */
    record Served(ModelServer server, ByteArrayOutputStream log) implements AutoCloseable {

        Client client() {
            return new Client(server.address());
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
