// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import ai.djl.ndarray.NDManager;
import dev.sora.engine.Engine;
import dev.sora.engine.MixedPrecision;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A place where a check computes: an engine, with its device and number of threads.
 *
 * @param name the name in messages
 * @param engine records gradients and draws random numbers
 * @param managers returns a new manager, which the check closes
 */
public record EngineSeat(String name, Engine engine, Supplier<NDManager> managers) {

    /** Returns the shorter type of products, if the engine computes with one. */
    public Optional<MixedPrecision> precision() {
        return engine.offers(MixedPrecision.class);
    }

    /** Returns a manager for one check; its caller closes it. */
    public NDManager newManager() {
        NDManager manager = managers.get();
        manager.setName("testkit");
        return manager;
    }
}
