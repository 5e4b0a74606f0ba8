// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Node;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The score of the answer that an output gives to one record, while the values of some nodes are
 * replaced. For one thread.
 */
final class Scoring {

    private final Network network;
    private final Weights weights;
    private final Node.Output output;
    private final Map<String, Value> values;
    private final Signal answered;
    private final Path path;
    private final Subgraph above;

    /**
     * Creates a scoring.
     *
     * @param values the values of all nodes that the output depends on, for the record
     * @param replaced the nodes whose values are replaced
     */
    Scoring(
            Network network,
            Weights weights,
            Node.Output output,
            Map<String, Value> values,
            Set<String> replaced) {
        this.network = network;
        this.weights = weights;
        this.output = output;
        this.values = values;
        this.answered = values.get(output.name()).member(0);
        this.path = Path.of(network.graph().plan(), output, replaced);
        this.above = network.subgraph(List.of(output.name()), path.given());
    }

    FittedGraph graph() {
        return network.graph();
    }

    /** Returns the signal of a node for the record. */
    Signal signal(Node node, int member) {
        return values.get(node.name()).member(member);
    }

    /**
     * Returns the scores of the answer to the record, {@code (rows)}.
     *
     * @param replaced the members of each replaced node, with that number of rows; they belong to
     *     the manager
     * @param manager owns all that is computed
     */
    NDArray scores(Map<String, List<Signal>> replaced, int rows, NDManager manager) {
        Map<String, Value> given = new HashMap<>();
        for (String name : path.beside()) {
            List<Signal> members = new ArrayList<>();
            values.get(name)
                    .members()
                    .forEach(member -> members.add(Repeated.of(member, rows, manager)));
            given.put(name, value(name, members));
        }
        replaced.forEach((name, members) -> given.put(name, value(name, members)));
        Feed feed = Feed.inference(Map.of(), weights.views(manager), Moment.PREDICTION, manager);
        return score(network.compute(above, given, feed).get(output.name()).member(0));
    }

    /** Returns the score of the answer to the record, {@code (1)}. */
    NDArray score() {
        return score(answered);
    }

    private Value value(String node, List<Signal> members) {
        return network.computesAtOnce(node) ? Value.stacked(members) : Value.of(members);
    }

    private NDArray score(Signal prediction) {
        return PluginWork.call(
                        graph().plan(),
                        output.planned(),
                        "gave the scores of the answers of '%s'".formatted(output.name()),
                        () ->
                                graph().outputs()
                                        .get(output.name())
                                        .answerScores(prediction, answered))
                .orElseThrow(() -> refused(output));
    }

    static SoraException refused(Node.Output output) {
        return new SoraException(
                Problem.of(
                                "SORA-4931",
                                "the answers of '%s' have no single score that can be explained"
                                        .formatted(output.name()))
                        .needs("an output such as 'classification' or 'regression'")
                        .have("'%s'".formatted(output.planned().qualifiedName()))
                        .fix("name other outputs, if the model has any"));
    }
}
