// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.lock.PluginDigests;
import dev.sora.core.runs.TrainingRun;
import dev.sora.core.session.SessionOpener;

/**
 * Creates the objects of runs. What the runs of one {@code Sora} share is bound here; each run has
 * its own child injector. It is created with the first run, so planning does not load Guice.
 */
final class CompositionRoot {

    private final Injector root;

    /**
     * Creates the root.
     *
     * @param digests computed once for each plugin, for all runs
     */
    public CompositionRoot(PluginDigests digests) {
        // lazy singletons: nothing is created or waited for before it is needed
        root = Guice.createInjector(Stage.DEVELOPMENT, new Shared(digests));
    }

    /** Returns a new training. */
    public TrainingRun training(RunContext context, TrainingRequest request) {
        return get(TrainingRun.class, new RunModule(context), new TrainingModule(request));
    }

    /** Returns a new opener of a session. */
    public SessionOpener session(RunContext context) {
        return get(SessionOpener.class, new RunModule(context));
    }

    private <T> T get(Class<T> type, Module... modules) {
        try {
            return root.createChildInjector(modules).getInstance(type);
        } catch (ProvisionException | CreationException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The bindings that all runs share. */
    private static final class Shared extends AbstractModule {

        private final PluginDigests digests;

        Shared(PluginDigests digests) {
            this.digests = digests;
        }

        @Override
        protected void configure() {
            binder().requireExplicitBindings();
            binder().requireAtInjectOnConstructors();
            binder().requireExactBindingAnnotations();
            binder().disableCircularProxies();
            bind(PluginDigests.class).toInstance(digests);
        }
    }
}
