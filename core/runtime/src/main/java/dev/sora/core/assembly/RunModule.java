// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import dev.sora.core.RunControl;
import dev.sora.core.RunListener;
import dev.sora.core.SessionOptions.DataShards;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.plan.Plan;
import dev.sora.core.preparation.DataPreparation;
import dev.sora.core.preparation.PriorModel;
import dev.sora.core.results.OutputCalibration;
import dev.sora.core.results.RunLog;
import dev.sora.core.results.RunMeasurement;
import dev.sora.core.session.SessionOpener;
import dev.sora.core.step.ModelGraph;
import dev.sora.engine.Engine;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Binds the objects that every run needs. Guice is not used outside core. */
final class RunModule extends AbstractModule {

    private final RunContext context;

    RunModule(RunContext context) {
        this.context = context;
    }

    @Override
    protected void configure() {
        RunLog log = new RunLog(context.listener());
        bind(Plan.class).toInstance(context.plan());
        bind(RunLog.class).toInstance(log);
        bind(RunListener.class).toInstance(log);
        bind(RunControl.class).toInstance(context.control());
        bind(new TypeLiteral<Optional<PriorModel>>() {}).toInstance(context.prior());
        bind(new TypeLiteral<Optional<DataShards>>() {}).toInstance(context.shards());
        bind(new TypeLiteral<Map<String, ModelGraph>>() {}).toInstance(context.models());
        // not a Guice provider, which would wrap the exception of the engine's start
        bind(new TypeLiteral<Supplier<Engine>>() {}).toInstance(context.engine());
        bind(Evaluator.class);
        bind(DataPreparation.class);
        bind(OutputCalibration.class);
        bind(RunMeasurement.class);
        bind(SessionOpener.class);
    }
}
