// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.pipeline.DataPreparation;
import dev.sora.core.pipeline.TrainingRun;
import dev.sora.core.plan.Plan;
import dev.sora.core.run.RunControl;
import dev.sora.core.run.RunListener;
import dev.sora.core.training.Trainer;
import dev.sora.engine.Engine;
import java.util.function.Supplier;

/** Wires one generation of a pipeline. Guice stops at the edge of core. */
final class PipelineModule extends AbstractModule {

    private final Plan plan;
    private final Supplier<Engine> engine;
    private final RunListener listener;
    private final RunControl control;

    PipelineModule(Plan plan, Supplier<Engine> engine, RunListener listener, RunControl control) {
        this.plan = plan;
        this.engine = engine;
        this.listener = listener;
        this.control = control;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireAtInjectOnConstructors();
        binder().requireExactBindingAnnotations();
        binder().disableCircularProxies();
        bind(Plan.class).toInstance(plan);
        bind(RunListener.class).toInstance(listener);
        bind(RunControl.class).toInstance(control);
        // not a provider of Guice's, which would wrap what the engine's start threw
        bind(new TypeLiteral<Supplier<Engine>>() {}).toInstance(engine);
        bind(Evaluator.class);
        bind(Trainer.class);
        bind(DataPreparation.class);
        bind(TrainingRun.class);
    }

    /** Waits for the engine, only when something needs it. */
    @Provides
    @Singleton
    Engine engine() {
        return engine.get();
    }
}
