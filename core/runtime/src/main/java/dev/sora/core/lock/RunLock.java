// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import com.google.inject.Inject;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.packaging.Lock;
import dev.sora.core.plan.Plan;
import dev.sora.core.preparation.PreparedTraining;
import dev.sora.core.preparation.PriorModel;
import dev.sora.engine.Engine;
import java.util.Optional;
import java.util.function.Supplier;

/** The lock of a training, and the lock that it must match, if it repeats another. */
public final class RunLock {

    private final Plan plan;
    private final Optional<PriorModel> prior;
    private final PluginDigests digests;
    private final Optional<LockEnforcer> frozen;

    @Inject
    RunLock(Plan plan, TrainingRequest request, Optional<PriorModel> prior, PluginDigests digests) {
        this.plan = plan;
        this.prior = prior;
        this.digests = digests;
        this.frozen = request.lock().map(LockEnforcer::read);
    }

    /** Returns the lock that the training must match. */
    public Optional<LockEnforcer> frozen() {
        return frozen;
    }

    /** Checks what is known before data is read. */
    public void check(Supplier<Engine> engine) {
        frozen.ifPresent(
                f -> {
                    f.check(LockMaker.of(plan, engine.get(), digests));
                    f.checkFiles(plan, prior);
                });
    }

    /** Creates the lock with everything that the training depends on, and checks it. */
    public Lock of(Engine engine, PreparedTraining data) {
        Lock lock = LockMaker.withData(LockMaker.of(plan, engine, digests), plan, prior, data);
        frozen.ifPresent(f -> f.checkRead(lock));
        return lock;
    }
}
