// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import dev.sora.container.felix.FelixHost;
import dev.sora.core.PredictionOptions;
import dev.sora.core.RunListener;
import dev.sora.core.Sora;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * A host in this JVM with the plugins of the distribution and a particle in many versions. A JVM
 * can have only one, because the native code of the engine is loaded once.
 */
final class LiveBench implements AutoCloseable {

    static final String MANIFEST =
            """
            manifest: 1
            name: shaded
            seed: 7
            data:
              train: {type: csv, path: points.csv}
              validation: {fraction: 0.1}
              test: {fraction: 0.1}
            inputs:
              point: {type: number, columns: [a, b, c]}
            particles:
              deep: {type: dense, from: point, units: 24, activation: relu}
              shaded: {type: shade, from: deep}
            outputs:
              label: {type: classification, column: label, from: shaded}
            training:
              optimiser: {type: adam, learning_rate: 0.01}
              epochs: 4
              batch_size: 16
              checkpoints: 0
            """;

    private final Path folder;
    private final FelixHost host;
    private final SoraRuntime runtime;
    private final AtomicInteger runs = new AtomicInteger();

    /**
     * Starts a host.
     *
     * @param folder for everything
     * @param plugins the folder of the packed plugins
     */
    LiveBench(Path folder, Path plugins) throws IOException {
        this.folder = folder;
        host = FelixHost.open(folder.resolve("cache"), "0.3.0");
        try (Stream<Path> jars = Files.list(plugins)) {
            host.installAll(jars.sorted().toList());
        }
        host.start();
        runtime = new SoraRuntime(host, KnownTypes.none());
        Files.writeString(folder.resolve("shaded.yaml"), MANIFEST);
        writePoints(folder.resolve("points.csv"), 2_000);
    }

    static void writePoints(Path file, int rows) throws IOException {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder("a,b,c,label\n");
        for (int row = 0; row < rows; row++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            double c = random.nextGaussian();
            String label = a * b > c ? "over" : "under";
            text.append("%.4f,%.4f,%.4f,%s%n".formatted(a, b, c, label));
        }
        Files.writeString(file, text);
    }

    FelixHost host() {
        return host;
    }

    SoraRuntime runtime() {
        return runtime;
    }

    Path folder() {
        return folder;
    }

    /** Installs a version of the particle and removes the current one. */
    void update(Path jar) {
        host.change(List.of(jar), shades());
    }

    List<OfferedPlugin> shades() {
        return host.offers().stream().filter(it -> it.name().equals("shade")).toList();
    }

    /** Returns the active version of the particle. */
    String version() {
        return String.join(",", shades().stream().map(OfferedPlugin::version).toList());
    }

    WeakReference<ClassLoader> loader() {
        return new WeakReference<>(shades().get(0).loader());
    }

    Plan plan(String... overrides) {
        return runtime.plan(
                folder.resolve("shaded.yaml"), new Overrides(List.of(overrides), Map.of()));
    }

    /** Trains and returns the package. */
    Path train(RunListener listener, String... overrides) {
        Path out = folder.resolve("run-" + runs.incrementAndGet());
        return runtime.train(plan(overrides), new Sora.TrainingRequest(out, false), listener)
                .model();
    }

    /** Predicts for a few points and reports each prediction when it is computed. */
    List<String> predict(Path model, Consumer<String> each) throws IOException {
        Path points = folder.resolve("asked.csv");
        if (!Files.exists(points)) {
            Path part = Files.createTempFile(folder, "asked", ".part");
            writePoints(part, 50);
            Files.move(part, points);
        }
        List<String> predictions = new ArrayList<>();
        runtime.predict(
                model,
                points,
                PredictionOptions.DEFAULT,
                event -> {},
                prediction -> {
                    predictions.add(prediction.toString());
                    each.accept(prediction.toString());
                });
        return predictions;
    }

    static byte[] weights(Path model) {
        try (ZipFile zip = new ZipFile(model.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("weights.safetensors"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the number of class loaders that are still reachable after some garbage collections.
     */
    static long reached(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            System.gc();
            if (loaders.stream().allMatch(it -> it.refersTo(null))) {
                return 0;
            }
            Thread.sleep(50);
        }
        return loaders.stream().map(Reference::get).filter(it -> it != null).count();
    }

    @Override
    public void close() {
        runtime.close();
        host.close();
    }
}
