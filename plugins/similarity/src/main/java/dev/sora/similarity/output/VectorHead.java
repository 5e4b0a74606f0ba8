// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.output;

import ai.djl.ndarray.NDArray;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.layers.Signals;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;

/**
 * Makes a vector of length 1 of a signal.
 *
 * @param connected whether a dense layer comes first
 * @param size with a layer: the number of dimensions
 */
public record VectorHead(boolean connected, long size) {

    private static final String PROJECTION = "projection";

    /** Keeps the gradient of the length finite for a vector of zeros. */
    private static final float LEAST_SQUARE = 1e-12f;

    /** Returns the number of dimensions of the vector; -1 if it is not known yet. */
    long width(SignalSpec input) {
        long in = Signals.width(input, "the output 'embedding'");
        if (!connected && in == 1) {
            throw new ShapeException(
                    "at least 2 values, as a vector of 1 value has no direction",
                    input,
                    "remove 'head: false', or put a particle with more units before it");
        }
        return connected ? size : in;
    }

    List<ParameterSpec> parameters(SignalSpec input) {
        return connected
                ? layer().parameters(PROJECTION, Signals.width(input, "the output 'embedding'"))
                : List.of();
    }

    /** Returns the vectors, {@code (batch, size)}. */
    NDArray apply(Signal input, Pass pass) {
        NDArray rows = Signals.rows(input);
        return unit(connected ? layer().apply(rows, pass.within(PROJECTION)) : rows);
    }

    /** Divides each row by its length. */
    public static NDArray unit(NDArray rows) {
        NDArray squares = rows.square().sum(new int[] {1}, true);
        return rows.div(squares.add(LEAST_SQUARE).sqrt());
    }

    private DenseLayer layer() {
        return new DenseLayer(size, false, NamedInitialiser.GLOROT);
    }
}
