// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.RunListener;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.spark.LocalSpark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/** Trainings of a small manifest, in one process and on Spark. */
final class Trainings implements AutoCloseable {

    static final RunListener DEAF = event -> {};

    /** 360 records, 12 steps an epoch, the last of 8 records; 2 epochs. */
    static final String DIGITS =
            """
            manifest: 1
            name: digits
            seed: 7
            engine: {threads: 1}
            data:
              train: {type: drawn-digits, samples: 400, seed: 1}
              validation: {fraction: 0.1}
              test: {type: drawn-digits, samples: 50, seed: 2}
            inputs:
              image: {type: image, column: image}
            particles:
              view: {type: dense, from: image, units: 16, activation: relu, count: 2}
            combiners:
              whole: {type: concat, from: view}
            outputs:
              digit: {type: classification, column: label, from: whole}
            training:
              optimiser: {type: sgd, learning_rate: 0.05, momentum: 0.9}
              epochs: 2
              batch_size: 32
              evaluation_batch_size: 10
            """;

    final EmbeddedSora sora = EmbeddedSora.builder().build();
    private final Path folder;

    Trainings(Path folder) {
        this.folder = folder;
    }

    Plan plan(String manifest, String... overrides) throws IOException {
        Path file = folder.resolve("m%d.yaml".formatted(manifest.hashCode()));
        Files.writeString(file, manifest);
        return sora.plan(file, new Overrides(List.of(overrides), Map.of()));
    }

    /** Trains in one process, and returns the folder of the results. */
    Path alone(String out, String manifest, String... overrides) throws IOException {
        Path results = folder.resolve(out);
        sora.train(plan(manifest, overrides), new TrainingRequest(results, false), DEAF);
        return results;
    }

    Path checkpoints(String out) {
        return folder.resolve(out + "-checkpoints");
    }

    /** Trains on Spark, and returns the folder of the results. */
    Path onSpark(String out, WorkerSettings settings, String manifest, String... overrides)
            throws IOException {
        run(out, settings, false, plan(manifest, overrides));
        return folder.resolve(out);
    }

    SparkResult run(String out, WorkerSettings settings, boolean resume, Plan plan) {
        return new SparkTraining(LocalSpark.context(), sora, settings)
                .train(plan, folder.resolve(out), checkpoints(out).toUri().toString(), resume);
    }

    /** Returns the bytes of the weights of a package. */
    static byte[] weights(Path results) throws IOException {
        try (ZipFile zip = new ZipFile(results.resolve("model.sora").toFile())) {
            return zip.getInputStream(zip.getEntry("weights.safetensors")).readAllBytes();
        }
    }

    /** Returns all numbers of the weights; with equal graphs, in equal order. */
    static float[] numbers(Path results) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(weights(results)).order(ByteOrder.LITTLE_ENDIAN);
        int header = Math.toIntExact(bytes.getLong());
        bytes.position(Long.BYTES + header);
        float[] numbers = new float[bytes.remaining() / Float.BYTES];
        bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }

    /** Returns the greatest difference between the weights of two results. */
    static double difference(Path one, Path other) throws IOException {
        float[] a = numbers(one);
        float[] b = numbers(other);
        double most = a.length == b.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    @Override
    public void close() {
        sora.close();
    }
}
