// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDManager;
import com.google.inject.Inject;
import dev.sora.core.data.Encoder;
import dev.sora.core.data.RecordList;
import dev.sora.core.data.SourceReader;
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
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.source.DataSourceType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
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
            Optional<Part> validation,
            Optional<Part> test,
            List<DataRecord> shown,
            Map<String, List<Path>> files) {}

    /**
     * A part that predictions are measured on.
     *
     * @param data the records encoded; without columns where the output chooses among candidates
     * @param records the records
     */
    public record Part(Encoder.HostData data, Records records) {

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
        List<DataRecord> train = new ArrayList<>(read("train", plan.data().train(), files));
        List<DataRecord> validation = read("validation", plan.data().validation(), files);
        List<DataRecord> test = read("test", plan.data().test(), files);
        if (validation.isEmpty() && plan.data().validationFraction() > 0) {
            validation = holdOut(train);
        }
        phases.start("fit");
        FittedGraph graph = fit(train);
        phases.start("encode");
        Encoder encoder = new Encoder(graph);
        Encoder.HostData encoded = encode("train", encoder, train).orElseThrow();
        boolean asked = Retriever.of(graph).isPresent();
        Optional<Part> encodedValidation = part("validation", asked, encoder, validation);
        Optional<Part> encodedTest = part("test", asked, encoder, test);
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

    /** Takes a random part out of the training records; the order of both is kept. */
    private List<DataRecord> holdOut(List<DataRecord> train) {
        int wanted = (int) Math.round(train.size() * plan.data().validationFraction());
        if (wanted < 1 || wanted >= train.size()) {
            throw new DataException(
                    Problem.of("SORA-4003", "too few records for a validation part")
                            .where(plan.manifest().where("data.validation"))
                            .needs("at least 1 record on both sides")
                            .have(
                                    "%d records, of which a fraction of %s is %d"
                                            .formatted(
                                                    train.size(),
                                                    plan.data().validationFraction(),
                                                    wanted))
                            .fix("change data.validation.fraction, or give more data"));
        }
        boolean[] held = new boolean[train.size()];
        SplittableRandom random = new SplittableRandom(plan.seed() ^ 0x5011dL);
        for (int left = wanted, i = 0; i < held.length; i++) {
            // selection sampling (Fan, Muller and Rezucha, 1962): exactly the wanted number
            if (random.nextInt(held.length - i) < left) {
                held[i] = true;
                left--;
            }
        }
        List<DataRecord> kept = new ArrayList<>(train.size() - wanted);
        List<DataRecord> validation = new ArrayList<>(wanted);
        for (int i = 0; i < held.length; i++) {
            (held[i] ? validation : kept).add(train.get(i));
        }
        train.clear();
        train.addAll(kept);
        return validation;
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

    private Optional<Part> part(
            String part, boolean asked, Encoder encoder, List<DataRecord> records) {
        if (records.isEmpty()) {
            return Optional.empty();
        }
        Encoder.HostData data =
                asked
                        ? new Encoder.HostData(records.size(), Map.of(), Map.of())
                        : encode(part, encoder, records).orElseThrow();
        return Optional.of(new Part(data, new RecordList(records)));
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
