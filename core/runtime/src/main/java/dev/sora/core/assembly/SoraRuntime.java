// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import dev.sora.core.ExportFormat;
import dev.sora.core.ExportResult;
import dev.sora.core.Model;
import dev.sora.core.PruningOptions;
import dev.sora.core.PruningResult;
import dev.sora.core.RunControl;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.SessionOptions;
import dev.sora.core.Sora;
import dev.sora.core.TrainingSession;
import dev.sora.core.describe.Describer;
import dev.sora.core.device.BatchWork;
import dev.sora.core.device.DeviceFailures;
import dev.sora.core.export.ModelExport;
import dev.sora.core.host.CallerScope;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.core.host.PluginLease;
import dev.sora.core.lock.EngineTexts;
import dev.sora.core.lock.LockMaker;
import dev.sora.core.lock.PluginDigests;
import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.model.ModelInspector;
import dev.sora.core.model.OpenModel;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.planning.Planner;
import dev.sora.core.prediction.RecordRemedy;
import dev.sora.core.preparation.PriorModel;
import dev.sora.core.preparation.ShardFitting;
import dev.sora.core.profile.Description;
import dev.sora.core.pruning.Pruner;
import dev.sora.core.schema.SchemaWriter;
import dev.sora.core.session.OpenSession;
import dev.sora.core.session.SessionGroups;
import dev.sora.core.session.SessionOpener;
import dev.sora.engine.EngineType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The implementation of {@link Sora} on the plugins of a host. */
public final class SoraRuntime implements Sora {

    private final PluginHost host;
    private final KnownTypes known;
    private final ManifestPlans plans;
    private final OtherModels others;
    private final EngineRoom engines = new EngineRoom();
    private final Set<OpenModel> models = ConcurrentHashMap.newKeySet();
    private final Set<OpenSession> sessions = ConcurrentHashMap.newKeySet();
    private final PluginDigests digests = new PluginDigests();
    private @Nullable CompositionRoot root;
    private volatile boolean closed;

    /**
     * Creates a runtime; the caller remains the owner of the host.
     *
     * <p>The host's plugins may change while this runtime is in use: each call sees the plugins
     * that are offered when it begins, and keeps them until it ends.
     *
     * @param host the container of the active plugins
     * @param known types of plugins that may not be installed, for error messages
     */
    public SoraRuntime(PluginHost host, KnownTypes known) {
        this.host = host;
        this.known = known;
        this.plans = new ManifestPlans(host, known);
        this.others = new OtherModels(host, known);
    }

    /** A listener of the application is called with the context class loader of this thread. */
    private static RunListener told(RunListener listener) {
        return new CallerScope().<RunEvent>consumer(listener::on)::accept;
    }

    private Catalogue catalogue(PluginLease lease) {
        return new Catalogue(lease.plugins(), known);
    }

    @Override
    public Plan plan(Path manifest, Overrides overrides) {
        checkOpen();
        return plans.plan(manifest, overrides);
    }

    @Override
    public Plan plan(String manifest, Path folder, Overrides overrides) {
        checkOpen();
        return plans.plan(manifest, folder, overrides);
    }

    @Override
    public Plan plan(Path manifest, Overrides overrides, Path lock) {
        checkOpen();
        return plans.plan(manifest, overrides, lock);
    }

    @Override
    public String render(Plan plan) {
        checkOpen();
        return ManifestWriter.write(plan.resolved());
    }

    @Override
    public String schema() {
        checkOpen();
        try (PluginLease lease = host.lease()) {
            return new SchemaWriter(catalogue(lease)).write();
        }
    }

    @Override
    public TrainingResult train(
            Plan plan, TrainingRequest request, RunListener listener, RunControl control) {
        checkOpen();
        RunPlaceWarning.tell(plan, listener);
        Optional<PriorModel> prior = others.prior(request.from(), plan);
        try (RunControl.Run run = control.begin();
                PluginLease lease = host.lease(plan.plugins())) {
            digests.begin(plan.plugins());
            EngineRoom.Waiting engine = start(plan.engine());
            RunContext context =
                    new RunContext(
                            plan,
                            engine,
                            prior,
                            Optional.empty(),
                            others.asked(plan, lease),
                            told(listener),
                            control);
            return DeviceFailures.in(
                    engine::ifStarted,
                    BatchWork.training(plan.training().batches().size()),
                    () -> RecordRemedy.TRAINING.in(() -> root().training(context, request).run()));
        }
    }

    @Override
    public TrainingSession session(Plan plan, SessionOptions options, RunListener listener) {
        return open(plan, options, listener);
    }

    @Override
    public byte[] fit(Plan plan, RunListener listener) {
        checkOpen();
        try (PluginLease lease = host.lease(plan.plugins())) {
            return RecordRemedy.TRAINING.in(
                    () -> ShardFitting.fit(plan, told(listener), LockMaker::files));
        }
    }

    private OpenSession open(Plan plan, SessionOptions options, RunListener listener) {
        checkOpen();
        Optional<PriorModel> prior = others.prior(options.from(), plan);
        SessionGroups groups = SessionGroups.of(plan, options.groups(), plans::optimiser);
        Set<OfferedPlugin> plugins = new LinkedHashSet<>(plan.plugins());
        groups.optimisers().values().forEach(optimiser -> plugins.add(optimiser.plugin()));
        PluginLease lease = host.lease(plugins);
        try {
            digests.begin(plan.plugins());
            EngineRoom.Waiting engine = start(plan.engine());
            SessionOpener opener =
                    root().session(
                                    new RunContext(
                                            plan,
                                            engine,
                                            prior,
                                            options.shards(),
                                            others.asked(plan, lease),
                                            told(listener),
                                            new RunControl()));
            SessionRegister register =
                    new SessionRegister(
                            sessions, () -> closed, lease, () -> open(plan, options, listener));
            return DeviceFailures.in(
                    engine::ifStarted,
                    BatchWork.training(plan.training().batches().size()),
                    () -> RecordRemedy.TRAINING.in(() -> opener.open(groups, register)));
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    /** Returns the composition root, which is created with the first run: plans need none. */
    private synchronized CompositionRoot root() {
        if (root == null) {
            root = new CompositionRoot(digests);
        }
        return root;
    }

    @Override
    public Model open(Path model) {
        checkOpen();
        PluginLease lease = host.lease();
        OpenModel opened =
                OpenModel.open(model, catalogue(lease), lease, this::start, models::remove);
        models.add(opened);
        if (closed) {
            // the thread that closes this may have missed it
            opened.close();
        }
        return opened;
    }

    @Override
    public PruningResult prune(Path model, PruningOptions options, Path out, RunListener listener) {
        checkOpen();
        try (PluginLease lease = host.lease()) {
            return new Pruner(catalogue(lease), this::open, told(listener))
                    .prune(model, options, out);
        }
    }

    @Override
    public Description describe(Path input, long limit, RunListener listener) {
        checkOpen();
        try (PluginLease lease = host.lease()) {
            return new Describer(catalogue(lease), limit, told(listener)).describe(input);
        }
    }

    /** The engine stays loaded until the process ends, and so does its plugin. */
    private EngineRoom.Waiting start(ResolvedType<EngineType> engine) {
        return engines.start(engine, () -> host.lease(List.of(engine.plugin())));
    }

    @Override
    public Inspection inspect(Path model) {
        checkOpen();
        try (PluginLease lease = host.lease()) {
            return ModelInspector.inspect(model, catalogue(lease));
        }
    }

    @Override
    public ExportResult export(Path model, Path output, ExportFormat format) {
        checkOpen();
        try (PluginLease lease = host.lease()) {
            return ModelExport.write(model, output, format, catalogue(lease));
        }
    }

    @Override
    public Map<String, String> engineFacts() {
        checkOpen();
        try (PluginLease lease = host.lease()) {
            Planner.EngineChoice choice = plans.engine(lease);
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("chosen", choice.reason());
            facts.putAll(EngineTexts.of(start(choice.engine()).get()));
            return facts;
        }
    }

    @Override
    public List<OfferedPlugin> plugins() {
        checkOpen();
        return host.offers();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this Sora is closed");
        }
    }

    /**
     * Closes models, sessions and the engine and does not wait for runs. Afterwards every other
     * call fails.
     */
    @Override
    public void close() {
        closed = true;
        models.forEach(OpenModel::retire);
        sessions.forEach(OpenSession::retire);
        engines.close();
    }
}
