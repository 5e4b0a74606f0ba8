// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import dev.sora.engine.Engine;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reports failures of a device, such as memory that is full, instead of the exceptions of native
 * code in which they show. Only the engine can tell them from faults of plugins.
 */
final class DeviceFailures {

    private DeviceFailures() {}

    /**
     * Runs work that computes.
     *
     * @param engine waits for the engine
     * @param records the number of records that are computed at a time
     * @throws EngineException if the device failed
     */
    static <R> R in(Supplier<Engine> engine, int records, Supplier<R> work) {
        try {
            return work.get();
        } catch (EngineException e) {
            // it is reported already, perhaps because the engine did not start
            throw e;
        } catch (RuntimeException e) {
            Optional<Problem> failure = engine.get().failure(e, records);
            throw failure.isPresent() ? new EngineException(failure.get(), e) : e;
        }
    }
}
