// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import dev.sora.core.Identifier;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.RunListener;
import dev.sora.core.Sora.ColumnInfo;
import dev.sora.core.Sora.Inspection;
import dev.sora.core.host.CallerScope;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.PluginLease;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.prediction.OutputDecoder;
import dev.sora.core.prediction.RecordRemedy;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** An open package with a lease on its plugins. */
public final class OpenModel extends InspectedModel {

    private OpenModel(ModelParts parts, Consumer<OpenModel> closed) {
        super(parts, model -> closed.accept((OpenModel) model));
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
                    ModelParts.of(serving, loaded, start.apply(loaded.plan().engine())),
                    model -> {
                        model.parts().close();
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
        return parts().model().plan().name();
    }

    @Override
    public List<ColumnInfo> columns() {
        return parts().inspection().columns();
    }

    @Override
    public List<String> outputs() {
        return parts().model().plan().nodes(Node.Output.class).stream().map(Node::name).toList();
    }

    @Override
    public Map<String, List<AnswerField>> answerFields() {
        return within(RecordRemedy.TAP, () -> new OutputDecoder(parts().model().graph()).fields());
    }

    @Override
    public Inspection inspection() {
        return parts().inspection();
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
        return within(
                RecordRemedy.MEMORY,
                () ->
                        parts().predictions()
                                .of(records, options, first - 1, (record, prediction) -> {}));
    }

    @Override
    public List<Prediction> predict(
            List<? extends Map<String, ?>> records,
            PredictionOptions options,
            BiConsumer<DataRecord, Prediction> answered) {
        CallerScope caller = new CallerScope();
        Consumer<Map.Entry<DataRecord, Prediction>> each =
                caller.consumer(entry -> answered.accept(entry.getKey(), entry.getValue()));
        return within(
                RecordRemedy.MEMORY,
                () ->
                        parts().predictions()
                                .of(
                                        records,
                                        options,
                                        0,
                                        (record, prediction) ->
                                                each.accept(Map.entry(record, prediction))));
    }

    @Override
    public List<Prediction> predictRecords(List<DataRecord> records, PredictionOptions options) {
        return within(RecordRemedy.MEMORY, () -> parts().predictions().ofRecords(records, options));
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
                        parts().predictions()
                                .arriving(
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
                        parts().predictions()
                                .ofFile(
                                        input,
                                        options,
                                        told(caller, listener),
                                        caller.consumer(sink)));
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
                        parts().predictions()
                                .ofSource(
                                        parts().sources()
                                                .planned(source, DerivationUse.PREDICTION)
                                                .planned(),
                                        source,
                                        options,
                                        told(caller, listener),
                                        caller.consumer(sink)));
    }

    @Override
    public Identifier identifier(Optional<String> output) {
        return parts().identifiers().of(output);
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
                        parts().predictions()
                                .ofStream(
                                        beginning,
                                        all,
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
        return within(
                RecordRemedy.TAP, () -> parts().generation().generate(records, outputs, seed));
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
                () ->
                        parts().generation()
                                .generate(record, output, search, seed, caller.consumer(soFar)));
    }

    @Override
    public List<String> generating() {
        return outputs().stream().filter(parts().generation()::generates).toList();
    }

    @Override
    public List<String> retrieving() {
        return DataProcedure.of(parts().model().graph())
                .retriever()
                .map(retriever -> List.of(retriever.node().name()))
                .orElse(List.of());
    }

    @Override
    public void read(Path source, RunListener listener, Consumer<DataRecord> records) {
        CallerScope caller = new CallerScope();
        run(
                RecordRemedy.EVALUATION,
                () ->
                        parts().sources()
                                .read(source, told(caller, listener), caller.consumer(records)));
    }

    @Override
    public Metrics<MetricResult> evaluate(Optional<Path> source, RunListener listener) {
        CallerScope caller = new CallerScope();
        return within(
                RecordRemedy.EVALUATION,
                () ->
                        new EvaluationRun(parts().model(), parts().device(), told(caller, listener))
                                .evaluate(parts().sources().evaluated(source)));
    }

    /** Refuses further calls; calls in progress continue to their end. */
    public void retire() {
        retireCalls();
    }

    @Override
    public void close() {
        endCalls();
    }
}
