// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.particle.Pass;
import java.util.Map;

/** The pass that one node, or one member of it, sees. */
final class GraphPass implements Pass {

    private final boolean training;
    private final NDManager manager;
    private final Map<String, NDArray> parameters;
    private final String prefix;

    GraphPass(boolean training, NDManager manager, Map<String, NDArray> parameters, String prefix) {
        this.training = training;
        this.manager = manager;
        this.parameters = parameters;
        this.prefix = prefix;
    }

    @Override
    public boolean training() {
        return training;
    }

    @Override
    public NDArray parameter(String name) {
        NDArray parameter = parameters.get(prefix + name);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter '" + prefix + name + "' was planned");
        }
        return parameter;
    }

    @Override
    public NDManager manager() {
        return manager;
    }

    @Override
    public Pass within(String part) {
        return new GraphPass(training, manager, parameters, prefix + part + ".");
    }
}
