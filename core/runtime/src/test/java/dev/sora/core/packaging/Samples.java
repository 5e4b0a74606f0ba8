// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.Digests;
import dev.sora.core.io.TensorData;
import dev.sora.core.metrics.Metrics;
import dev.sora.particle.State;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small packages and checkpoints for the tests here. */
public final class Samples {

    private Samples() {}

    public static Map<String, TensorData> weights() {
        Map<String, TensorData> weights = new LinkedHashMap<>();
        weights.put("stem.weight", TensorData.floats(new float[] {1, -2, 3.5f, 0, 5, 6}, 2, 3));
        weights.put("stem.bias", TensorData.floats(new float[] {0.1f, Float.NaN}, 2));
        return weights;
    }

    static ModelPackage model() {
        return new ModelPackage(
                "manifest: 1\nname: größe\n",
                Map.of("lock", 1L, "sora", "0.1.0"),
                weights(),
                particles(),
                Metrics.of("test", "digit", Map.of("accuracy", 0.1 + 0.2)),
                "# digits\n");
    }

    static Map<String, State> particles() {
        Map<String, State> particles = new LinkedHashMap<>();
        particles.put("image", State.builder().number("mean", 0.1307).build());
        particles.put("digit", State.builder().strings("classes", List.of("0", "1")).build());
        return particles;
    }

    public static TensorData longs(long[] values, long... shape) {
        ByteBuffer data =
                ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        List<Long> dimensions = Arrays.stream(shape).boxed().toList();
        return new TensorData(TensorData.Type.I64, dimensions, data);
    }

    static Checkpoint checkpoint(int epoch, int bestEpoch) {
        Map<String, TensorData> state = new LinkedHashMap<>();
        state.put("moment", TensorData.floats(new float[] {epoch, 2, 3}, 3));
        state.put("count", longs(new long[] {Long.MAX_VALUE - epoch}));
        EpochMetrics row = new EpochMetrics(epoch, metrics(epoch), 0.001, 1.5, 1000.25);
        Progress progress =
                new Progress(
                        Progress.FORM,
                        9,
                        epoch,
                        epoch * 100L,
                        Optional.empty(),
                        7,
                        Digests.sha256("manifest: 1"),
                        "",
                        Digests.sha256("pins"),
                        Digests.sha256("data"),
                        Digests.sha256("records"),
                        Optional.of(new Progress.Best(bestEpoch, 0.9)),
                        epoch - bestEpoch,
                        List.of(row));
        return new Checkpoint(progress, weights(), state, Optional.of(weights()));
    }

    private static Map<String, Double> metrics(int epoch) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", 1.0 / epoch);
        metrics.put("val_accuracy", Double.NaN);
        return metrics;
    }
}
