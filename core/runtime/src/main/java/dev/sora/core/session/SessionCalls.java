// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import dev.sora.core.device.BatchWork;
import dev.sora.core.device.DeviceFailures;
import dev.sora.core.host.PluginScope;
import dev.sora.core.model.InUse;
import dev.sora.core.plan.Plan;
import dev.sora.engine.Engine;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs the calls of a session: one at a time, on a thread that the engine has prepared, until the
 * session is closed. Safe for any thread.
 */
final class SessionCalls {

    private final Plan plan;
    private final Engine engine;
    private final InUse use;

    /** The thread that the engine prepared last. */
    private Thread ready = Thread.currentThread();

    /**
     * Creates an instance, on a thread that the engine has prepared.
     *
     * @param release frees the resources of the session, once it is closed and no call is in
     *     progress
     */
    SessionCalls(Plan plan, Engine engine, Runnable release) {
        this.plan = plan;
        this.engine = engine;
        this.use = new InUse("the session of '%s'".formatted(plan.name()), release);
    }

    /**
     * Runs a call.
     *
     * @throws IllegalStateException if the session is closed
     */
    synchronized <R> R get(Supplier<R> action) {
        try (InUse.Call call = use.begin();
                PluginScope scope = new PluginScope(plan.engine().plugin().loader())) {
            if (ready != Thread.currentThread()) {
                // an engine prepares the thread that asks it for a manager
                engine.newManager().close();
                ready = Thread.currentThread();
            }
            return DeviceFailures.in(
                    () -> Optional.of(engine),
                    BatchWork.training(plan.training().batches().size()),
                    action);
        }
    }

    /** Runs a call without a result. */
    void run(Runnable action) {
        get(
                () -> {
                    action.run();
                    return plan;
                });
    }

    /**
     * Runs a call that another one in progress need not wait for.
     *
     * @throws IllegalStateException if the session is closed
     */
    <R> R beside(Supplier<R> action) {
        try (InUse.Call call = use.begin()) {
            return DeviceFailures.in(
                    () -> Optional.of(engine),
                    BatchWork.training(plan.training().batches().size()),
                    action);
        }
    }

    /** Refuses further calls; a call in progress continues to its end. */
    void refuse() {
        use.close();
    }

    /** Refuses further calls and waits for those of other threads. */
    void close() {
        use.closeAndWait();
    }
}
