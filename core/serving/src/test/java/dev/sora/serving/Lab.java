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

    /** Returns a package that tells dark pictures from bright ones. */
    synchronized Path shades() {
        Path model = folder.resolve("shades").resolve("model.sora");
        if (Files.exists(model)) {
            return model;
        }
        for (int i = 0; i < 24; i++) {
            String shade = i % 2 == 0 ? "dark" : "bright";
            StringBuilder picture = new StringBuilder("P2\n6 6\n255\n");
            for (int j = 0; j < 36; j++) {
                picture.append(i % 2 * 200 + (i + j) % 40).append('\n');
            }
            write("pictures/%s/%d.pgm".formatted(shade, i), picture.toString());
        }
        return train(
                "shades",
                """
                manifest: 1
                name: shades
                seed: 1
                data: {train: {type: image-folder, path: %s}}
                inputs: {image: {type: image, column: image}}
                particles: {flat: {type: flatten, from: image}}
                outputs: {shade: {type: classification, column: label, from: flat}}
                training: {epochs: 1, batch_size: 8}
                """
                        .formatted(folder.resolve("pictures")));
    }

    /** Returns a package that repeats a text. */
    synchronized Path echo() {
        Path model = folder.resolve("echo").resolve("model.sora");
        if (Files.exists(model)) {
            return model;
        }
        StringBuilder rows = new StringBuilder("said,answer\n");
        for (int i = 0; i < 64; i++) {
            String text = i % 2 == 0 ? "yes of course" : "no thank you";
            rows.append("%s,%s\n".formatted(text, text));
        }
        return train(
                "echo",
                """
                manifest: 1
                name: echo
                seed: 1
                data: {train: {type: csv, path: %s}}
                inputs:
                  said: {type: pieces, column: said, vocabulary: 60}
                  so_far: {type: target-pieces, column: answer, vocabulary: 60}
                particles:
                  words: {type: embedding, from: said, units: 16}
                  memory: {type: gru, from: words, units: 16, returns: sequence}
                  before: {type: embedding, from: so_far, units: 16}
                  decoded: {type: attention-gru, from: [before, memory], units: 16}
                outputs:
                  answer: {type: generated-text, column: answer, from: [decoded, so_far], beams: 1}
                training: {epochs: 12, batch_size: 8, optimiser: {type: adam, learning_rate: 0.02}}
                """
                        .formatted(write("echo.csv", rows.toString())));
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
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
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
