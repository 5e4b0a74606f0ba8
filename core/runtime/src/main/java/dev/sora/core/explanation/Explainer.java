// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDManager;
import dev.sora.core.Explanation;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.Explanation.OfOutput;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.explanation.inquiry.GeneratedAnswers;
import dev.sora.core.explanation.inquiry.Inquiry;
import dev.sora.core.explanation.inquiry.NamedNode;
import dev.sora.core.explanation.inquiry.ScoredOutputs;
import dev.sora.core.explanation.shares.Game;
import dev.sora.core.explanation.shares.ShapleyValues;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.io.TensorData;
import dev.sora.core.plan.Node;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.prediction.OutputDecoder;
import dev.sora.core.score.ScoredAnswer;
import dev.sora.data.DataRecord;
import dev.sora.particle.AnswerUnit;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Explains the answers of an open model. Safe for any thread. */
public final class Explainer {

    /** An explanation computes about as much as the prediction of so many records. */
    private static final int PASSES = 64;

    private final FittedGraph graph;
    private final DeviceModel device;
    private final Baselines baselines;
    private final Encoder encoder;
    private final OutputDecoder decoder;
    private final GeneratedAnswers generated;

    /**
     * Creates an explainer.
     *
     * @param means the means that the package holds, see {@link
     *     dev.sora.core.means.ActivationMeans}; may be empty
     * @param predict returns the decoded answers to a record, by the names of outputs
     */
    public Explainer(
            FittedGraph graph,
            DeviceModel device,
            Map<String, TensorData> means,
            Function<DataRecord, Map<String, Map<String, Object>>> predict) {
        this.graph = graph;
        this.device = device;
        this.baselines = Baselines.of(means);
        this.encoder = new Encoder(graph);
        this.decoder = new OutputDecoder(graph);
        this.generated = new GeneratedAnswers(graph, predict);
    }

    /**
     * Explains the answer to a record.
     *
     * @param record with the columns that the inputs read
     * @param number the number of the record, counted from 1
     * @throws SoraException if an output, a part, a node or the method does not fit the model
     */
    public Explanation explain(DataRecord record, long number, Inquiry inquiry) {
        ScoredOutputs scores = new ScoredOutputs(graph, inquiry.options());
        List<String> silent = new ArrayList<>();
        GeneratedAnswers.Completed completed =
                generated.complete(
                        record, scores.named(), !inquiry.options().outputs().isEmpty(), silent);
        List<Node.Output> outputs = completed.outputs();
        return device.predict(
                PASSES,
                manager -> {
                    RecordViews views = views(completed.record(), outputs, manager);
                    List<String> unscored = new ArrayList<>(silent);
                    Map<String, OfOutput> explained = new LinkedHashMap<>();
                    scored(scores, outputs, views, inquiry, unscored, manager)
                            .forEach(
                                    (output, score) ->
                                            explained.put(
                                                    output.name(),
                                                    explain(
                                                            views.of(output, score),
                                                            completed,
                                                            inquiry,
                                                            new ArrayList<>(unscored),
                                                            manager)));
                    return new Explanation(record.origin(), number, explained);
                });
    }

    /**
     * Returns the outputs of the options whose answers have scores and are measured in one pass.
     * Others are left out, unless they are named.
     *
     * @param record any record
     * @param unscored receives a sentence about each output that is left out
     * @throws SoraException if one is named, or none remains
     */
    List<Node.Output> scored(DataRecord record, Inquiry inquiry, List<String> unscored) {
        ScoredOutputs scores = new ScoredOutputs(graph, inquiry.options());
        List<Node.Output> outputs = scores.measured(unscored);
        return device.predict(
                1,
                manager ->
                        List.copyOf(
                                scored(
                                                scores,
                                                outputs,
                                                views(record, outputs, manager),
                                                inquiry,
                                                unscored,
                                                manager)
                                        .keySet()));
    }

    private Map<Node.Output, ScoredAnswer> scored(
            ScoredOutputs scores,
            List<Node.Output> outputs,
            RecordViews views,
            Inquiry inquiry,
            List<String> unscored,
            NDManager manager) {
        return scores.of(
                outputs,
                views::answered,
                inquiry.reference().map(each -> views(each, outputs, manager)::answered),
                unscored);
    }

    private RecordViews views(DataRecord record, List<Node.Output> outputs, NDManager manager) {
        return new RecordViews(graph, device, encoder, record, outputs, manager);
    }

    /**
     * Returns the outputs of some names; all if there are none.
     *
     * @throws SoraException if there is no such output
     */
    public List<Node.Output> outputs(List<String> names) {
        return new ScoredOutputs(
                        graph, ExplanationOptions.DEFAULT.outputs(names.toArray(String[]::new)))
                .named();
    }

    /**
     * Explains the answer of an output.
     *
     * @param views the answer, with the values of each view of the record
     */
    private OfOutput explain(
            List<AnsweredRecord> views,
            GeneratedAnswers.Completed record,
            Inquiry inquiry,
            List<String> notes,
            NDManager manager) {
        ExplanationOptions options = inquiry.options();
        List<NamedNode> nodes = inquiry.nodes();
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
        AnswerUnit unit = answered.score().unit();
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
                answered.score().meaning(),
                found.all(),
                found.none(),
                shares,
                inputs(answered, record.record(), absent, options, manager, notes),
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
            AnsweredRecord answered, GeneratedAnswers.Completed record, List<String> notes) {
        Node.Output output = answered.output();
        if (record.answers().containsKey(output.name())) {
            return Optional.of(record.answers().get(output.name()));
        }
        if (graph.outputs().get(output.name()).retrieval().isPresent()) {
            return Optional.empty();
        }
        Map<String, Object> decoded =
                decoder.decode(Map.of(output.name(), answered.answered()), List.of(record.record()))
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
