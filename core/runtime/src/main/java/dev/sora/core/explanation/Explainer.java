// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDManager;
import dev.sora.core.Explanation;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.Explanation.OfOutput;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.explanation.shares.ShapleyValues;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.io.TensorData;
import dev.sora.core.plan.Node;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.prediction.OutputDecoder;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Explains the answers of an open model. Safe for any thread. */
public final class Explainer {

    /** An explanation computes about as much as the prediction of so many records. */
    private static final int PASSES = 64;

    private final FittedGraph graph;
    private final DeviceModel device;
    private final Baselines baselines;
    private final Encoder encoder;
    private final OutputDecoder decoder;

    /**
     * Creates an explainer.
     *
     * @param means the means that the package holds, see {@link ActivationMeans}; may be empty
     */
    public Explainer(FittedGraph graph, DeviceModel device, Map<String, TensorData> means) {
        this.graph = graph;
        this.device = device;
        this.baselines = new Baselines(means);
        this.encoder = new Encoder(graph);
        this.decoder = new OutputDecoder(graph);
    }

    /**
     * Explains the answer to a record.
     *
     * @param record with the columns that the inputs read
     * @param number the number of the record, counted from 1
     * @param nodes the particles that the options name
     * @throws SoraException if an output, a node or the method does not fit the model
     */
    public Explanation explain(
            DataRecord record, long number, List<NamedNode> nodes, ExplanationOptions options) {
        List<Node.Output> outputs = outputs(options);
        return device.predict(
                PASSES,
                manager -> {
                    Map<String, Value> values = values(record, outputs, manager);
                    Map<String, OfOutput> explained = new LinkedHashMap<>();
                    for (Node.Output output : outputs) {
                        explained.put(
                                output.name(),
                                explain(output, values, record, nodes, options, manager));
                    }
                    return new Explanation(record.origin(), number, explained);
                });
    }

    /** Returns the outputs that the options name. */
    List<Node.Output> outputs(ExplanationOptions options) {
        List<Node.Output> all = graph.plan().nodes(Node.Output.class);
        for (String name : options.outputs()) {
            if (all.stream().noneMatch(output -> output.name().equals(name))) {
                throw new SoraException(
                        Problem.of("SORA-4935", "the model has no output '%s'".formatted(name))
                                .have(String.join(", ", all.stream().map(Node::name).toList()))
                                .fix("name one of these, or none for all of them"));
            }
        }
        return options.outputs().isEmpty()
                ? all
                : all.stream().filter(o -> options.outputs().contains(o.name())).toList();
    }

    /** Computes all nodes that the outputs depend on, for one record. */
    private Map<String, Value> values(
            DataRecord record, List<Node.Output> outputs, NDManager manager) {
        Set<String> wanted = new LinkedHashSet<>();
        for (Node.Output output : outputs) {
            Path path = Path.of(graph.plan(), output, Set.of());
            graph.plan().nodes().stream()
                    .map(Node::name)
                    .filter(path::isBefore)
                    .forEach(wanted::add);
        }
        Subgraph all = device.network().subgraph(wanted, List.of());
        Feed feed =
                Feed.inference(
                        encoder.encodeTogether(List.of(record), all.inputs())
                                .upload(manager)
                                .inputs(),
                        device.weights().views(manager),
                        Moment.PREDICTION,
                        manager);
        return device.network().compute(all, Map.of(), feed);
    }

    private OfOutput explain(
            Node.Output output,
            Map<String, Value> values,
            DataRecord record,
            List<NamedNode> nodes,
            ExplanationOptions options,
            NDManager manager) {
        AnsweredRecord answered =
                new AnsweredRecord(device.network(), device.weights(), output, values);
        List<String> notes = new ArrayList<>();
        Lineup lineup = new Lineup(graph, output);
        List<Player> players = nodes.isEmpty() ? lineup.nearest(notes) : lineup.named(nodes);
        Set<String> replaced = new LinkedHashSet<>();
        players.forEach(player -> replaced.add(player.node().name()));
        Baselines absent = baselines(options);
        Set<String> missing = new LinkedHashSet<>();
        ShapleyValues found =
                new ParticleShares(answered.scoring(replaced), players, absent, manager, missing)
                        .shares(options.seed());
        if (!options.zeroBaseline() && !missing.isEmpty()) {
            notes.add(
                    "the package has no means of %s: what is absent is zero there"
                            .formatted(names(missing)));
        }
        if (graph.plan().nodes(Node.Input.class).stream().anyMatch(i -> i.particle().views() > 1)) {
            notes.add(
                    "an input has several views of a record, whose predictions are averaged: the"
                            + " first view is explained");
        }
        Optional<Map<String, Object>> answer = answer(output, values, record, notes);
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int i = 0; i < players.size(); i++) {
            shares.put(players.get(i).name(), found.shares()[i]);
        }
        return new OfOutput(
                answer,
                found.all(),
                found.none(),
                shares,
                inputs(answered, record, absent, options, manager, notes),
                found.method().word(),
                found.error(),
                notes);
    }

    /** Returns the values of what is absent. */
    Baselines baselines(ExplanationOptions options) {
        return options.zeroBaseline() ? Baselines.zero() : baselines;
    }

    private Map<String, OfInput> inputs(
            AnsweredRecord answered,
            DataRecord record,
            Baselines absent,
            ExplanationOptions options,
            NDManager manager,
            List<String> notes) {
        return switch (options.method()) {
            case PARTICLES -> Map.of();
            case GRAD_CAM -> gradCam(answered, record, manager);
            default ->
                    new InputExplainer(
                                    answered,
                                    record,
                                    encoder,
                                    device.engine(),
                                    absent,
                                    manager,
                                    notes)
                            .explain(options.method());
        };
    }

    private Map<String, OfInput> gradCam(
            AnsweredRecord answered, DataRecord record, NDManager manager) {
        Node.Output output = answered.output();
        Optional<String> place = GradCam.place(graph, output);
        List<Node.Input> pictures = place.map(this::pictures).orElse(List.of());
        if (pictures.size() != 1) {
            throw new SoraException(
                    Problem.of("SORA-4936", "grad-cam does not fit the model")
                            .needs(
                                    "one picture before '%s', and a node between them with rows and"
                                                    .formatted(output.name())
                                            + " columns")
                            .have(
                                    place.map(
                                                    node ->
                                                            "%d pictures before '%s'"
                                                                    .formatted(
                                                                            pictures.size(), node))
                                            .orElse("no such node"))
                            .fix("choose another method, such as integrated-gradients"));
        }
        Set<String> all = device.network().subgraph(Set.of(output.name()), Set.of()).inputs();
        Feed feed =
                Feed.inference(
                        encoder.encodeTogether(List.of(record), all).upload(manager).inputs(),
                        device.weights().views(manager),
                        Moment.PREDICTION,
                        manager);
        GradCam cam =
                GradCam.of(device.network(), device.engine(), output, place.get(), feed)
                        .orElseThrow(() -> Scoring.refused(output));
        List<Double> values = new ArrayList<>();
        for (float value : cam.values()) {
            values.add((double) Math.max(0, Finite.checked(value)));
        }
        return Map.of(
                pictures.get(0).name(),
                new OfInput(
                        ExplanationMethod.GRAD_CAM.word(),
                        place.get(),
                        List.of(),
                        List.of(cam.rows(), cam.columns()),
                        false,
                        values,
                        Optional.empty(),
                        0,
                        SeenPicture.of(answered.signal(pictures.get(0))),
                        List.of()));
    }

    /** Returns the pictures that a node depends on. */
    private List<Node.Input> pictures(String node) {
        Set<String> inputs = device.network().subgraph(Set.of(node), Set.of()).inputs();
        return graph.plan().nodes(Node.Input.class).stream()
                .filter(input -> inputs.contains(input.name()))
                .filter(
                        input -> {
                            TensorSpec values = graph.signal(input).values();
                            return values.rank() == 3 && values.dimension(1) > 1;
                        })
                .toList();
    }

    /** Returns the decoded answer; empty if it chooses among candidates, or abstains. */
    private Optional<Map<String, Object>> answer(
            Node.Output output, Map<String, Value> values, DataRecord record, List<String> notes) {
        if (graph.outputs().get(output.name()).retrieval().isPresent()) {
            return Optional.empty();
        }
        Map<String, Object> decoded =
                decoder.decode(
                                Map.of(output.name(), values.get(output.name()).member(0)),
                                List.of(record))
                        .get(0)
                        .get(output.name());
        if (Boolean.TRUE.equals(decoded.get("abstains"))) {
            notes.add("the output abstains: the score of its most probable answer is explained");
            return Optional.empty();
        }
        return Optional.of(decoded);
    }

    private static String names(Set<String> missing) {
        Set<String> nodes = new HashSet<>(missing);
        return nodes.size() > 5
                ? "%d particles".formatted(nodes.size())
                : "'" + String.join("', '", missing) + "'";
    }
}
