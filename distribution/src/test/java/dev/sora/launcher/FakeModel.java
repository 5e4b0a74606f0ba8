// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The model of a {@link FakeSora}. */
record FakeModel(FakeSora sora) implements Model {

    @Override
    public String name() {
        return "digits";
    }

    @Override
    public List<ColumnInfo> columns() {
        return inspection().columns();
    }

    @Override
    public List<String> outputs() {
        return List.of("digit");
    }

    @Override
    public Map<String, List<AnswerField>> answerFields() {
        return Map.of("digit", List.of());
    }

    @Override
    public TrainingDistributions distributions() {
        return TrainingDistributions.NONE;
    }

    @Override
    public Inspection inspection() {
        return sora.inspect(Path.of("model.sora"));
    }

    @Override
    public List<Prediction> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options) {
        throw new UnsupportedOperationException("no verb does");
    }

    @Override
    public List<Prediction> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options, long first) {
        throw new UnsupportedOperationException("no verb does");
    }

    @Override
    public List<Prediction> predict(
            List<? extends Map<String, ?>> records,
            PredictionOptions options,
            BiConsumer<DataRecord, Prediction> answered) {
        throw new UnsupportedOperationException("no verb does");
    }

    @Override
    public List<Prediction> predictRecords(List<DataRecord> records, PredictionOptions options) {
        throw new UnsupportedOperationException("no verb does");
    }

    @Override
    public Map<String, NodeValue> tap(List<? extends Map<String, ?>> records, String... nodes) {
        throw new UnsupportedOperationException("no verb does");
    }

    @Override
    public Map<String, NodeValue> tapWith(
            List<? extends Map<String, ?>> records, Map<String, NodeValue> given, String... nodes) {
        throw new UnsupportedOperationException("no verb does");
    }

    @Override
    public DataExplanation explainData(
            Optional<Path> source, ExplanationOptions options, RunListener listener) {
        throw new UnsupportedOperationException("no test does");
    }

    @Override
    public void neighbours(
            Path input,
            Path source,
            Neighbours.Options options,
            RunListener listener,
            Consumer<Neighbours> neighbours) {
        throw new UnsupportedOperationException("no test does");
    }

    @Override
    public ActivatingRecords activating(
            Path source, ActivatingRecords.Options options, RunListener listener) {
        throw new UnsupportedOperationException("no test does");
    }

    @Override
    public void counterfactuals(
            Path input,
            Path source,
            Counterfactual.Options options,
            RunListener listener,
            Consumer<Counterfactual> counterfactuals) {
        throw new UnsupportedOperationException("no test does");
    }

    @Override
    public List<Prediction> predictWith(
            List<? extends Map<String, ?>> records, Map<String, NodeValue> given) {
        throw new UnsupportedOperationException("no verb does");
    }

    @Override
    public List<Explanation> explain(
            List<? extends Map<String, ?>> records, ExplanationOptions options) {
        throw new UnsupportedOperationException("no verb does");
    }

    @Override
    public void explain(
            Path input,
            ExplanationOptions options,
            RunListener listener,
            Consumer<Explanation> explanations) {
        throw new UnsupportedOperationException("no test does");
    }

    @Override
    public void predict(
            Iterator<? extends Map<String, ?>> records,
            PredictionOptions options,
            Consumer<Prediction> predictions) {
        throw new UnsupportedOperationException("no verb does");
    }

    @Override
    public void predict(
            Path input,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions) {
        try {
            take(input, Files.readAllBytes(input), options, predictions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void predictSource(
            Path source,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Identifier identifier(Optional<String> output) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean predictArriving(
            Path beginning,
            InputStream all,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions) {
        if (sora.readsArriving) {
            predictions.accept(prediction(Map.of("digit", Map.of("label", "arriving"))));
            try {
                take(beginning, all.readAllBytes(), options, predictions);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sora.readsArriving;
    }

    private void take(
            Path input,
            byte[] content,
            PredictionOptions options,
            Consumer<Prediction> predictions) {
        sora.predictionOptions.add(options);
        sora.inputs.add(
                input.getFileName() + ": " + new String(content, StandardCharsets.ISO_8859_1));
        if (!sora.answers.isEmpty()) {
            sora.answers.forEach(answer -> predictions.accept(prediction(answer)));
            return;
        }
        predictions.accept(prediction(Map.of("digit", Map.of("label", "seven"))));
        sora.fail();
        predictions.accept(prediction(Map.of("digit", Map.of("label", "eight"))));
    }

    private static Prediction prediction(Map<String, Map<String, Object>> outputs) {
        return new Prediction("x", 1, Map.of(), outputs, Optional.empty());
    }

    @Override
    public List<Prediction> generate(
            List<? extends Map<String, ?>> records, Collection<String> outputs, long seed) {
        throw new UnsupportedOperationException("no test does");
    }

    @Override
    public Prediction generate(
            Map<String, ?> record,
            String output,
            Search search,
            long seed,
            Consumer<String> soFar) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> generating() {
        return List.of();
    }

    @Override
    public List<String> retrieving() {
        return List.of();
    }

    @Override
    public List<ColumnInfo> columns(String node) {
        throw new UnsupportedOperationException("no test does");
    }

    @Override
    public void read(Path source, RunListener listener, Consumer<DataRecord> records) {
        throw new UnsupportedOperationException("no test does");
    }

    @Override
    public Metrics<MetricResult> evaluate(Optional<Path> source, RunListener listener) {
        sora.fail();
        return FakeSora.scores();
    }

    @Override
    public void close() {}
}
