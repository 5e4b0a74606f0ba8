// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.List;

/** Computes one score for each input and record, with a dense layer. */
record Gate(DenseLayer layer) {

    private static final String PREFIX = "gate";

    /** Returns a gate whose initial scores are equal. */
    static Gate even(int count) {
        return new Gate(new DenseLayer(count, true, NamedInitialiser.ZEROS));
    }

    /**
     * Returns a gate with random initial scores: a selection among inputs cannot start from equal
     * ones.
     */
    static Gate uneven(int count) {
        return new Gate(new DenseLayer(count, true, NamedInitialiser.NORMAL));
    }

    List<ParameterSpec> parameters(long width) {
        return layer.parameters(PREFIX, width);
    }

    /** Returns the scores {@code (batch, count)} for {@code (batch, width)}. */
    NDArray scores(NDArray rows, Pass pass) {
        return layer.apply(rows, pass.within(PREFIX));
    }
}
