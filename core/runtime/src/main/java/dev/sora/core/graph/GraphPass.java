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
 * @param owner what the names of its parameters begin with
 * @param node what the names of the things that it keeps begin with, the same for all members
 * @param part what follows in both: the part of the particle that it is for, or nothing
 */
record GraphPass(
        PassMode mode,
        NDManager manager,
        Parameters parameters,
        String owner,
        String node,
        String part,
        PassRandom random,
        KeptTensors things)
        implements Pass {

    @Override
    public NDArray parameter(String name) {
        String key = owner + part + name;
        NDArray parameter = parameters.find(key);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter '" + key + "' was planned");
        }
        return parameter;
    }

    @Override
    public NDArray kept(String name, Function<NDManager, NDArray> maker) {
        return things.view(node + part + name, maker, manager);
    }

    @Override
    public Pass within(String inner) {
        return new GraphPass(
                mode, manager, parameters, owner, node, part + inner + ".", random, things);
    }
}
