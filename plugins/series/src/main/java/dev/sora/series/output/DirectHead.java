// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.series.input.SeriesType;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/** The map of features to all values of all steps, {@code (batch, steps * values)}. */
final class DirectHead {

    private DirectHead() {}

    private static DenseLayer layer(long units) {
        return new DenseLayer(units, true, NamedInitialiser.GLOROT);
    }

    /**
     * Plans the head.
     *
     * @param horizon the number of steps, which may be unknown
     */
    static ParticlePlan plan(List<SignalSpec> inputs, long horizon, ForecastRules rules) {
        if (inputs.size() != 2) {
            throw new ShapeException(
                    "two signals: a vector of features, and the input 'series'",
                    inputs.get(0),
                    "name both in 'from', in this order");
        }
        SignalSpec features = inputs.get(0);
        if (features.isSequence()
                || features.values().rank() != 1
                || features.values().type() != DataType.FLOAT32) {
            throw new ShapeException(
                    "a vector of features (features)",
                    features,
                    "set 'returns: vector' on the input, or use a particle that returns the last"
                            + " step");
        }
        checkScale(inputs.get(1), rules);
        long units = horizon < 0 ? TensorSpec.UNKNOWN : horizon * rules.width();
        return ParticlePlan.of(
                SignalSpec.floats(units)
                        .with(SeriesType.LEVEL, TensorSpec.floats(1))
                        .with(SeriesType.SPREAD, TensorSpec.floats(1)),
                layer(units).parameters(features.values().dimension(0)));
    }

    /** Checks that a signal has a level and a spread, those of the column that is predicted. */
    private static void checkScale(SignalSpec series, ForecastRules rules) {
        if (!series.has(SeriesType.LEVEL) && !series.has(SeriesType.WINDOW_LEVEL)
                || !series.has(SeriesType.SCALED)) {
            throw new ShapeException(
                    "the history with its scale", series, "name the input 'series' second");
        }
        checkColumn(series, rules);
    }

    /**
     * Checks that a scale is that of the column that is predicted. Before inputs have learned, the
     * column may be unknown.
     */
    static void checkColumn(SignalSpec series, ForecastRules rules) {
        List<String> scaled = series.entries(SeriesType.SCALED);
        if (!scaled.isEmpty() && !scaled.equals(List.of(rules.history()))) {
            throw new ShapeException(
                    "the scale of '%s', which is predicted".formatted(rules.history()),
                    "that of '%s'".formatted(String.join("', '", scaled)),
                    "name an input 'series' whose 'column' is the 'history' of the output");
        }
    }

    static NDArray forward(Signal features, Pass pass) {
        return DenseLayer.applyBiased(features.values(), pass);
    }

    /** Returns the level of each record, {@code (batch, 1)}. */
    static NDArray level(Signal series) {
        return series.part(
                series.has(SeriesType.LEVEL) ? SeriesType.LEVEL : SeriesType.WINDOW_LEVEL);
    }

    /** Returns the spread of each record, {@code (batch, 1)}. */
    static NDArray spread(Signal series) {
        return series.part(
                series.has(SeriesType.SPREAD) ? SeriesType.SPREAD : SeriesType.WINDOW_SPREAD);
    }
}
