// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDManager;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.GrowingPath;
import dev.sora.core.plan.Node;
import dev.sora.core.score.Differentiation;
import dev.sora.core.score.GradientPaths;
import dev.sora.data.DataRecord;
import dev.sora.engine.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Explains which parts of the inputs the score of an answer is read from. */
final class InputExplainer {

    private final AnsweredRecord record;
    private final InputParts parts;
    private final DataRecord values;
    private final Encoder encoder;
    private final Engine engine;
    private final Baselines baselines;
    private final NDManager manager;
    private final FittedGraph graph;
    private final List<Node.Input> inputs;
    private final GradientPaths gradientPaths;
    private final List<LeafValues> leaves = new ArrayList<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private final List<String> notes;

    /**
     * Creates the explainer of an answer.
     *
     * @param values the record
     * @param manager owns what is computed
     * @param notes receives what cannot be explained, and why
     */
    InputExplainer(
            AnsweredRecord record,
            DataRecord values,
            Encoder encoder,
            Engine engine,
            Baselines baselines,
            NDManager manager,
            List<String> notes) {
        this.record = record;
        this.parts = new InputParts(record);
        this.values = values;
        this.encoder = encoder;
        this.engine = engine;
        this.baselines = baselines;
        this.manager = manager;
        this.notes = notes;
        this.graph = record.network().graph();
        this.gradientPaths = GradientPaths.of(graph.plan(), record.output());
        Path path = Path.of(graph.plan(), record.output(), Set.of());
        this.inputs =
                graph.plan().nodes(Node.Input.class).stream()
                        .filter(input -> path.isBefore(input.name()))
                        .toList();
        for (Node.Input input : inputs) {
            Leaf.of(graph, input, path).filter(this::isLocal).ifPresent(this::add);
        }
    }

    private boolean isLocal(Leaf leaf) {
        return !leaf.embeds()
                || Locality.holds(
                        record.network(),
                        record.weights(),
                        leaf,
                        record.signal(leaf.input()),
                        record.values().get(leaf.node().name()).members(),
                        graph.signal(leaf.input()).tableSize(),
                        manager);
    }

    private void add(Leaf leaf) {
        Scoring scoring = record.scoring(leaf.node().name());
        leaves.add(LeafValues.of(leaf, scoring, baselines, manager, missing));
    }

    /** Explains all inputs that the output depends on. */
    Map<String, OfInput> explain(ExplanationMethod method) {
        Map<String, OfInput> explained = new LinkedHashMap<>();
        if (!leaves.isEmpty()) {
            switch (method) {
                case INTEGRATED_GRADIENTS -> integrated(explained, reached());
                case SALIENCY -> saliency(explained, reached());
                case OCCLUSION ->
                        leaves.forEach(
                                leaf ->
                                        LeafOcclusion.of(
                                                        parts,
                                                        leaf,
                                                        manager,
                                                        baselineNotes(leaf),
                                                        notes)
                                                .ifPresent(
                                                        found ->
                                                                explained.put(
                                                                        leaf.leaf().input().name(),
                                                                        found)));
                case GRAD_CAM, PARTICLES -> {}
            }
        }
        Map<String, OfInput> ordered = new LinkedHashMap<>();
        for (Node.Input input : inputs) {
            if (explained.containsKey(input.name())) {
                ordered.put(input.name(), explained.get(input.name()));
            } else if (GrowingPath.inputsSoFar(graph).contains(input.name())) {
                notes.add(
                        "'%s' is not explained: without its symbols another text would be scored"
                                .formatted(input.name()));
            } else if (leaves.stream().noneMatch(leaf -> leaf.leaf().input().equals(input))) {
                JoinedInput.of(parts, input, values, encoder, manager, notes)
                        .ifPresent(found -> ordered.put(input.name(), found));
            }
        }
        return ordered;
    }

    /**
     * Returns the leaves that a gradient reaches; of others it would be 0, whatever the answer
     * depends on.
     *
     * @throws dev.sora.problem.SoraException if it reaches none
     */
    private List<LeafValues> reached() {
        List<LeafValues> reached =
                leaves.stream().filter(leaf -> gradientPaths.reachesInPart(leaf.name())).toList();
        if (reached.isEmpty()) {
            throw Differentiation.none(
                    "a node without gradients between each input and the output");
        }
        for (LeafValues leaf : leaves) {
            String input = leaf.leaf().input().name();
            if (!reached.contains(leaf)) {
                notes.add(
                        "'%s' is not explained: a node without gradients is between it and the output; use occlusion"
                                .formatted(input));
            } else if (gradientPaths.misses(leaf.name())) {
                notes.add(
                        "'%s' is explained in part: a node without gradients is on a path from it to the output; use occlusion"
                                .formatted(input));
            }
        }
        return reached;
    }

    private void integrated(Map<String, OfInput> explained, List<LeafValues> reached) {
        Gradients.Attributions found = gradients(reached).integrated();
        for (LeafValues leaf : reached) {
            List<double[]> members = found.values().get(leaf.name());
            double total = members.stream().flatMapToDouble(Arrays::stream).sum();
            List<String> own = new ArrayList<>(baselineNotes(leaf));
            if (!found.areComplete()) {
                own.add(
                        "the attributions of all inputs miss the difference of %.6g by %.3g after %d steps: trust their order, not their size"
                                .formatted(found.difference(), found.error(), found.steps()));
            }
            explained.put(
                    leaf.leaf().input().name(),
                    result(
                            ExplanationMethod.INTEGRATED_GRADIENTS,
                            leaf,
                            members,
                            Optional.of(total),
                            found.error(),
                            own));
        }
    }

    private void saliency(Map<String, OfInput> explained, List<LeafValues> reached) {
        Map<String, List<double[]>> gradients = gradients(reached).atRecord();
        for (LeafValues leaf : reached) {
            List<double[]> members =
                    gradients.get(leaf.name()).stream()
                            .map(values -> Arrays.stream(values).map(Math::abs).toArray())
                            .toList();
            explained.put(
                    leaf.leaf().input().name(),
                    result(
                            ExplanationMethod.SALIENCY,
                            leaf,
                            members,
                            Optional.empty(),
                            0,
                            List.of()));
        }
    }

    private Gradients gradients(List<LeafValues> reached) {
        Set<String> replaced =
                reached.stream()
                        .map(LeafValues::name)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Gradients(record.scoring(replaced), engine, reached, manager);
    }

    private OfInput result(
            ExplanationMethod method,
            LeafValues leaf,
            List<double[]> members,
            Optional<Double> total,
            double error,
            List<String> own) {
        Node.Input input = leaf.leaf().input();
        Reduction reduction = parts.reduction(leaf);
        List<Double> sums = reduction.sums(members);
        if (record.signal(input).isSequence() && !reduction.shape().isEmpty()) {
            reduction = reduction.firstSteps(parts.steps(input, reduction.shape().get(0)));
        }
        return new OfInput(
                method.word(),
                leaf.name(),
                parts.labels(input, reduction.shape().size() == 2 ? -1 : reduction.size()),
                reduction.shape(),
                record.signal(input).isSequence(),
                reduction.first(sums),
                total,
                error,
                SeenPicture.of(record.signal(input)),
                own);
    }

    private List<String> baselineNotes(LeafValues leaf) {
        for (int member = 0; member < leaf.present().size(); member++) {
            if (missing.contains(leaf.leaf().node().memberName(member))) {
                return List.of(
                        "the package has no mean of '%s': its baseline is zero"
                                .formatted(leaf.name()));
            }
        }
        return List.of();
    }
}
