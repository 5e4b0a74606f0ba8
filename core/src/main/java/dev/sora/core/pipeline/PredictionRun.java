// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.inject.Inject;
import dev.sora.core.data.DeviceData;
import dev.sora.core.data.Encoder;
import dev.sora.core.data.HostData;
import dev.sora.core.data.SourceReader;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.graph.Weights;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Planned;
import dev.sora.core.retrieval.Answers;
import dev.sora.core.retrieval.Retriever;
import dev.sora.core.run.InterruptedRunException;
import dev.sora.data.DataRecord;
import dev.sora.engine.Engine;
import dev.sora.particle.Retrieval;
import dev.sora.problem.RecordException;
import dev.sora.source.DataSourceType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Predicts for the records of a data source, a batch at a time, in their order. */
public final class PredictionRun {

    private final Plan plan;
    private final Supplier<Engine> engine;

    @Inject
    PredictionRun(Plan plan, Supplier<Engine> engine) {
        this.plan = plan;
        this.engine = engine;
    }

    /**
     * Predicts for every record.
     *
     * @param skipBroken whether a broken record gets a map with {@code error}; otherwise the first
     *     one ends it
     * @param predictions receives one map a record: {@code record}, and what the output decodes, or
     *     with several outputs one map under each output's name
     */
    public void predict(
            LoadedModel model,
            Planned<DataSourceType> source,
            boolean skipBroken,
            Consumer<Map<String, Object>> predictions) {
        ParameterLayout layout = new ParameterLayout(model.graph());
        try (PluginScope scope = new PluginScope(plan.engine().plugin().loader());
                NDManager manager = engine.get().newManager()) {
            Weights weights =
                    Weights.of(
                            layout,
                            Tensors.checked(
                                    model.contents().weights(), layout, model.file().toString()),
                            manager);
            Optional<Retriever> retriever = Retriever.of(model.graph());
            if (retriever.isPresent()) {
                answer(retriever.get(), model, weights, source, skipBroken, predictions, manager);
                return;
            }
            Batcher batcher = new Batcher(model, weights, manager, skipBroken, predictions);
            List<Path> files = SourceReader.forEach(source, batcher::add, batcher::broken);
            batcher.flush();
            if (!batcher.any) {
                throw SourceReader.noRecords(source, files);
            }
        }
    }

    /** Chooses among the candidates for every record. */
    private static void answer(
            Retriever retriever,
            LoadedModel model,
            Weights weights,
            Planned<DataSourceType> source,
            boolean skipBroken,
            Consumer<Map<String, Object>> predictions,
            NDManager manager) {
        AtomicLong asked = new AtomicLong();
        try (Answers answers =
                new Answers(
                        retriever,
                        new Network(model.graph()),
                        weights,
                        manager,
                        (question, scores) -> {
                            Map<String, Object> line = PredictionLine.place(question.record());
                            line.putAll(retriever.decode(question, scores));
                            predictions.accept(line);
                        },
                        (question, thrown) ->
                                predictions.accept(
                                        PredictionLine.broken(
                                                skipBroken,
                                                PredictionLine.place(question.record()),
                                                thrown)))) {
            List<Path> files =
                    SourceReader.forEach(
                            source,
                            (position, record) -> {
                                asked.incrementAndGet();
                                Retrieval.Question question;
                                try {
                                    question = retriever.question(record);
                                } catch (RecordException e) {
                                    answers.answer();
                                    predictions.accept(
                                            PredictionLine.broken(
                                                    skipBroken, PredictionLine.place(record), e));
                                    return true;
                                }
                                answers.ask(question);
                                return true;
                            },
                            (position, thrown) -> {
                                asked.incrementAndGet();
                                answers.answer();
                                predictions.accept(
                                        PredictionLine.broken(
                                                skipBroken, PredictionLine.place(thrown), thrown));
                            });
            answers.answer();
            if (asked.get() == 0) {
                throw SourceReader.noRecords(source, files);
            }
        }
    }

    /** Gathers records until they are worth a pass. */
    private final class Batcher {

        private final LoadedModel model;
        private final Network network;
        private final Encoder encoder;
        private final Weights weights;
        private final NDManager manager;
        private final boolean skipBroken;
        private final Consumer<Map<String, Object>> predictions;
        private final List<DataRecord> waiting = new ArrayList<>();
        private boolean any;

        Batcher(
                LoadedModel model,
                Weights weights,
                NDManager manager,
                boolean skipBroken,
                Consumer<Map<String, Object>> predictions) {
            this.model = model;
            this.network = new Network(model.graph());
            this.encoder = new Encoder(model.graph());
            this.weights = weights;
            this.manager = manager;
            this.skipBroken = skipBroken;
            this.predictions = predictions;
        }

        boolean add(long position, DataRecord record) {
            any = true;
            waiting.add(record);
            if (waiting.size() >= plan.training().evaluationBatchSize()) {
                flush();
            }
            return true;
        }

        void broken(long position, RecordException thrown) {
            any = true;
            flush();
            predictions.accept(
                    PredictionLine.broken(skipBroken, PredictionLine.place(thrown), thrown));
        }

        void flush() {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedRunException("stopped while predicting");
            }
            if (waiting.isEmpty()) {
                return;
            }
            SortedMap<Integer, RecordException> broken = new TreeMap<>();
            List<DataRecord> sound = new ArrayList<>();
            HostData encoded = encoded(sound, broken);
            List<Map<String, Object>> lines =
                    sound.isEmpty() ? List.of() : predicted(sound, encoded);
            for (int i = 0, at = 0; i < waiting.size(); i++) {
                predictions.accept(
                        broken.containsKey(i)
                                ? PredictionLine.broken(
                                        skipBroken,
                                        PredictionLine.place(waiting.get(i)),
                                        broken.get(i))
                                : lines.get(at++));
            }
            waiting.clear();
        }

        /** Encodes what waits, without the records that are broken if they may be left out. */
        private HostData encoded(
                List<DataRecord> sound, SortedMap<Integer, RecordException> broken) {
            try {
                HostData encoded = encoder.encode(waiting, false);
                sound.addAll(waiting);
                return encoded;
            } catch (RecordException e) {
                if (!skipBroken) {
                    throw e;
                }
            }
            broken.putAll(encoder.broken(waiting, false));
            for (int i = 0; i < waiting.size(); i++) {
                if (!broken.containsKey(i)) {
                    sound.add(waiting.get(i));
                }
            }
            return encoder.encode(sound, false);
        }

        private List<Map<String, Object>> predicted(List<DataRecord> records, HostData encoded) {
            try (NDManager batchManager = manager.newSubManager()) {
                DeviceData batch = encoded.upload(batchManager);
                // what is made from views of the weights is freed with the batch, as they are
                NDArray flat = weights.trained().stopGradient();
                flat.attach(batchManager);
                Map<String, NDList> raw =
                        network.forward(
                                batch.inputs(), Map.of(), weights.views(flat), false, batchManager);
                Map<String, List<Map<String, Object>>> decoded = new LinkedHashMap<>();
                for (Node.Output output : plan.nodes(Node.Output.class)) {
                    decoded.put(output.name(), decode(output, raw.get(output.name())));
                }
                List<Map<String, Object>> lines = new ArrayList<>();
                for (int i = 0; i < records.size(); i++) {
                    lines.add(line(records.get(i), decoded, i));
                }
                return lines;
            }
        }

        private List<Map<String, Object>> decode(Node.Output output, NDList prediction) {
            return PluginWork.call(
                    plan,
                    output.planned(),
                    "decoded the predictions of '%s'".formatted(output.name()),
                    () -> model.graph().outputs().get(output.name()).decode(prediction));
        }

        private static Map<String, Object> line(
                DataRecord record, Map<String, List<Map<String, Object>>> decoded, int index) {
            Map<String, Object> line = PredictionLine.place(record);
            if (decoded.size() == 1) {
                line.putAll(decoded.values().iterator().next().get(index));
            } else {
                decoded.forEach((name, values) -> line.put(name, values.get(index)));
            }
            return line;
        }
    }
}
