// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDManager;
import dev.sora.core.ColumnEffects;
import dev.sora.core.DataExplanation;
import dev.sora.core.DataExplanation.OfOutput;
import dev.sora.core.DataExplanation.OfParticle;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.explanation.columns.ColumnExplainer;
import dev.sora.core.explanation.columns.NoRecords;
import dev.sora.core.explanation.columns.PermutedColumns;
import dev.sora.core.explanation.inquiry.Inquiry;
import dev.sora.core.explanation.inquiry.NamedNode;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.data.DataRecord;
import dev.sora.metric.MetricResult;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Explains what particles contribute over a data set, and what columns do. */
public final class DataExplainer {

    /** The number of records whose shares are computed. */
    private static final int EXPLAINED = 200;

    private final FittedGraph graph;
    private final DeviceModel device;
    private final Explainer explainer;

    public DataExplainer(FittedGraph graph, DeviceModel device, Explainer explainer) {
        this.graph = graph;
        this.device = device;
        this.explainer = explainer;
    }

    /**
     * Explains some records.
     *
     * @param records with their targets
     * @throws SoraException if an output or a node does not fit, or the model chooses among
     *     candidates
     */
    public DataExplanation explain(List<DataRecord> records, Inquiry inquiry) {
        if (records.isEmpty()) {
            throw NoRecords.refused();
        }
        if (DataProcedure.of(graph).retriever().isPresent()) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-4939",
                                    "a model that chooses among candidates has no view over data")
                            .fix("explain pairs of a record and a candidate, with --input"));
        }
        Map<String, OfOutput> outputs = new LinkedHashMap<>();
        try (NDManager manager = device.newManager()) {
            EncodedData data = new Encoder(graph).encode(records, true).upload(manager);
            List<String> unscored = new ArrayList<>();
            for (Node.Output output : explainer.scored(records.get(0), inquiry, unscored)) {
                List<String> notes = new ArrayList<>(unscored);
                outputs.put(output.name(), explain(output, data, records, inquiry, notes, manager));
            }
        }
        return new DataExplanation(records.size(), outputs);
    }

    private OfOutput explain(
            Node.Output output,
            EncodedData data,
            List<DataRecord> records,
            Inquiry inquiry,
            List<String> notes,
            NDManager manager) {
        ExplanationOptions options = inquiry.options();
        List<NamedNode> nodes = inquiry.nodes();
        Map<String, Double> shares = new LinkedHashMap<>();
        int explained = Math.min(EXPLAINED, records.size());
        ExplanationOptions alone = options.by(ExplanationMethod.PARTICLES).outputs(output.name());
        for (int i = 0; i < explained; i++) {
            DataRecord record = records.get((int) ((long) i * records.size() / explained));
            var found =
                    explainer
                            .explain(record, i + 1L, inquiry.with(alone))
                            .outputs()
                            .get(output.name());
            found.particles()
                    .forEach((name, share) -> shares.merge(name, Math.abs(share), Double::sum));
            found.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
        }
        Lineup lineup = new Lineup(graph, output);
        List<Player> players =
                nodes.isEmpty() ? lineup.nearest(new ArrayList<>()) : lineup.named(nodes);
        Ablation ablation =
                new Ablation(device, output, players, explainer.baselines(options), data, manager);
        ablation.measure();
        String metric = PermutedColumns.metric(output);
        boolean higher = PermutedColumns.higherIsBetter(output);
        double whole = value(ablation.whole(), metric);
        Map<String, OfParticle> particles = new LinkedHashMap<>();
        for (Player player : players) {
            double without = value(ablation.without(player), metric);
            particles.put(
                    player.name(),
                    new OfParticle(
                            shares.get(player.name()) / explained,
                            without,
                            higher ? whole - without : without - whole));
        }
        ColumnEffects columns =
                options.method() == ExplanationMethod.PARTICLES
                        ? ColumnEffects.NONE
                        : new ColumnExplainer(device, output, records, notes)
                                .explain(options.seed(), manager);
        return new OfOutput(
                metric,
                higher,
                whole,
                particles,
                explained,
                ablation.compared(),
                ablation.similarity(),
                ablation.calibration(),
                columns,
                notes);
    }

    private static double value(Map<String, MetricResult> results, String metric) {
        return FlatMetrics.value(results.get(metric)).orElse(Double.NaN);
    }
}
