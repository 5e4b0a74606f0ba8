// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.TrainingSession.ParameterRange;
import dev.sora.core.graph.Flat;
import dev.sora.core.graph.Weights;
import java.util.List;

/** The numbers of a session as vectors on the host. */
final class SessionVectors {

    private final Weights weights;
    private final NDManager manager;

    SessionVectors(Weights weights, NDManager manager) {
        this.weights = weights;
        this.manager = manager;
    }

    float[] weights() {
        return weights.trained().toFloatArray();
    }

    void setWeights(float[] values) {
        SessionChecks.vector("weights", values, weights.layout().trainedSize());
        overwrite(weights.trained(), values);
    }

    float[] buffers() {
        // an engine's tensor is never empty
        return weights.layout().buffersSize() == 0
                ? new float[0]
                : weights.buffers().toFloatArray();
    }

    void setBuffers(float[] values) {
        SessionChecks.vector("buffers", values, weights.layout().buffersSize());
        if (values.length > 0) {
            overwrite(weights.buffers(), values);
        }
    }

    private void overwrite(NDArray tensor, float[] values) {
        try (NDArray given = manager.create(values)) {
            Flat.overwrite(tensor, given);
        }
    }

    /** Returns a gradient on the device. */
    NDArray gradient(float[] values, NDManager owner) {
        SessionChecks.vector("gradient", values, weights.layout().trainedSize());
        // a copy lies in memory of the engine's own, aligned as its kernels like it
        return owner.create(values).duplicate();
    }

    List<ParameterRange> layout() {
        return Weights.places(weights.layout()).stream()
                .map(
                        place ->
                                new ParameterRange(
                                        place.node(),
                                        place.name(),
                                        place.dimensions(),
                                        Math.toIntExact(place.offset())))
                .toList();
    }
}
