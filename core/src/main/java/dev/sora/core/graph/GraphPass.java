// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.particle.Pass;
import dev.sora.particle.PassMode;
import dev.sora.particle.PassRandom;
import java.util.function.Function;

/**
 * The pass that one node, or one member of it, sees.
 *
 * @param prefix what the names of its parameters begin with
 * @param place what the names of the things that it keeps begin with, the same for all members
 */
record GraphPass(
        PassMode mode,
        NDManager manager,
        Parameters parameters,
        String prefix,
        String place,
        PassRandom random,
        KeptTensors things)
        implements Pass {

    @Override
    public NDArray parameter(String name) {
        NDArray parameter = parameters.find(prefix + name);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter '" + prefix + name + "' was planned");
        }
        return parameter;
    }

    @Override
    public NDArray kept(String name, Function<NDManager, NDArray> maker) {
        return things.view(place + name, maker, manager);
    }

    @Override
    public Pass within(String part) {
        return new GraphPass(
                mode, manager, parameters, prefix + part + ".", place + part + ".", random, things);
    }
}
