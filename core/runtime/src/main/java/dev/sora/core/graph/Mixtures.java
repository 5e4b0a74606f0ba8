// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import dev.sora.particle.Mixing;
import dev.sora.tensor.Signal;
import java.util.Map;

/** The targets of records that an input mixed with others. */
public final class Mixtures {

    private Mixtures() {}

    /** Returns for each record the target of its partner. */
    public static Signal partners(Signal target, Mixing mixing) {
        Signal other = target;
        for (Map.Entry<String, NDArray> part : target.parts().entrySet()) {
            other = other.with(part.getKey(), part.getValue().get(mixing.partners()));
        }
        return other;
    }
}
