// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDManager;
import com.google.inject.Inject;
import dev.sora.core.data.Encoder;
import dev.sora.core.data.Part;
import dev.sora.core.data.RecordList;
import dev.sora.core.data.SourceReader;
import dev.sora.core.data.SplitData;
import dev.sora.core.evaluation.EvaluationPart;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Planned;
import dev.sora.core.retrieval.Retriever;
import dev.sora.core.run.Phases;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.FittedOutput;
import dev.sora.source.DataSourceType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the data of a training, fits the particles that need it, and encodes it, once. */
public final class DataPreparation {

    private final Plan plan;
    private final RunListener listener;

    @Inject
    DataPreparation(Plan plan, RunListener listener) {
        this.plan = plan;
        this.listener = listener;
    }

    /**
     * The data of a training, on the host.
     *
     * @param graph the graph with fitted inputs and outputs
     * @param train the training data
     * @param validation the validation data
     * @param test the test data
     * @param shown the records of the test data, or of the validation data if there is none, for
     *     the report
     * @param files the files that were read, by part
     */
    public record Prepared(
            FittedGraph graph,
            Encoder.HostData train,
            Optional<Measured> validation,
            Optional<Measured> test,
            List<DataRecord> shown,
            Map<String, List<Path>> files) {}

    /**
     * A part that predictions are measured on.
     *
     * @param data the records encoded; without columns where the output chooses among candidates
     * @param records the records
     */
    public record Measured(Encoder.HostData data, Records records) {

        /** Returns the number of records. */
        public int size() {
            return data.size();
        }

        /** Copies the data to the device. */
        public EvaluationPart upload(NDManager manager) {
            return new EvaluationPart(data.upload(manager), records);
        }
    }

    /** Reads, fits and encodes. */
    public Prepared prepare() {
        Phases phases = new Phases(listener);
        Map<String, List<Path>> files = new LinkedHashMap<>();
        phases.start("read");
        SplitData parts = SplitData.of(plan, read("train", plan.data().train(), files));
        List<DataRecord> train = parts.of(Part.TRAIN);
        List<DataRecord> validation =
                plan.data().validationSplit().isPresent()
                        ? parts.of(Part.VALIDATION)
                        : read("validation", plan.data().validation(), files);
        List<DataRecord> test =
                plan.data().testSplit().isPresent()
                        ? parts.of(Part.TEST)
                        : read("test", plan.data().test(), files);
        phases.start("fit");
        FittedGraph graph = fit(train);
        phases.start("encode");
        Encoder encoder = new Encoder(graph);
        Encoder.HostData encoded = encode("train", encoder, train).orElseThrow();
        boolean asked = Retriever.of(graph).isPresent();
        Optional<Measured> encodedValidation = part("validation", asked, encoder, validation);
        Optional<Measured> encodedTest = part("test", asked, encoder, test);
        phases.end();
        return new Prepared(
                graph,
                encoded,
                encodedValidation,
                encodedTest,
                test.isEmpty() ? validation : test,
                files);
    }

    private static List<DataRecord> read(
            String part, Optional<Planned<DataSourceType>> source, Map<String, List<Path>> files) {
        if (source.isEmpty()) {
            return List.of();
        }
        SourceReader.Read read = SourceReader.read(source.get());
        files.put(part, read.files());
        return read.records();
    }

    private FittedGraph fit(List<DataRecord> train) {
        RecordList records = new RecordList(train);
        Map<String, FittedInput> inputs = new LinkedHashMap<>();
        Map<String, FittedOutput> outputs = new LinkedHashMap<>();
        for (Node node : plan.nodes()) {
            try (PluginScope scope = new PluginScope(node.planned().plugin().loader())) {
                if (node instanceof Node.Input input) {
                    inputs.put(input.name(), fitted(node, () -> input.particle().fit(records)));
                } else if (node instanceof Node.Output output) {
                    outputs.put(output.name(), fitted(node, () -> output.particle().fit(records)));
                }
            }
        }
        return FittedGraph.of(plan, inputs, outputs);
    }

    private <R> R fitted(Node node, Supplier<R> fit) {
        return PluginWork.call(
                plan, node.planned(), "fitted '%s' to the data".formatted(node.name()), fit);
    }

    private Optional<Measured> part(
            String part, boolean asked, Encoder encoder, List<DataRecord> records) {
        if (records.isEmpty()) {
            return Optional.empty();
        }
        Encoder.HostData data =
                asked
                        ? new Encoder.HostData(records.size(), Map.of(), Map.of())
                        : encode(part, encoder, records).orElseThrow();
        return Optional.of(new Measured(data, new RecordList(records)));
    }

    private Optional<Encoder.HostData> encode(
            String part, Encoder encoder, List<DataRecord> records) {
        if (records.isEmpty()) {
            return Optional.empty();
        }
        listener.on(new RunEvent.Encoding(part, records.size()));
        Encoder.HostData encoded = encoder.encode(records, true);
        listener.on(new RunEvent.Encoded(part, records.size()));
        return Optional.of(encoded);
    }
}
