// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.step;

import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Tensors;
import dev.sora.core.graph.Value;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.PlannedProcedure;
import dev.sora.engine.Engine;
import dev.sora.particle.ParameterSpec;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model that the procedure of a training asks, on the device. It computes as in evaluation, from
 * the signals of the inputs of the graph that is trained.
 */
public final class AskedModel {

    private final Network network;
    private final Weights weights;
    private final Subgraph subgraph;
    private final String node;

    private AskedModel(Network network, Weights weights, Subgraph subgraph, String node) {
        this.network = network;
        this.weights = weights;
        this.subgraph = subgraph;
        this.node = node;
    }

    /**
     * Uploads a model.
     *
     * @param trained the graph whose inputs it reads
     * @throws SoraException if it reads other inputs, or means something else than the output that
     *     it is to be like
     */
    public static AskedModel of(
            PlannedProcedure.AskedModel asked,
            ModelGraph model,
            FittedGraph trained,
            Engine engine,
            NDManager manager) {
        FittedGraph graph = model.graph();
        String where = model.file().toString();
        List<String> names = graph.plan().nodes().stream().map(Node::name).toList();
        if (!names.contains(asked.node())) {
            throw refused(
                    "the model has no node '%s'".formatted(asked.node()),
                    where,
                    "a node of " + String.join(", ", names),
                    asked.node(),
                    "name the output of the model");
        }
        checkMeaning(asked, graph, trained, where);
        ParameterLayout layout = new ParameterLayout(graph);
        Weights weights =
                Weights.of(layout, Tensors.checked(model.weights(), layout, where), manager);
        weights.keepViews(engine);
        Network network = new Network(graph, engine, manager);
        Set<String> inputs = network.subgraph(List.of(asked.node()), List.of()).inputs();
        for (String input : inputs) {
            checkInput(input, graph, trained, where);
        }
        return new AskedModel(
                network, weights, network.subgraph(List.of(asked.node()), inputs), asked.node());
    }

    private static void checkInput(
            String input, FittedGraph graph, FittedGraph trained, String where) {
        Node there = node(graph, input);
        Node here =
                trained.plan().nodes(Node.Input.class).stream()
                        .filter(node -> node.name().equals(input))
                        .findFirst()
                        .orElse(null);
        String fix =
                "take the input from the package: 'inputs: {%s: {package: %s}}'"
                        .formatted(input, where);
        if (here == null) {
            throw refused(
                    "the model reads the input '%s', which the manifest lacks".formatted(input),
                    where,
                    "an input '%s' of type %s".formatted(input, there.planned().qualifiedName()),
                    String.join(
                            ", ",
                            trained.plan().nodes(Node.Input.class).stream()
                                    .map(Node::name)
                                    .toList()),
                    fix);
        }
        boolean same =
                here.planned().qualifiedName().equals(there.planned().qualifiedName())
                        && graph.signal(there).equals(trained.signal(here))
                        && graph.inputs()
                                .get(input)
                                .state()
                                .equals(trained.inputs().get(input).state());
        if (!same) {
            throw refused(
                    "the input '%s' prepares its values differently than in the model"
                            .formatted(input),
                    where,
                    "%s %s that learned the same"
                            .formatted(there.planned().qualifiedName(), graph.signal(there)),
                    "%s %s".formatted(here.planned().qualifiedName(), trained.signal(here)),
                    fix);
        }
    }

    /** Checks that the asked node means the same as an output: its shape, and its classes. */
    private static void checkMeaning(
            PlannedProcedure.AskedModel asked,
            FittedGraph graph,
            FittedGraph trained,
            String where) {
        Node there = node(graph, asked.node());
        Node here = node(trained, asked.like());
        List<List<String>> rowsThere = rows(graph, there);
        List<List<String>> rowsHere = rows(trained, here);
        if (!graph.signal(there).equals(trained.signal(here))) {
            throw refused(
                    "'%s' of the model predicts another form than '%s'"
                            .formatted(there.name(), here.name()),
                    where,
                    graph.signal(there).toString(),
                    trained.signal(here).toString(),
                    "name another output of the model, or train both on the same classes");
        }
        if (!rowsThere.equals(rowsHere)) {
            throw refused(
                    "'%s' of the model has other classes than '%s'"
                            .formatted(there.name(), here.name()),
                    where,
                    rowsThere.toString(),
                    rowsHere.toString(),
                    "name the classes of both in the same order, with the setting 'classes'");
        }
    }

    /** Returns what the rows of the weights of a node stand for. */
    private static List<List<String>> rows(FittedGraph graph, Node node) {
        return graph.parameters(node).stream()
                .map(ParameterSpec::rows)
                .filter(rows -> !rows.isEmpty())
                .toList();
    }

    private static Node node(FittedGraph graph, String name) {
        return graph.plan().nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static SoraException refused(
            String what, String where, String needs, String have, String fix) {
        return new SoraException(
                Problem.of("SORA-2218", what).where(where).needs(needs).have(have).fix(fix));
    }

    /** Returns the inputs that it reads. */
    Set<String> inputs() {
        return subgraph.given();
    }

    /** Computes the asked node. */
    Signal ask(Map<String, Value> inputs, NDManager manager) {
        Map<String, Value> given = new LinkedHashMap<>(inputs);
        given.keySet().retainAll(subgraph.given());
        Feed feed = Feed.inference(Map.of(), weights.views(manager), Moment.evaluation(0), manager);
        return network.compute(subgraph, given, feed).get(node).member(0);
    }
}
