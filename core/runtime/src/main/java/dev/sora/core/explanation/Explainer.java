// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDManager;
import dev.sora.core.Explanation;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.Explanation.OfOutput;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.explanation.shares.Game;
import dev.sora.core.explanation.shares.ShapleyValues;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.io.TensorData;
import dev.sora.core.plan.Node;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.prediction.OutputDecoder;
import dev.sora.core.score.AnswerScores;
import dev.sora.data.DataRecord;
import dev.sora.particle.AnswerUnit;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
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
     * @param means the means that the package holds, see {@link
     *     dev.sora.core.means.ActivationMeans}; may be empty
     */
    public Explainer(FittedGraph graph, DeviceModel device, Map<String, TensorData> means) {
        this.graph = graph;
        this.device = device;
        this.baselines = Baselines.of(means);
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
        List<Node.Output> outputs = outputs(options.outputs());
        return device.predict(
                PASSES,
                manager -> {
                    RecordViews views =
                            new RecordViews(graph, device, encoder, record, outputs, manager);
                    List<String> unscored = new ArrayList<>();
                    Map<String, OfOutput> explained = new LinkedHashMap<>();
                    for (Node.Output output : scored(outputs, views, options, unscored)) {
                        explained.put(
                                output.name(),
                                explain(
                                        views.of(output),
                                        record,
                                        nodes,
                                        options,
                                        new ArrayList<>(unscored),
                                        manager));
                    }
                    return new Explanation(record.origin(), number, explained);
                });
    }

    /**
     * Returns the outputs of the options whose answers have scores. Others are left out, unless
     * they are named.
     *
     * @param record any record
     * @param unscored receives a sentence about each output that is left out
     * @throws SoraException if one is named, or none remains
     */
    List<Node.Output> scored(DataRecord record, ExplanationOptions options, List<String> unscored) {
        List<Node.Output> outputs = outputs(options.outputs());
        return device.predict(
                1,
                manager ->
                        scored(
                                outputs,
                                new RecordViews(graph, device, encoder, record, outputs, manager),
                                options,
                                unscored));
    }

    /**
     * Returns the outputs whose answers have scores. Others are left out, unless they are named.
     *
     * @param unscored receives a sentence about each output that is left out
     * @throws SoraException if one is named, or none remains
     */
    private List<Node.Output> scored(
            List<Node.Output> outputs,
            RecordViews views,
            ExplanationOptions options,
            List<String> unscored) {
        List<Node.Output> scored = new ArrayList<>();
        for (Node.Output output : outputs) {
            Signal answered = views.of(output).get(0).answered();
            if (new AnswerScores(graph, output).of(answered, answered).isPresent()) {
                scored.add(output);
            } else if (options.outputs().isEmpty()) {
                unscored.add(
                        "'%s' is not explained: its answers have no single score"
                                .formatted(output.name()));
            } else {
                throw new AnswerScores(graph, output).refused();
            }
        }
        if (scored.isEmpty()) {
            throw new AnswerScores(graph, outputs.get(0)).refused();
        }
        return scored;
    }

    /**
     * Returns the outputs of some names; all if there are none.
     *
     * @throws SoraException if there is no such output
     */
    public List<Node.Output> outputs(List<String> names) {
        List<Node.Output> all = graph.plan().nodes(Node.Output.class);
        for (String name : names) {
            if (all.stream().noneMatch(output -> output.name().equals(name))) {
                throw new SoraException(
                        Problem.of("SORA-4935", "the model has no output '%s'".formatted(name))
                                .have(String.join(", ", all.stream().map(Node::name).toList()))
                                .fix("name one of these, or none for all of them"));
            }
        }
        return names.isEmpty() ? all : all.stream().filter(o -> names.contains(o.name())).toList();
    }

    /**
     * Explains the answer of an output.
     *
     * @param views the answer, with the values of each view of the record
     */
    private OfOutput explain(
            List<AnsweredRecord> views,
            DataRecord record,
            List<NamedNode> nodes,
            ExplanationOptions options,
            List<String> notes,
            NDManager manager) {
        AnsweredRecord answered = views.get(0);
        Node.Output output = answered.output();
        Lineup lineup = new Lineup(graph, output);
        List<Player> players = nodes.isEmpty() ? lineup.nearest(notes) : lineup.named(nodes);
        Set<String> replaced = new LinkedHashSet<>();
        players.forEach(player -> replaced.add(player.node().name()));
        Baselines absent = baselines(options);
        Set<String> missing = new LinkedHashSet<>();
        List<ParticleShares> games =
                views.stream()
                        .map(view -> view.scoring(replaced))
                        .map(view -> new ParticleShares(view, players, absent, manager, missing))
                        .toList();
        ShapleyValues raw =
                ShapleyValues.of(players.size(), Game.mean(games), options.seed())
                        .orElseThrow(() -> lineup.tooMuch(players));
        AnswerUnit unit = new AnswerScores(graph, output).unit();
        ShapleyValues found = raw.in(unit);
        if (raw.isCoarse()) {
            notes.add(
                    "the scores are rounded to %.3g, which is not small beside the shares"
                            .formatted(raw.resolution() * Math.abs(unit.scale())));
        }
        if (!missing.isEmpty()) {
            notes.add(
                    "the package has no means of %s: what is absent is zero there"
                            .formatted(names(missing)));
        }
        if (views.size() > 1) {
            notes.add(
                    "an input has several views of a record, whose predictions are averaged: so are"
                            + " shares; inputs are explained in the first view");
        }
        Optional<Map<String, Object>> answer = answer(answered, record, notes);
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
            case GRAD_CAM ->
                    new HeatMapInput(answered, device.engine(), encoder).explain(record, manager);
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

    /** Returns the decoded answer; empty if it chooses among candidates, or abstains. */
    private Optional<Map<String, Object>> answer(
            AnsweredRecord answered, DataRecord record, List<String> notes) {
        Node.Output output = answered.output();
        if (graph.outputs().get(output.name()).retrieval().isPresent()) {
            return Optional.empty();
        }
        Map<String, Object> decoded =
                decoder.decode(Map.of(output.name(), answered.answered()), List.of(record))
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
