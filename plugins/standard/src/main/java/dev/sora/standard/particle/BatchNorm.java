// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.BatchNormalisation;
import dev.sora.layers.OnnxLayers;
import dev.sora.layers.Signals;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * Normalises over the batch: each feature of vectors and of fixed-length steps, and each channel of
 * images.
 */
record BatchNorm(BatchNormalisation layer) implements UnaryParticle, OnnxExport {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        TensorSpec values = Signals.floats(input, "batch_norm");
        // padding would distort the means
        Signals.refuseSequence(input, "batch_norm");
        long features =
                switch (values.rank()) {
                    case 1, 3 -> values.dimension(0);
                    case 2 -> values.dimension(1);
                    default ->
                            throw new ShapeException(
                                    "a vector (features), a sequence (steps, features) or an image"
                                            + " (channels, height, width)",
                                    input);
                };
        int least =
                switch (values.rank()) {
                    case 1 -> BatchNormalisation.leastRecords();
                    case 2 -> BatchNormalisation.leastRecords(values.dimension(0));
                    default ->
                            BatchNormalisation.leastRecords(
                                    values.dimension(1), values.dimension(2));
                };
        return ParticlePlan.of(input, BatchNormalisation.parameters(features))
                .withLeastRecords(least);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray values = input.values();
        Shape shape = values.getShape();
        if (shape.dimension() == 3) {
            NDArray steps = values.reshape(new Shape(-1, shape.get(2)));
            return input.withValues(layer.apply(steps, pass).reshape(shape));
        }
        return input.withValues(layer.apply(values, pass));
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        OnnxValue input = inputs.get(0);
        if (input.spec().rank() != 2) {
            return input.with(OnnxLayers.normalised(layer, input.name(), graph));
        }
        // the features of steps are the last dimension; ONNX normalises the second one
        Map<String, long[]> swap = Map.of("perm", new long[] {0, 2, 1});
        String features = graph.node("Transpose", List.of(input.name()), swap);
        String normalised = OnnxLayers.normalised(layer, features, graph);
        return input.with(graph.node("Transpose", List.of(normalised), swap));
    }
}
