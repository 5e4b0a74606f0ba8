// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.device;

import dev.sora.core.InterruptedRunException;
import dev.sora.engine.DeviceWork;
import dev.sora.engine.Engine;
import dev.sora.problem.DataException;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reports failures of a device, such as memory that is full, instead of the exceptions of native
 * code in which they show. Only the engine can tell them from faults of plugins.
 */
public final class DeviceFailures {

    private DeviceFailures() {}

    /**
     * Runs an action that computes.
     *
     * @param engine returns the engine if it has started: a failure before that is not one of the
     *     device, and must not wait for it
     * @param work what is computed
     * @throws EngineException if the device failed
     */
    public static <R> R in(Supplier<Optional<Engine>> engine, DeviceWork work, Supplier<R> action) {
        try {
            return action.get();
        } catch (EngineException | DataException | RecordException | InterruptedRunException e) {
            // reported already, and the text of data could contain that of a failure
            throw e;
        } catch (RuntimeException e) {
            Optional<Problem> failure = engine.get().flatMap(it -> it.failure(e, work));
            throw failure.isPresent() ? new EngineException(failure.get(), e) : e;
        }
    }
}
