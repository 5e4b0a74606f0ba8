// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import dev.sora.standard.layer.AffineMap;
import dev.sora.standard.layer.WeightStart;
import java.util.List;

/** Scores parts, record by record, by an affine map of what it looks at. */
record Gate(AffineMap map) {

    private static final String PREFIX = "gate";

    /** Returns a gate that starts by scoring all parts alike. */
    static Gate even(int count) {
        return new Gate(new AffineMap(count, true, WeightStart.ZEROS));
    }

    /** Returns a gate that starts with preferences, as one that chooses among parts must. */
    static Gate uneven(int count) {
        return new Gate(new AffineMap(count, true, WeightStart.NORMAL));
    }

    List<ParameterSpec> parameters(long width) {
        return map.parameters(width).stream().map(spec -> spec.within(PREFIX)).toList();
    }

    /** Returns {@code (batch, count)} for what it looks at, {@code (batch, width)}. */
    NDArray scores(NDArray rows, Pass pass) {
        return map.apply(rows, pass.within(PREFIX));
    }
}
