// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.particle.Pass;
import java.util.Map;

/** A pass over parameters that a check holds. */
record KitPass(boolean training, NDManager manager, Map<String, NDArray> parameters, String prefix)
        implements Pass {

    KitPass(boolean training, NDManager manager, Map<String, NDArray> parameters) {
        this(training, manager, parameters, "");
    }

    @Override
    public NDArray parameter(String name) {
        NDArray parameter = parameters.get(prefix + name);
        if (parameter == null) {
            throw new Breach(
                    "only parameters that were planned: " + parameters.keySet(),
                    "forward asks for '" + prefix + name + "'",
                    "return it from plan, with this name");
        }
        return parameter;
    }

    @Override
    public Pass within(String part) {
        return new KitPass(training, manager, parameters, prefix + part + ".");
    }
}
