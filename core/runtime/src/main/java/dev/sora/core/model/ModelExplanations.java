// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import dev.sora.core.DataExplanation;
import dev.sora.core.Explanation;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Neighbours;
import dev.sora.core.PredictionOptions;
import dev.sora.core.RunListener;
import dev.sora.core.data.MemoryRecords;
import dev.sora.core.explanation.DataExplainer;
import dev.sora.core.explanation.Explainer;
import dev.sora.core.explanation.activation.ActivationSearch;
import dev.sora.core.explanation.counterfactual.Counterfactuals;
import dev.sora.core.explanation.inquiry.Inquiry;
import dev.sora.core.explanation.inquiry.NamedNode;
import dev.sora.core.explanation.neighbours.NearestRecords;
import dev.sora.core.explanation.neighbours.NodeSpace;
import dev.sora.core.explanation.neighbours.TargetValues;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.GrowingPath;
import dev.sora.core.hint.ActivatingRecords;
import dev.sora.core.hint.Counterfactual;
import dev.sora.core.io.TensorData;
import dev.sora.core.means.ActivationMeans;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.prediction.ModelPredictions;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Explains the answers of an open model to records of any origin. Safe for any thread. */
final class ModelExplanations {

    /** The greatest number of records of a data set that are explained: its first ones. */
    private static final int MOST = 5_000;

    private final Plan plan;
    private final FittedGraph graph;
    private final DeviceModel device;
    private final Explainer explainer;
    private final MemoryRecords memory;
    private final ModelPredictions predictions;

    private ModelExplanations(
            FittedGraph graph,
            DeviceModel device,
            Explainer explainer,
            ModelPredictions predictions) {
        this.plan = graph.plan();
        this.graph = graph;
        this.device = device;
        this.explainer = explainer;
        this.predictions = predictions;
        // includes the columns of candidates: the score of a pair is explained
        Set<String> generated = GrowingPath.inputsSoFar(graph);
        this.memory =
                new MemoryRecords(
                        plan.nodes(Node.Input.class).stream()
                                .filter(input -> !generated.contains(input.name()))
                                .toList(),
                        plan.data().unicode());
    }

    /**
     * Creates an instance.
     *
     * @throws dev.sora.problem.DataException if the means in the package do not fit the model
     */
    static ModelExplanations of(
            LoadedModel loaded, DeviceModel device, ModelPredictions predictions) {
        Map<String, TensorData> means = loaded.contents().means();
        ActivationMeans.check(means, loaded.graph(), loaded.file().toString());
        Explainer explainer =
                new Explainer(
                        loaded.graph(),
                        device,
                        means,
                        record ->
                                predictions
                                        .ofRecords(List.of(record), PredictionOptions.DEFAULT)
                                        .get(0)
                                        .outputs());
        return new ModelExplanations(loaded.graph(), device, explainer, predictions);
    }

    List<Explanation> of(List<? extends Map<String, ?>> records, ExplanationOptions options) {
        Inquiry inquiry = inquiry(options);
        List<Explanation> explained = new ArrayList<>(records.size());
        for (Map<String, ?> record : records) {
            long number = explained.size() + 1L;
            explained.add(explained(memory.of(record, number, List.of()), number, inquiry));
        }
        return explained;
    }

    void ofFile(
            Path input,
            ExplanationOptions options,
            RunListener listener,
            Consumer<Explanation> sink) {
        Inquiry inquiry = inquiry(options);
        long[] number = {0};
        predictions.readFile(
                input, listener, record -> sink.accept(explained(record, ++number[0], inquiry)));
    }

    /** Rounded products would leave contributions to particles that have none. */
    private Explanation explained(DataRecord record, long number, Inquiry inquiry) {
        return device.network().inFullPrecision(() -> explainer.explain(record, number, inquiry));
    }

    /**
     * Explains what particles contribute over a source.
     *
     * @param read reads the source
     */
    DataExplanation ofSource(Consumer<Consumer<DataRecord>> read, ExplanationOptions options) {
        Inquiry inquiry = inquiry(options);
        List<DataRecord> records = first(read);
        DataExplainer all = new DataExplainer(graph, device, explainer);
        return device.network().inFullPrecision(() -> all.explain(records, inquiry));
    }

    /**
     * Finds the nearest records of a source.
     *
     * @param data reads the source
     */
    void neighbours(
            Path input,
            Consumer<Consumer<DataRecord>> data,
            Neighbours.Options options,
            RunListener listener,
            Consumer<Neighbours> sink) {
        NodeSpace space =
                options.node()
                        .map(name -> NodeReference.of(plan, name))
                        .map(at -> new NodeSpace(graph, device, at.node(), at.member()))
                        .orElseGet(
                                () ->
                                        NodeSpace.before(
                                                graph,
                                                device,
                                                explainer.outputs(options.outputs())));
        new NearestRecords(space, options, new TargetValues(plan))
                .find(records -> predictions.readFile(input, listener, records), data, sink);
    }

    /**
     * Finds the records of a source that activate nodes most and least.
     *
     * @param data reads the source
     */
    ActivatingRecords activating(
            Consumer<Consumer<DataRecord>> data, ActivatingRecords.Options options) {
        return new ActivationSearch(graph, device, nodes(options.nodes()), options).find(data);
    }

    /**
     * Finds changes of records with which an output gives another answer.
     *
     * @param data reads the source whose values columns can have
     */
    void counterfactuals(
            Path input,
            Consumer<Consumer<DataRecord>> data,
            Counterfactual.Options options,
            RunListener listener,
            Consumer<Counterfactual> sink) {
        List<Node.Output> outputs = explainer.outputs(options.output().stream().toList());
        if (outputs.size() > 1) {
            throw new SoraException(
                    Problem.of("SORA-4948", "the model has several outputs")
                            .needs("the one whose answers are to be turned")
                            .have(String.join(", ", outputs.stream().map(Node::name).toList()))
                            .fix("name one of them"));
        }
        Counterfactuals found =
                new Counterfactuals(graph, device, outputs.get(0), first(data), options);
        long[] number = {0};
        predictions.readFile(input, listener, record -> sink.accept(found.of(record, ++number[0])));
    }

    private static List<DataRecord> first(Consumer<Consumer<DataRecord>> read) {
        List<DataRecord> records = new ArrayList<>();
        read.accept(
                record -> {
                    if (records.size() < MOST) {
                        records.add(record);
                    }
                });
        return records;
    }

    private Inquiry inquiry(ExplanationOptions options) {
        return new Inquiry(
                options, nodes(options.nodes()), options.reference().map(this::reference));
    }

    /**
     * Reads the record with whose answer others are compared.
     *
     * @throws DataException if the file does not have exactly one
     */
    private DataRecord reference(Path file) {
        List<DataRecord> records = new ArrayList<>();
        predictions.readFile(
                file,
                event -> {},
                record -> {
                    if (!records.isEmpty()) {
                        throw notOne(file, "several");
                    }
                    records.add(record);
                });
        if (records.isEmpty()) {
            throw notOne(file, "none");
        }
        return records.get(0);
    }

    private static DataException notOne(Path file, String have) {
        return new DataException(
                Problem.of("SORA-4964", "a reference is one record")
                        .where(file.toString())
                        .needs("a file with one record")
                        .have(have)
                        .fix("name another file"));
    }

    private List<NamedNode> nodes(List<String> names) {
        List<NamedNode> nodes = new ArrayList<>();
        for (String name : names) {
            NodeReference reference = NodeReference.of(plan, name);
            nodes.add(new NamedNode(reference.node(), reference.member()));
        }
        return nodes;
    }
}
