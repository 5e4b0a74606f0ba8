// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import dev.sora.container.flat.FlatHost;
import dev.sora.core.PredictionOptions;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.Sora;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.Plan;
import dev.sora.examples.trial.TrialPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** A folder for trainings, and a runtime with all plugins and those of the tests. */
final class Lab implements AutoCloseable {

    /** A listener that ignores all events. */
    static final RunListener DEAF = event -> {};

    private final SoraRuntime runtime;
    private final Path folder;

    Lab(Path folder, OfferedPlugin... more) {
        List<OfferedPlugin> all = new ArrayList<>(List.of(more));
        all.add(FlatHost.offer(new TrialPlugin(), "0.3.0"));
        this.runtime =
                new SoraRuntime(
                        FlatHost.ofClassPath(Lab.class.getClassLoader()).with(all),
                        KnownTypes.none());
        this.folder = folder;
    }

    SoraRuntime runtime() {
        return runtime;
    }

    Path folder(String name) {
        return folder.resolve(name);
    }

    Plan plan(String manifest, String... overrides) {
        try {
            Path file = Files.createTempFile(folder, "manifest", ".yaml");
            Files.writeString(file, manifest);
            return runtime.plan(file, new Overrides(List.of(overrides), Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Trains with output to a folder of the lab; overrides have the syntax of the command line. */
    Sora.TrainingResult train(String out, String manifest, String... overrides) {
        return train(out, DEAF, manifest, overrides);
    }

    Sora.TrainingResult train(
            String out, RunListener listener, String manifest, String... overrides) {
        return runtime.train(
                plan(manifest, overrides),
                new Sora.TrainingRequest(folder.resolve(out), false),
                listener);
    }

    Sora.TrainingResult resume(String out, String manifest, String... overrides) {
        return resume(out, DEAF, manifest, overrides);
    }

    Sora.TrainingResult resume(
            String out, RunListener listener, String manifest, String... overrides) {
        return runtime.train(
                plan(manifest, overrides),
                new Sora.TrainingRequest(folder.resolve(out), true),
                listener);
    }

    /** Trains and returns the end event of each epoch. */
    List<RunEvent.EpochEnded> epochs(String out, String manifest, String... overrides) {
        List<RunEvent.EpochEnded> epochs = new ArrayList<>();
        train(
                out,
                event -> {
                    if (event instanceof RunEvent.EpochEnded ended) {
                        epochs.add(ended);
                    }
                },
                manifest,
                overrides);
        return epochs;
    }

    Metrics<Double> evaluate(Path model) {
        return FlatMetrics.numbers(runtime.evaluate(model, Optional.empty(), DEAF));
    }

    /**
     * Predicts for every record; each answer is a map with the contents of a line of the command
     * line's output.
     */
    void predict(Path model, Path input, Consumer<Map<String, Object>> lines) {
        predict(model, input, PredictionOptions.DEFAULT, DEAF, lines);
    }

    void predict(
            Path model,
            Path input,
            PredictionOptions options,
            RunListener listener,
            Consumer<Map<String, Object>> lines) {
        runtime.predict(
                model, input, options, listener, prediction -> lines.accept(prediction.line()));
    }

    /** Trains and returns the bytes of the weights. */
    byte[] weights(String out, String manifest, String... overrides) {
        return weights(train(out, manifest, overrides).model());
    }

    static byte[] weights(Path model) {
        try (ZipFile zip = new ZipFile(model.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("weights.safetensors"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the weights of a package by name. */
    static Map<String, float[]> numbers(Path model) {
        Map<String, float[]> numbers = new LinkedHashMap<>();
        ModelPackage.read(model)
                .weights()
                .forEach((name, tensor) -> numbers.put(name, tensor.toFloats()));
        return numbers;
    }

    /** Returns the names of all files below a folder of the lab. */
    List<String> files(String out) {
        Path root = folder.resolve(out);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        runtime.close();
    }
}
