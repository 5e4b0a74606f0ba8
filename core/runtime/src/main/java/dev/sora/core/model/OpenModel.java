// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import dev.sora.core.DataExplanation;
import dev.sora.core.Explanation;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Identifier;
import dev.sora.core.Model;
import dev.sora.core.Neighbours;
import dev.sora.core.NodeValue;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.Sora.ColumnInfo;
import dev.sora.core.Sora.Inspection;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Tensors;
import dev.sora.core.host.CallerScope;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.PluginLease;
import dev.sora.core.host.PluginScope;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.prediction.BatchPredictor;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.prediction.ModelPredictions;
import dev.sora.core.prediction.OutputDecoder;
import dev.sora.core.prediction.Predictor;
import dev.sora.core.prediction.RecordRemedy;
import dev.sora.core.prediction.RetrievalPredictor;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.core.preparation.PackagePlugins;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.data.DataRecord;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineType;
import dev.sora.generation.Search;
import dev.sora.metric.MetricResult;
import dev.sora.particle.AnswerField;
import dev.sora.source.DerivationUse;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** An open package with a lease on its plugins. */
public final class OpenModel implements Model {

    private final LoadedModel model;
    private final ModelSources sources;
    private final Inspection inspection;
    private final DeviceModel device;
    private final Predictor predictor;
    private final ModelPredictions predictions;
    private final ModelTaps taps;
    private final Identifiers identifiers;
    private final ModelExplanations explanations;
    private final InUse use;

    private OpenModel(
            PackagePlugins.Serving serving,
            LoadedModel loaded,
            Supplier<Engine> engine,
            Consumer<OpenModel> closed) {
        this.model = loaded.withoutWeights();
        this.sources = new ModelSources(model, serving.all());
        this.inspection = ModelInspector.of(serving, loaded);
        ParameterLayout layout = new ParameterLayout(loaded.graph());
        this.device =
                new DeviceModel(
                        loaded.graph(),
                        layout,
                        Tensors.checked(
                                loaded.contents().weights(), layout, loaded.file().toString()),
                        engine);
        this.predictor =
                DataProcedure.of(loaded.graph())
                        .retriever()
                        .<Predictor>map(retriever -> new RetrievalPredictor(retriever, device))
                        .orElseGet(() -> new BatchPredictor(loaded.graph(), device));
        this.predictions = new ModelPredictions(model, serving.catalogue(), predictor);
        this.taps = new ModelTaps(loaded.graph(), device);
        this.identifiers = Identifiers.of(loaded);
        this.explanations = ModelExplanations.of(loaded, device, predictions);
        this.use = new InUse("the model '%s'".formatted(name()), () -> closed.accept(this));
    }

    /**
     * Opens a package.
     *
     * @param lease the plugins, kept until the model is closed; closed here if the package cannot
     *     be opened
     * @param start starts the engine, and returns what waits for it
     * @param closed called when the model is closed and no longer in use
     */
    public static OpenModel open(
            Path file,
            Catalogue catalogue,
            PluginLease lease,
            Function<ResolvedType<EngineType>, Supplier<Engine>> start,
            Consumer<OpenModel> closed) {
        try {
            PackagePlugins.Serving serving = PackagePlugins.read(file, catalogue);
            LoadedModel loaded = serving.load();
            return new OpenModel(
                    serving,
                    loaded,
                    start.apply(loaded.plan().engine()),
                    model -> {
                        model.free();
                        lease.close();
                        closed.accept(model);
                    });
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return model.plan().name();
    }

    @Override
    public List<ColumnInfo> columns() {
        return inspection.columns();
    }

    @Override
    public List<String> outputs() {
        return model.plan().nodes(Node.Output.class).stream().map(Node::name).toList();
    }

    @Override
    public Map<String, List<AnswerField>> answerFields() {
        return within(RecordRemedy.TAP, () -> new OutputDecoder(model.graph()).fields());
    }

    @Override
    public Inspection inspection() {
        return inspection;
    }

    private <R> R within(RecordRemedy remedy, Supplier<R> action) {
        try (InUse.Call call = use.begin();
                PluginScope scope = new PluginScope(model.plan().engine().plugin().loader())) {
            return remedy.in(action);
        }
    }

    private void run(RecordRemedy remedy, Runnable action) {
        within(
                remedy,
                () -> {
                    action.run();
                    return this;
                });
    }

    private static RunListener told(CallerScope caller, RunListener listener) {
        return caller.<RunEvent>consumer(listener::on)::accept;
    }

    @Override
    public List<Prediction> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options) {
        return predict(records, options, 1);
    }

    @Override
    public List<Prediction> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options, long first) {
        if (first < 1) {
            throw new IllegalArgumentException("records are counted from 1, not " + first);
        }
        return within(RecordRemedy.MEMORY, () -> predictions.of(records, options, first - 1));
    }

    @Override
    public List<Prediction> predictRecords(List<DataRecord> records, PredictionOptions options) {
        return within(RecordRemedy.MEMORY, () -> predictions.ofRecords(records, options));
    }

    @Override
    public void predict(
            Iterator<? extends Map<String, ?>> records,
            PredictionOptions options,
            Consumer<Prediction> sink) {
        CallerScope caller = new CallerScope();
        run(
                RecordRemedy.MEMORY,
                () ->
                        predictions.arriving(
                                caller.iterator(records), options, caller.consumer(sink)));
    }

    @Override
    public void predict(
            Path input,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> sink) {
        CallerScope caller = new CallerScope();
        run(
                RecordRemedy.PREDICTION,
                () ->
                        predictions.ofFile(
                                input, options, told(caller, listener), caller.consumer(sink)));
    }

    @Override
    public void predictSource(
            Path source,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> sink) {
        CallerScope caller = new CallerScope();
        run(
                RecordRemedy.PREDICTION,
                () ->
                        predictions.ofSource(
                                sources.planned(source, DerivationUse.PREDICTION).planned(),
                                source,
                                options,
                                told(caller, listener),
                                caller.consumer(sink)));
    }

    @Override
    public Identifier identifier(Optional<String> output) {
        return identifiers.of(output);
    }

    @Override
    public boolean predictArriving(
            Path beginning,
            InputStream all,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> sink) {
        CallerScope caller = new CallerScope();
        return within(
                RecordRemedy.PREDICTION,
                () ->
                        predictions.ofStream(
                                beginning,
                                all,
                                options,
                                told(caller, listener),
                                caller.consumer(sink)));
    }

    @Override
    public Map<String, NodeValue> tap(List<? extends Map<String, ?>> records, String... nodes) {
        return tapWith(records, Map.of(), nodes);
    }

    @Override
    public Map<String, NodeValue> tapWith(
            List<? extends Map<String, ?>> records, Map<String, NodeValue> given, String... nodes) {
        return within(RecordRemedy.TAP, () -> taps.tap(records, given, List.of(nodes)));
    }

    @Override
    public List<Prediction> predictWith(
            List<? extends Map<String, ?>> records, Map<String, NodeValue> given) {
        return within(RecordRemedy.TAP, () -> taps.predict(records, given));
    }

    @Override
    public List<Explanation> explain(
            List<? extends Map<String, ?>> records, ExplanationOptions options) {
        return within(RecordRemedy.TAP, () -> explanations.of(records, options));
    }

    @Override
    public void explain(
            Path input,
            ExplanationOptions options,
            RunListener listener,
            Consumer<Explanation> sink) {
        CallerScope caller = new CallerScope();
        run(
                RecordRemedy.TAP,
                () ->
                        explanations.ofFile(
                                input, options, told(caller, listener), caller.consumer(sink)));
    }

    @Override
    public DataExplanation explainData(
            Optional<Path> source, ExplanationOptions options, RunListener listener) {
        CallerScope caller = new CallerScope();
        return within(
                RecordRemedy.EVALUATION,
                () ->
                        explanations.ofSource(
                                sink -> sources.readTest(source, told(caller, listener), sink),
                                options));
    }

    @Override
    public void neighbours(
            Path input,
            Path source,
            Neighbours.Options options,
            RunListener listener,
            Consumer<Neighbours> sink) {
        CallerScope caller = new CallerScope();
        run(
                RecordRemedy.TAP,
                () ->
                        explanations.neighbours(
                                input,
                                records -> sources.read(source, told(caller, listener), records),
                                options,
                                told(caller, listener),
                                caller.consumer(sink)));
    }

    @Override
    public List<Prediction> generate(
            List<? extends Map<String, ?>> records, Collection<String> outputs, long seed) {
        for (String output : outputs) {
            if (!outputs().contains(output)) {
                throw new IllegalArgumentException(
                        "the model has no output '%s', but %s".formatted(output, outputs()));
            }
        }
        return within(RecordRemedy.TAP, () -> taps.generate(records, outputs, seed));
    }

    @Override
    public Prediction generate(
            Map<String, ?> record,
            String output,
            Search search,
            long seed,
            Consumer<String> soFar) {
        CallerScope caller = new CallerScope();
        return within(
                RecordRemedy.TAP,
                () -> taps.generate(record, output, search, seed, caller.consumer(soFar)));
    }

    @Override
    public List<String> generating() {
        return outputs().stream().filter(taps::generates).toList();
    }

    @Override
    public List<String> retrieving() {
        return DataProcedure.of(model.graph())
                .retriever()
                .map(retriever -> List.of(retriever.node().name()))
                .orElse(List.of());
    }

    @Override
    public List<ColumnInfo> columns(String node) {
        Set<String> inputs = taps.inputs(node);
        return inspection.columns().stream()
                .filter(column -> inputs.contains(column.input()))
                .toList();
    }

    @Override
    public void read(Path source, RunListener listener, Consumer<DataRecord> records) {
        CallerScope caller = new CallerScope();
        run(
                RecordRemedy.EVALUATION,
                () -> sources.read(source, told(caller, listener), caller.consumer(records)));
    }

    @Override
    public Metrics<MetricResult> evaluate(Optional<Path> source, RunListener listener) {
        CallerScope caller = new CallerScope();
        return within(
                RecordRemedy.EVALUATION,
                () ->
                        new EvaluationRun(model, device, told(caller, listener))
                                .evaluate(sources.evaluated(source)));
    }

    /** Refuses further calls; calls in progress continue to their end. */
    public void retire() {
        use.close();
    }

    @Override
    public void close() {
        use.closeAndWait();
    }

    private void free() {
        predictor.close();
        device.close();
    }
}
