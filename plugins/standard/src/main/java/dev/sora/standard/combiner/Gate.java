// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import dev.sora.standard.layer.AffineMap;
import dev.sora.standard.layer.WeightStart;
import java.util.List;

/** Computes one score for each input and record, with an affine map. */
record Gate(AffineMap map) {

    private static final String PREFIX = "gate";

    /** Returns a gate whose initial scores are equal. */
    static Gate even(int count) {
        return new Gate(new AffineMap(count, true, WeightStart.ZEROS));
    }

    /**
     * Returns a gate with random initial scores: a selection among inputs cannot start from equal
     * ones.
     */
    static Gate uneven(int count) {
        return new Gate(new AffineMap(count, true, WeightStart.NORMAL));
    }

    List<ParameterSpec> parameters(long width) {
        return map.parameters(width).stream().map(spec -> spec.within(PREFIX)).toList();
    }

    /** Returns the scores {@code (batch, count)} for {@code (batch, width)}. */
    NDArray scores(NDArray rows, Pass pass) {
        return map.apply(rows, pass.within(PREFIX));
    }
}
