// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.TrainingSession.ParameterRange;
import dev.sora.core.graph.Flat;
import dev.sora.core.graph.ParameterNames;
import dev.sora.core.graph.Weights;
import dev.sora.core.training.Session;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The weights, buffers, gradients and optimiser state of a session as vectors on the host. */
final class SessionVectors {

    private final Session session;
    private final Weights weights;
    private final NDManager manager;

    /**
     * Creates the view of a session.
     *
     * @param manager owns temporary uploads
     */
    SessionVectors(Session session, NDManager manager) {
        this.session = session;
        this.weights = session.weights();
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
        // a copy is in memory of the engine, aligned for its kernels
        return owner.create(values).duplicate();
    }

    /** Returns the state of the optimisers by name. */
    Map<String, float[]> optimiser() {
        Map<String, float[]> state = new LinkedHashMap<>();
        session.optimisers()
                .tensors()
                .forEach((name, tensor) -> state.put(name, tensor.toFloatArray()));
        state.putAll(session.optimisers().counts());
        return state;
    }

    void setOptimiser(Map<String, float[]> state) {
        SessionChecks.optimiser(
                session.optimisers().tensors(), session.optimisers().countNames(), state);
        Map<String, FloatBuffer> given = new LinkedHashMap<>();
        state.forEach((name, values) -> given.put(name, FloatBuffer.wrap(values)));
        session.optimisers().replace(given);
    }

    List<ParameterRange> layout() {
        return ParameterNames.places(weights.layout()).stream()
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
