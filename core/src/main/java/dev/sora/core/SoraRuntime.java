// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.assembly.EngineRoom;
import dev.sora.core.assembly.Generation;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.pipeline.LoadedModel;
import dev.sora.core.pipeline.ModelInspector;
import dev.sora.core.pipeline.PredictionSource;
import dev.sora.core.pipeline.TrainingFiles;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Planned;
import dev.sora.core.plan.Planner;
import dev.sora.core.plan.SchemaWriter;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.run.RunListener;
import dev.sora.engine.EngineType;
import dev.sora.metric.MetricResult;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.source.DataSourceType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Sora on the plugins of a host. */
public final class SoraRuntime implements Sora {

    private static final Overrides NONE = new Overrides(List.of(), Map.of());

    private final Catalogue catalogue;
    private final EngineRoom engines = new EngineRoom();
    private volatile boolean closed;

    /**
     * Creates a runtime; the host stays its caller's.
     *
     * @param host its plugins are at work
     * @param known types that plugins bring which may not be installed
     */
    public SoraRuntime(PluginHost host, KnownTypes known) {
        this.catalogue = new Catalogue(host.offers(), known);
    }

    @Override
    public Plan plan(Path manifest, Overrides overrides) {
        checkOpen();
        return new Planner(catalogue).plan(new ManifestReader().read(manifest, overrides));
    }

    @Override
    public String render(Plan plan) {
        checkOpen();
        return ManifestWriter.write(plan.resolved());
    }

    @Override
    public String schema() {
        checkOpen();
        return new SchemaWriter(catalogue).write();
    }

    @Override
    public TrainingResult train(Plan plan, TrainingRequest request, RunListener listener) {
        checkOpen();
        TrainingFiles files = new TrainingFiles(listener);
        Generation generation = Generation.of(plan, engines.start(plan.engine()), files.listener());
        return files.train(generation.training(), request, render(plan));
    }

    @Override
    public Map<String, Map<String, MetricResult>> evaluate(
            Path model, Optional<Path> source, RunListener listener) {
        checkOpen();
        LoadedModel loaded = load(model);
        Optional<SourcePlan> data =
                source.map(file -> new Planner(catalogue).planSource(read(file)));
        if (data.isEmpty() && !loaded.plan().data().hasTest()) {
            throw noTestData(model);
        }
        return Generation.of(loaded.plan(), engines.start(loaded.plan().engine()), listener)
                .evaluation()
                .evaluate(loaded, data);
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
            Path model, Path input, boolean skipBroken, Consumer<Map<String, Object>> predictions) {
        checkOpen();
        LoadedModel loaded = load(model);
        Planned<DataSourceType> source = PredictionSource.of(catalogue, loaded, input);
        Generation.of(loaded.plan(), engines.start(loaded.plan().engine()), event -> {})
                .prediction()
                .predict(loaded, source, skipBroken, predictions);
    }

    private LoadedModel load(Path model) {
        ModelPackage contents = ModelPackage.read(model);
        Plan plan = new Planner(catalogue).planWithoutData(manifest(model, contents));
        return LoadedModel.of(model, contents, plan);
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
        return new ModelInspector(catalogue).inspect(model, contents, manifest(model, contents));
    }

    @Override
    public Map<String, String> engineFacts() {
        checkOpen();
        Manifest bare =
                new ManifestReader().read("doctor", Path.of(""), "engine: {type: auto}\n", NONE);
        Planned<EngineType> engine = new Planner(catalogue).planEngine(bare);
        return engines.start(engine).get().facts();
    }

    /** Returns the plugins at work. */
    public List<OfferedPlugin> plugins() {
        checkOpen();
        return catalogue.plugins();
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
