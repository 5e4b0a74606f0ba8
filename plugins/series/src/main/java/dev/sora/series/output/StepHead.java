// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.series.input.SeriesType;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/** The map of a step of a decoder to mean and standard deviation of the value. */
final class StepHead {

    /** A mean, and what becomes the standard deviation. */
    static final int VALUES = 2;

    /** Keeps the density finite where a value is predicted exactly. */
    private static final double LEAST = 1e-3;

    private static final DenseLayer LAYER = new DenseLayer(VALUES, true, NamedInitialiser.GLOROT);

    private StepHead() {}

    static ParticlePlan plan(List<SignalSpec> inputs, ForecastRules rules) {
        if (inputs.size() != 3) {
            throw new ShapeException(
                    "three signals: a decoder, the input 'target-series', and the input 'series'",
                    inputs.get(0),
                    "name all in 'from', in this order");
        }
        for (int i = 0; i < 3; i++) {
            SignalSpec input = inputs.get(i);
            if (!input.isSequence()
                    || input.values().rank() != 2
                    || input.values().type() != DataType.FLOAT32) {
                throw new ShapeException(
                        "a sequence of vectors (steps, features) with lengths",
                        input,
                        "set 'returns: sequence' on the input 'series', and use a decoder such as"
                                + " 'attention-gru'");
            }
        }
        TensorSpec decoded = inputs.get(0).values();
        long steps = inputs.get(1).values().dimension(0);
        long width = inputs.get(1).values().dimension(1);
        if (width >= 0 && width != 1
                || decoded.dimension(0) >= 0 && steps >= 0 && decoded.dimension(0) != steps) {
            throw new ShapeException(
                    "the steps to predict, with one value each",
                    inputs.get(1),
                    "name the input 'target-series' second, and let the decoder read it");
        }
        if (!inputs.get(2).has(SeriesType.WINDOW_LEVEL) || !inputs.get(2).has(SeriesType.SCALED)) {
            throw new ShapeException(
                    "a history that is scaled by itself, as the target is",
                    inputs.get(2),
                    "name the input 'series' third, with 'scale: window'");
        }
        DirectHead.checkColumn(inputs.get(2), rules);
        return ParticlePlan.of(
                SignalSpec.sequence(TensorSpec.floats(decoded.dimension(0), VALUES))
                        .with(SeriesType.LEVEL, TensorSpec.floats(1))
                        .with(SeriesType.SPREAD, TensorSpec.floats(1)),
                LAYER.parameters(decoded.dimension(1)));
    }

    /** Returns the distribution of each step, {@code (batch, steps, 2)}: mean and deviation. */
    static NDArray forward(NDArray decoded, Pass pass) {
        NDList parts = LAYER.apply(decoded, pass).split(new long[] {1}, 2);
        NDArray raw = parts.get(1);
        // the softplus, computed so that neither side overflows
        NDArray softplus = raw.maximum(0).add(raw.abs().neg().exp().add(1).log());
        return parts.get(0).concat(softplus.add(LEAST), 2);
    }
}
