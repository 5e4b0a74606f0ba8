// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import dev.sora.core.ExportFormat;
import dev.sora.core.ExportResult;
import dev.sora.core.Model;
import dev.sora.core.PredictionOptions;
import dev.sora.core.PruningOptions;
import dev.sora.core.PruningResult;
import dev.sora.core.RunControl;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.SessionOptions;
import dev.sora.core.Sora;
import dev.sora.core.TrainingSession;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.Marks;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.plan.GraphPlan;
import dev.sora.core.plan.Plan;
import dev.sora.core.profile.Description;
import dev.sora.data.ColumnType;
import dev.sora.metric.MetricResult;
import dev.sora.plugin.SoraType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;

/** A Sora that returns the results, or throws the exceptions, that a test sets. */
final class FakeSora implements Sora {

    final List<Overrides> overrides = new ArrayList<>();
    final List<TrainingRequest> requests = new ArrayList<>();
    final List<Path> locks = new ArrayList<>();
    final List<String> inputs = new ArrayList<>();
    final List<Path> opened = new ArrayList<>();
    final List<PredictionOptions> predictionOptions = new ArrayList<>();
    final FakePages pages = new FakePages();
    boolean readsArriving = true;
    final List<Map<String, Map<String, Object>>> answers = new ArrayList<>();
    Description described;
    Map<String, Object> tree = Map.of();
    boolean stopped;
    Supplier<RuntimeException> failure;
    Supplier<RuntimeException> failureInTraining;

    static final OfferedPlugin PLUGIN =
            new OfferedPlugin(
                    "fake",
                    "1.0.0",
                    "fake.jar",
                    ClassLoader.getPlatformClassLoader(),
                    List.<SoraType>of());

    /** The installed plugins. */
    List<OfferedPlugin> offers = List.of(PLUGIN);

    void fail() {
        if (failure != null) {
            throw failure.get();
        }
    }

    @Override
    public Plan plan(Path manifest, Overrides overrides) {
        this.overrides.add(overrides);
        fail();
        return new Plan(
                new Manifest(manifest.toString(), Path.of("."), tree, new Marks(Map.of())),
                Map.of(),
                "digits",
                7,
                null,
                null,
                new GraphPlan(List.of(), Map.of()),
                null,
                List.of());
    }

    @Override
    public Plan plan(String manifest, Path folder, Overrides overrides) {
        return plan(folder, overrides);
    }

    @Override
    public Plan plan(Path manifest, Overrides overrides, Path lock) {
        locks.add(lock);
        return plan(manifest, overrides);
    }

    @Override
    public String render(Plan plan) {
        return "name: " + plan.name() + "\n";
    }

    @Override
    public String schema() {
        return "{}";
    }

    @Override
    public TrainingResult train(
            Plan plan, TrainingRequest request, RunListener listener, RunControl control) {
        requests.add(request);
        pages.during.run();
        stopped = control.isStopped();
        if (failureInTraining != null) {
            throw failureInTraining.get();
        }
        listener.on(
                new RunEvent.TrainingStarted(
                        plan.name(), 7, "cpu", 100, 10, 10, 1, 10, 1234, Optional.empty()));
        listener.on(
                new RunEvent.Progress(
                        1, 5, 0.5, "accuracy", OptionalDouble.of(0.9), 1000, Duration.ZERO));
        listener.on(
                new RunEvent.EpochEnded(
                        1, Map.of("loss", 0.25), 0.001, Duration.ofMillis(100), 1000, true));
        listener.on(new RunEvent.Evaluated(scores()));
        try {
            Path model =
                    Files.writeString(
                            Files.createDirectories(request.out()).resolve("model.sora"), "zip");
            return new TrainingResult(
                    model, Metrics.of("test", "digit", Map.of("accuracy", 0.99)), List.of(model));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] fit(Plan plan, RunListener listener) {
        throw new UnsupportedOperationException("no verb fits alone");
    }

    @Override
    public TrainingSession session(Plan plan, SessionOptions options, RunListener listener) {
        throw new UnsupportedOperationException("no verb drives a session");
    }

    @Override
    public Model open(Path model) {
        opened.add(model);
        return new FakeModel(this);
    }

    static Metrics<MetricResult> scores() {
        Map<String, MetricResult> scores = new LinkedHashMap<>();
        scores.put("accuracy", MetricResult.of(0.98765432101));
        scores.put("f1", MetricResult.byClass(0.5, Map.of("seven", 0.25)));
        scores.put("confusion", MetricResult.table(List.of("seven"), new long[][] {{3}}));
        return Metrics.of("test", "digit", scores);
    }

    @Override
    public PruningResult prune(Path model, PruningOptions options, Path out, RunListener listener) {
        throw new UnsupportedOperationException("no test does");
    }

    @Override
    public Description describe(Path input, long limit, RunListener listener) {
        fail();
        return described;
    }

    @Override
    public Inspection inspect(Path model) {
        return new Inspection(
                "digits",
                Map.of(),
                List.of(
                        new NodeInfo(
                                "view",
                                "particle",
                                "standard/dense",
                                4,
                                List.of("image"),
                                "(128)",
                                5000,
                                Map.of("units", 128))),
                List.of(new ColumnInfo("age", "age", Set.of(ColumnType.NUMBER))),
                Map.of("standard", "0.1.0"),
                Map.of("standard", "0.1.3"),
                Metrics.none(),
                Map.of(),
                "manifest: 1\n",
                List.of());
    }

    @Override
    public ExportResult export(Path model, Path output, ExportFormat format) {
        inputs.add("%s -> %s as %s".formatted(model, output, format));
        fail();
        return new ExportResult(
                output,
                Map.of("image", "(1, 28, 28)"),
                Map.of("image", "prepared values were asked for"),
                Map.of("digit", "(10)"),
                Map.of());
    }

    @Override
    public List<OfferedPlugin> plugins() {
        return List.of(PLUGIN);
    }

    @Override
    public Map<String, String> engineFacts() {
        fail();
        return Map.of("threads", "2");
    }

    @Override
    public void close() {}
}
