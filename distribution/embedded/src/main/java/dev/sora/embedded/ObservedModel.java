// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.core.DataExplanation;
import dev.sora.core.Explanation;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Identifier;
import dev.sora.core.Model;
import dev.sora.core.Neighbours;
import dev.sora.core.NodeValue;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.RunListener;
import dev.sora.core.Sora.ColumnInfo;
import dev.sora.core.Sora.Inspection;
import dev.sora.core.drift.TrainingDistributions;
import dev.sora.core.hint.ActivatingRecords;
import dev.sora.core.hint.Counterfactual;
import dev.sora.core.metrics.Metrics;
import dev.sora.data.DataRecord;
import dev.sora.generation.Search;
import dev.sora.metric.MetricResult;
import dev.sora.particle.AnswerField;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A model whose calls for predictions are observed. */
final class ObservedModel implements Model {

    private final Model model;
    private final ObservedCalls calls;
    private final Consumer<ObservedModel> forget;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Creates an observed model, which counts as open.
     *
     * @param forget called once when the model counts as closed
     */
    ObservedModel(Model model, List<ModelObserver> observers, Consumer<ObservedModel> forget) {
        this.model = model;
        this.calls = new ObservedCalls(model.name(), observers);
        this.forget = forget;
        calls.opened();
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public List<ColumnInfo> columns() {
        return model.columns();
    }

    @Override
    public List<String> outputs() {
        return model.outputs();
    }

    @Override
    public Map<String, List<AnswerField>> answerFields() {
        return model.answerFields();
    }

    @Override
    public TrainingDistributions distributions() {
        return model.distributions();
    }

    @Override
    public Inspection inspection() {
        return model.inspection();
    }

    @Override
    public List<Prediction> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options) {
        return calls.list(() -> model.predict(records, options));
    }

    @Override
    public List<Prediction> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options, long first) {
        return calls.list(() -> model.predict(records, options, first));
    }

    @Override
    public List<Prediction> predict(
            List<? extends Map<String, ?>> records,
            PredictionOptions options,
            BiConsumer<DataRecord, Prediction> answered) {
        return calls.list(() -> model.predict(records, options, answered));
    }

    @Override
    public List<Prediction> predictRecords(List<DataRecord> records, PredictionOptions options) {
        return calls.list(() -> model.predictRecords(records, options));
    }

    @Override
    public void predict(
            Iterator<? extends Map<String, ?>> records,
            PredictionOptions options,
            Consumer<Prediction> sink) {
        calls.consumed(sink, counted -> model.predict(records, options, counted));
    }

    @Override
    public void predict(
            Path input,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> sink) {
        calls.consumed(sink, counted -> model.predict(input, options, listener, counted));
    }

    @Override
    public void predictSource(
            Path source,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> sink) {
        calls.consumed(sink, counted -> model.predictSource(source, options, listener, counted));
    }

    @Override
    public boolean predictArriving(
            Path beginning,
            InputStream all,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> sink) {
        return calls.arrived(
                sink, counted -> model.predictArriving(beginning, all, options, listener, counted));
    }

    @Override
    public Identifier identifier(Optional<String> output) {
        return model.identifier(output);
    }

    @Override
    public Map<String, NodeValue> tap(List<? extends Map<String, ?>> records, String... nodes) {
        return model.tap(records, nodes);
    }

    @Override
    public Map<String, NodeValue> tapWith(
            List<? extends Map<String, ?>> records, Map<String, NodeValue> given, String... nodes) {
        return model.tapWith(records, given, nodes);
    }

    @Override
    public List<Prediction> predictWith(
            List<? extends Map<String, ?>> records, Map<String, NodeValue> given) {
        return calls.list(() -> model.predictWith(records, given));
    }

    @Override
    public List<Explanation> explain(
            List<? extends Map<String, ?>> records, ExplanationOptions options) {
        return model.explain(records, options);
    }

    @Override
    public void explain(
            Path input,
            ExplanationOptions options,
            RunListener listener,
            Consumer<Explanation> explanations) {
        model.explain(input, options, listener, explanations);
    }

    @Override
    public DataExplanation explainData(
            Optional<Path> source, ExplanationOptions options, RunListener listener) {
        return model.explainData(source, options, listener);
    }

    @Override
    public void neighbours(
            Path input,
            Path source,
            Neighbours.Options options,
            RunListener listener,
            Consumer<Neighbours> neighbours) {
        model.neighbours(input, source, options, listener, neighbours);
    }

    @Override
    public ActivatingRecords activating(
            Path source, ActivatingRecords.Options options, RunListener listener) {
        return model.activating(source, options, listener);
    }

    @Override
    public void counterfactuals(
            Path input,
            Path source,
            Counterfactual.Options options,
            RunListener listener,
            Consumer<Counterfactual> counterfactuals) {
        model.counterfactuals(input, source, options, listener, counterfactuals);
    }

    @Override
    public List<Prediction> generate(
            List<? extends Map<String, ?>> records, Collection<String> outputs, long seed) {
        return calls.list(() -> model.generate(records, outputs, seed));
    }

    @Override
    public Prediction generate(
            Map<String, ?> record,
            String output,
            Search search,
            long seed,
            Consumer<String> soFar) {
        return calls.list(() -> List.of(model.generate(record, output, search, seed, soFar)))
                .get(0);
    }

    @Override
    public List<String> generating() {
        return model.generating();
    }

    @Override
    public List<String> retrieving() {
        return model.retrieving();
    }

    @Override
    public List<ColumnInfo> columns(String node) {
        return model.columns(node);
    }

    @Override
    public void read(Path source, RunListener listener, Consumer<DataRecord> records) {
        model.read(source, listener, records);
    }

    @Override
    public Metrics<MetricResult> evaluate(Optional<Path> source, RunListener listener) {
        return model.evaluate(source, listener);
    }

    @Override
    public void close() {
        try {
            model.close();
        } finally {
            ended();
        }
    }

    /** Tells the observers, once, that the model accepts no more calls. */
    void ended() {
        if (!closed.getAndSet(true)) {
            forget.accept(this);
            calls.closed();
        }
    }
}
