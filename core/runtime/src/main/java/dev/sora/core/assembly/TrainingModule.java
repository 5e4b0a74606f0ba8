// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import com.google.inject.AbstractModule;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.lock.RunLock;
import dev.sora.core.runs.InitialStates;
import dev.sora.core.runs.TrainingRun;
import dev.sora.core.training.Trainer;

/** Binds the objects of a training that writes files. */
final class TrainingModule extends AbstractModule {

    private final TrainingRequest request;

    TrainingModule(TrainingRequest request) {
        this.request = request;
    }

    @Override
    protected void configure() {
        bind(TrainingRequest.class).toInstance(request);
        bind(RunLock.class);
        bind(InitialStates.class);
        bind(Trainer.class);
        bind(TrainingRun.class);
    }
}
