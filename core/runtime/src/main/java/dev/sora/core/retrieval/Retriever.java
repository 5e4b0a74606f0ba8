// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.retrieval;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.data.MemoryBound;
import dev.sora.core.data.SplitRecords;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.data.encoding.HostData;
import dev.sora.core.data.encoding.PreparedData;
import dev.sora.core.data.encoding.UnknownCounts;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.Retrieval;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The output of a graph that chooses among candidates, with the inputs that are computed from
 * candidates.
 *
 * @param graph the graph
 * @param node the output
 * @param retrieval the output's way to choose
 * @param candidateInputs the names of the inputs that read a candidate's columns
 */
public record Retriever(
        FittedGraph graph, Node.Output node, Retrieval retrieval, Set<String> candidateInputs)
        implements DataProcedure {

    /**
     * Returns the graph's retriever, if one of its outputs chooses among candidates.
     *
     * @throws SoraException if there are other outputs, or if an input reads columns of both sides
     */
    static Optional<Retriever> of(FittedGraph graph) {
        for (Node.Output node : graph.plan().nodes(Node.Output.class)) {
            Optional<Retrieval> retrieval = retrieval(graph, node);
            if (retrieval.isPresent()) {
                return Optional.of(of(graph, node, retrieval.get()));
            }
        }
        return Optional.empty();
    }

    /** Returns the retrieval of an output, if it has one. */
    private static Optional<Retrieval> retrieval(FittedGraph graph, Node.Output node) {
        return PluginWork.call(
                graph.plan(),
                node.planned(),
                "reported how '%s' chooses".formatted(node.name()),
                () -> graph.outputs().get(node.name()).retrieval());
    }

    private static Retriever of(FittedGraph graph, Node.Output node, Retrieval retrieval) {
        if (graph.plan().nodes(Node.Output.class).size() > 1) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-2394",
                                    "'%s' chooses among candidates: it must be the only output"
                                            .formatted(node.name()))
                            .where(graph.plan().manifest().where(node.planned().path()))
                            .needs("one output")
                            .have(
                                    graph.plan().nodes(Node.Output.class).stream()
                                            .map(Node::name)
                                            .toList()
                                            .toString())
                            .fix("train the other outputs in a pipeline of their own"));
        }
        Set<String> own =
                PluginWork.call(
                        graph.plan(),
                        node.planned(),
                        "named the columns of the candidates of '%s'".formatted(node.name()),
                        () -> Set.copyOf(retrieval.columns()));
        Set<String> candidateInputs = new LinkedHashSet<>();
        for (Node.Input input : graph.plan().nodes(Node.Input.class)) {
            Set<String> columns = InputColumns.of(input.planned()).keySet();
            if (columns.stream().anyMatch(own::contains)) {
                if (!own.containsAll(columns)) {
                    throw mixed(graph, input, columns, own);
                }
                candidateInputs.add(input.name());
            }
        }
        return new Retriever(graph, node, retrieval, candidateInputs);
    }

    private static SoraException mixed(
            FittedGraph graph, Node.Input input, Set<String> columns, Set<String> own) {
        return new SoraException(
                Problem.of(
                                "SORA-2395",
                                "'%s' reads columns of the candidates and of the questions"
                                        .formatted(input.name()))
                        .where(graph.plan().manifest().where(input.planned().path()))
                        .needs("columns of one side; the candidates' are " + new TreeSet<>(own))
                        .have(columns.toString())
                        .fix("split it into two inputs"));
    }

    /** Calls the retrieval, which belongs to a plugin. */
    <R> R call(String what, Function<Retrieval, R> action) {
        return PluginWork.call(
                graph.plan(),
                node.planned(),
                what + " '" + node.name() + "'",
                () -> action.apply(retrieval));
    }

    /** Returns how the output is measured, in a sentence, if the plugin states it. */
    public Optional<String> protocol() {
        return call("described the protocol of", Retrieval::protocol);
    }

    /** The name of a baseline, and its order of candidates, in a sentence. */
    public record NamedBaseline(String name, String meaning) {

        /** Checks that both are present. */
        public NamedBaseline {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(meaning, "meaning");
        }
    }

    /** Returns the baseline of the output, if the plugin states it. */
    public Optional<NamedBaseline> baseline() {
        return call(
                "named the baseline of",
                r -> r.baseline().map(b -> new NamedBaseline(b.name(), b.meaning())));
    }

    /** Returns the retriever that evaluates records: the plugin may choose other candidates. */
    public Retriever evaluating(Records records) {
        Retrieval other =
                call("chose the candidates of an evaluation of", r -> r.evaluating(records));
        return other == retrieval ? this : new Retriever(graph, node, other, candidateInputs);
    }

    /** Returns the question of a record in a prediction. */
    public Retrieval.Question question(DataRecord record) {
        return call("asked for", r -> r.question(record));
    }

    /** Decodes the answer to a question. */
    public Map<String, Object> decode(Retrieval.Question question, float[] scores) {
        return call("decoded the predictions of", r -> r.decode(question, scores));
    }

    /** Returns every candidate, in the order of their numbers. */
    List<DataRecord> catalogue() {
        return call("listed the candidates of", Retrieval::catalogue);
    }

    /** Encodes the candidates and copies them to the device. */
    Map<String, NDList> uploadCandidates(NDManager manager) {
        return new Encoder(graph)
                .encodeInputs(catalogue(), candidateInputs)
                .upload(manager)
                .inputs();
    }

    /**
     * Checks records that will be measured, so that broken ones are found before the training.
     *
     * @param unknown counts values that are unknown from training
     * @return the number of valid records
     * @throws dev.sora.problem.RecordException if a record is broken and may not be left out
     * @throws DataException if no record is valid, or none asks a question
     */
    private int check(SplitRecords records, UnknownCounts unknown) {
        new Encoder(graph, unknown).tryOut(records, recordInputs());
        AtomicLong asked = new AtomicLong();
        evaluating(records)
                .call(
                        "asked the questions of",
                        r -> {
                            r.questions(records, question -> asked.incrementAndGet());
                            return records;
                        });
        int left = Math.toIntExact(records.count());
        if (asked.get() == 0) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4012",
                                    "none of the records to evaluate '%s' has a question"
                                            .formatted(node.name()))
                            .where(graph.plan().manifest().where(node.planned().path()))
                            .needs(protocol().orElse("at least one question"))
                            .have("%d records, no question".formatted(left))
                            .fix("measure with records that are not in the training data"));
        }
        return left;
    }

    @Override
    public Optional<Retriever> retriever() {
        return Optional.of(this);
    }

    @Override
    public Minibatches minibatches(EncodedData data, NDManager manager) {
        return new PairedBatches(this, data, manager);
    }

    /** Returns false: a question is encoded with its candidates when it is answered. */
    @Override
    public boolean encodesMeasured() {
        return false;
    }

    @Override
    public PreparedData encode(SplitRecords records, MemoryBound memory, UnknownCounts unknown) {
        return new HostData(check(records, unknown), Map.of(), Map.of());
    }

    /** Returns the names of the inputs that are computed from the record that asks. */
    @Override
    public Set<String> recordInputs() {
        Set<String> names = new LinkedHashSet<>();
        graph.plan().nodes(Node.Input.class).forEach(input -> names.add(input.name()));
        names.removeAll(candidateInputs);
        return names;
    }

    /**
     * Returns the nodes that are computed from the record that asks alone: a minibatch has no more
     * of those than records, while all other nodes see a candidate for each pair.
     */
    @Override
    public List<Node> recordNodes() {
        Set<String> paired = new HashSet<>(candidateInputs);
        List<Node> own = new ArrayList<>();
        for (Node node : graph.plan().nodes()) {
            if (node.from().stream().anyMatch(source -> paired.contains(source.node()))) {
                paired.add(node.name());
            }
            if (!paired.contains(node.name())) {
                own.add(node);
            }
        }
        return own;
    }
}
