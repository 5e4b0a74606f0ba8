// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.plan.Node;
import dev.sora.core.score.RowWork;
import dev.sora.particle.AnswerUnit;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The score of the answer that an output gives to one record, while the values of some nodes are
 * replaced. Scores are in the {@link #unit} of the output. For one thread.
 */
final class Scoring {

    private final AnsweredRecord record;
    private final Network network;
    private final Path path;
    private final Subgraph above;

    /**
     * Creates a scoring.
     *
     * @param replaced the nodes whose values are replaced
     */
    Scoring(AnsweredRecord record, Set<String> replaced) {
        this.record = record;
        this.network = record.network();
        this.path = Path.of(network.graph().plan(), record.output(), replaced);
        this.above = network.subgraph(List.of(record.output().name()), path.given());
    }

    FittedGraph graph() {
        return network.graph();
    }

    /** Returns how the scores of users follow from those here. */
    AnswerUnit unit() {
        return record.score().unit();
    }

    /** Returns the memory and the work of one row. */
    RowWork rowWork() {
        return RowWork.of(graph(), record.values(), path.given(), path.computed());
    }

    /** Returns the signal of a node for the record. */
    Signal signal(Node node, int member) {
        return record.values().get(node.name()).member(member);
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
            record.values()
                    .get(name)
                    .members()
                    .forEach(member -> members.add(Repeated.of(member, rows, manager)));
            given.put(name, value(name, members));
        }
        replaced.forEach((name, members) -> given.put(name, value(name, members)));
        Feed feed =
                Feed.inference(
                        Map.of(), record.weights().views(manager), Moment.PREDICTION, manager);
        String output = record.output().name();
        return record.score().of(network.compute(above, given, feed).get(output).member(0));
    }

    /** Returns the score of the answer to the record in its view, {@code (1)}. */
    NDArray score() {
        return record.score().of(record.signal(record.output()));
    }

    private Value value(String node, List<Signal> members) {
        return network.computesAtOnce(node) ? Value.stacked(members) : Value.of(members);
    }
}
