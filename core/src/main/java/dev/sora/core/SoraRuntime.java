// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.assembly.EngineRoom;
import dev.sora.core.assembly.Generation;
import dev.sora.core.describe.Describer;
import dev.sora.core.describe.Description;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.core.host.PluginLease;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.pipeline.Frozen;
import dev.sora.core.pipeline.LoadedModel;
import dev.sora.core.pipeline.ModelInspector;
import dev.sora.core.pipeline.PackagePlugins;
import dev.sora.core.pipeline.PluginDigests;
import dev.sora.core.pipeline.PredictionSource;
import dev.sora.core.pipeline.RecordRemedy;
import dev.sora.core.pipeline.TrainingFiles;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Planned;
import dev.sora.core.plan.Planner;
import dev.sora.core.plan.SchemaWriter;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.run.RunListener;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineType;
import dev.sora.metric.MetricResult;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.source.DataSourceType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sora on the plugins of a host. */
public final class SoraRuntime implements Sora {

    private static final Overrides NONE = new Overrides(List.of(), Map.of());

    private final PluginHost host;
    private final KnownTypes known;
    private final EngineRoom engines = new EngineRoom();
    private final PluginDigests digests = new PluginDigests();
    private volatile boolean closed;

    /**
     * Creates a runtime; the host stays its caller's.
     *
     * <p>The host's plugins may change while this is at work: each call sees those that are offered
     * when it begins, and keeps them until it ends.
     *
     * @param host its plugins are at work
     * @param known types that plugins bring which may not be installed
     */
    public SoraRuntime(PluginHost host, KnownTypes known) {
        this.host = host;
        this.known = known;
    }

    private Catalogue catalogue(PluginLease lease) {
        return new Catalogue(lease.plugins(), known);
    }

    @Override
    public Plan plan(Path manifest, Overrides overrides) {
        checkOpen();
        try (PluginLease lease = host.lease()) {
            return new Planner(catalogue(lease))
                    .plan(new ManifestReader().read(manifest, overrides));
        }
    }

    @Override
    public Plan plan(Path manifest, Overrides overrides, Path lock) {
        checkOpen();
        Frozen frozen = Frozen.read(lock);
        try (PluginLease lease = host.lease()) {
            Catalogue catalogue =
                    catalogue(lease).preferring(frozen.choose(lease.plugins()).plugins());
            Manifest read = new ManifestReader().read(manifest, overrides);
            return frozen.withThreads(planned(catalogue, read, frozen));
        }
    }

    /** What the manifest lacks may only be missing because a plugin of the lock is. */
    private static Plan planned(Catalogue catalogue, Manifest manifest, Frozen frozen) {
        try {
            return new Planner(catalogue).plan(manifest);
        } catch (SoraException e) {
            List<Problem> lacking = frozen.lacking(catalogue.plugins());
            throw lacking.isEmpty() ? e : new SoraException(lacking, e);
        }
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
    public TrainingResult train(Plan plan, TrainingRequest request, RunListener listener) {
        checkOpen();
        try (PluginLease lease = host.lease(plan.plugins())) {
            digests.begin(plan.plugins());
            TrainingFiles files = new TrainingFiles(listener);
            Generation generation = Generation.of(plan, start(plan.engine()), files.listener());
            return RecordRemedy.TRAINING.in(
                    () -> files.train(generation.training(), request, render(plan), digests));
        }
    }

    @Override
    public Map<String, Map<String, MetricResult>> evaluate(
            Path model, Optional<Path> source, RunListener listener) {
        checkOpen();
        try (PluginLease lease = host.lease()) {
            Catalogue catalogue = catalogue(lease);
            Package opened = new Package(catalogue, model);
            LoadedModel loaded = opened.load();
            Optional<SourcePlan> data =
                    source.map(file -> new Planner(catalogue).planSource(read(file)));
            if (data.isEmpty() && !loaded.plan().data().hasTest()) {
                throw noTestData(model);
            }
            Generation generation =
                    Generation.of(loaded.plan(), start(loaded.plan().engine()), listener);
            return RecordRemedy.EVALUATION.in(() -> generation.evaluation().evaluate(loaded, data));
        }
    }

    private static Manifest read(Path file) {
        return new ManifestReader().read(file, new Overrides(List.of(), System.getenv()));
    }

    private static DataException noTestData(Path model) {
        return new DataException(
                Problem.of("SORA-4496", "the package names no test data")
                        .where(model.toString())
                        .fix("name a data source with --data SOURCE.yaml"));
    }

    @Override
    public void predict(
            PredictionRequest request,
            RunListener listener,
            Consumer<Map<String, Object>> predictions) {
        checkOpen();
        try (PluginLease lease = host.lease()) {
            Catalogue catalogue = catalogue(lease);
            Package opened = new Package(catalogue, request.model());
            LoadedModel loaded = opened.load();
            Planned<DataSourceType> source =
                    PredictionSource.of(opened.catalogue, loaded, request.input(), request.keep());
            Generation generation =
                    Generation.of(loaded.plan(), start(loaded.plan().engine()), listener);
            RecordRemedy.PREDICTION.in(
                    () -> {
                        generation.prediction().predict(loaded, source, request, predictions);
                        return request;
                    });
        }
    }

    @Override
    public Description describe(Path input, long limit, RunListener listener) {
        checkOpen();
        try (PluginLease lease = host.lease()) {
            return new Describer(catalogue(lease), limit, listener).describe(input);
        }
    }

    /** The engine stays until the process ends, and its plugin with it. */
    private Supplier<Engine> start(Planned<EngineType> engine) {
        return engines.start(engine, () -> host.lease(List.of(engine.plugin())));
    }

    /** A model package and the plugins that serve it. */
    private static final class Package {

        private final Path file;
        private final ModelPackage contents;
        private final Catalogue catalogue;

        Package(Catalogue all, Path file) {
            this.file = file;
            contents = ModelPackage.read(file);
            catalogue =
                    all.preferring(
                            PackagePlugins.of(file, contents, all.plugins())
                                    .require()
                                    .choice()
                                    .plugins());
        }

        LoadedModel load() {
            Plan plan = new Planner(catalogue).planWithoutData(manifest(file, contents));
            return LoadedModel.of(file, contents, plan);
        }
    }

    private static Manifest manifest(Path model, ModelPackage contents) {
        Path folder = model.toAbsolutePath().getParent();
        return new ManifestReader()
                .read(model.getFileName() + "!manifest.yaml", folder, contents.manifest(), NONE);
    }

    @Override
    public Inspection inspect(Path model) {
        checkOpen();
        ModelPackage contents = ModelPackage.read(model);
        try (PluginLease lease = host.lease()) {
            return new ModelInspector(catalogue(lease))
                    .inspect(model, contents, manifest(model, contents));
        }
    }

    @Override
    public Map<String, String> engineFacts() {
        checkOpen();
        Manifest bare =
                new ManifestReader().read("doctor", Path.of(""), "engine: {type: auto}\n", NONE);
        try (PluginLease lease = host.lease()) {
            Planned<EngineType> engine = new Planner(catalogue(lease)).planEngine(bare);
            return start(engine).get().facts();
        }
    }

    /** Returns the plugins at work. */
    public List<OfferedPlugin> plugins() {
        checkOpen();
        return host.offers();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this Sora is closed");
        }
    }

    /** Closes the engine and waits for no run; once closed, every other call fails. */
    @Override
    public void close() {
        closed = true;
        engines.close();
    }
}
