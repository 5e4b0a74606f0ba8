// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import dev.sora.core.pipeline.TrainingRun;
import dev.sora.core.plan.Plan;
import dev.sora.core.run.RunControl;
import dev.sora.core.run.RunListener;
import dev.sora.engine.Engine;
import java.util.function.Supplier;

/** One immutable assembly of a pipeline, with an injector of its own. */
public final class Generation {

    private final Injector injector;

    private Generation(Injector injector) {
        this.injector = injector;
    }

    /**
     * Assembles a plan.
     *
     * @param engine waits for the engine; asked only when something is computed
     */
    public static Generation of(
            Plan plan, Supplier<Engine> engine, RunListener listener, RunControl control) {
        // lazy singletons: the engine must not be waited for before it is needed
        return new Generation(
                Guice.createInjector(
                        Stage.DEVELOPMENT, new PipelineModule(plan, engine, listener, control)));
    }

    /** Returns a new training of this pipeline. */
    public TrainingRun training() {
        return get(TrainingRun.class);
    }

    private <T> T get(Class<T> type) {
        try {
            return injector.getInstance(type);
        } catch (ProvisionException | CreationException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
