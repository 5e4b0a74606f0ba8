// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDManager;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.data.DataRecord;
import dev.sora.engine.Engine;
import dev.sora.tensor.Signal;
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

    /** Pictures are occluded in a grid of about so many patches a side. */
    private static final int PATCHES = 8;

    private static final int MOST_PARTS = 4096;

    private final AnsweredRecord record;
    private final DataRecord values;
    private final Encoder encoder;
    private final Engine engine;
    private final Baselines baselines;
    private final NDManager manager;
    private final FittedGraph graph;
    private final List<Node.Input> inputs;
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
        this.values = values;
        this.encoder = encoder;
        this.engine = engine;
        this.baselines = baselines;
        this.manager = manager;
        this.notes = notes;
        this.graph = record.network().graph();
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
        Scoring scoring = record.scoring(Set.of(leaf.node().name()));
        leaves.add(LeafValues.of(leaf, scoring, baselines, manager, missing));
    }

    /** Explains all inputs that the output depends on. */
    Map<String, OfInput> explain(ExplanationMethod method) {
        Map<String, OfInput> explained = new LinkedHashMap<>();
        if (!leaves.isEmpty()) {
            switch (method) {
                case INTEGRATED_GRADIENTS -> integrated(explained);
                case SALIENCY -> saliency(explained);
                case OCCLUSION ->
                        leaves.forEach(
                                leaf ->
                                        occluded(leaf)
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
            } else if (leaves.stream().noneMatch(leaf -> leaf.leaf().input().equals(input))) {
                remaining(input).ifPresent(found -> ordered.put(input.name(), found));
            }
        }
        return ordered;
    }

    private void integrated(Map<String, OfInput> explained) {
        Gradients.Attributions found = gradients().integrated();
        for (LeafValues leaf : leaves) {
            List<double[]> members =
                    found.values().get(leaf.name()).stream().map(InputExplainer::doubles).toList();
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

    private void saliency(Map<String, OfInput> explained) {
        Map<String, List<double[]>> gradients = gradients().atRecord();
        for (LeafValues leaf : leaves) {
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

    private Gradients gradients() {
        Set<String> replaced =
                leaves.stream()
                        .map(LeafValues::name)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Gradients(record.scoring(replaced), engine, leaves, manager);
    }

    private Optional<OfInput> occluded(LeafValues leaf) {
        Reduction reduction = reduction(leaf);
        List<Integer> shape = reduction.shape();
        Occlusion occlusion = new Occlusion(record.scoring(Set.of(leaf.name())), leaf, manager);
        boolean picture = shape.size() == 2 && !record.signal(leaf.leaf().input()).isSequence();
        int side =
                picture
                        ? Math.max(
                                1, (Math.max(shape.get(0), shape.get(1)) + PATCHES - 1) / PATCHES)
                        : 1;
        int width = shape.size() == 2 ? shape.get(1) : 1;
        int across = picture ? (width + side - 1) / side : 1;
        int down =
                picture ? (shape.get(0) + side - 1) / side : Math.max(1, reduction.size() / width);
        List<String> own = new ArrayList<>(baselineNotes(leaf));
        if ((long) down * across > MOST_PARTS) {
            notes.add(
                    "'%s' is not explained by occlusion: it has %d parts, more than %d"
                            .formatted(leaf.leaf().input().name(), down * across, MOST_PARTS));
            return Optional.empty();
        }
        double[] falls =
                occlusion.falls(
                        down * across,
                        element -> {
                            int place = reduction.place(element);
                            return picture
                                    ? place / width / side * across + place % width / side
                                    : place / width;
                        });
        int parts = picture ? falls.length : steps(leaf.leaf().input(), falls.length);
        return Optional.of(
                new OfInput(
                        ExplanationMethod.OCCLUSION.word(),
                        leaf.name(),
                        picture ? List.of() : labels(leaf.leaf().input(), parts),
                        picture
                                ? List.of(down, across)
                                : shape.isEmpty() ? List.of() : List.of(parts),
                        record.signal(leaf.leaf().input()).isSequence(),
                        Arrays.stream(falls).limit(parts).boxed().toList(),
                        Optional.empty(),
                        0,
                        SeenPicture.of(record.signal(leaf.leaf().input())),
                        own));
    }

    /** Returns the number of valid steps of a sequence, or all parts of anything else. */
    private int steps(Node.Input input, int all) {
        Signal signal = record.signal(input);
        return signal.isSequence() ? Math.min(all, signal.lengths().toIntArray()[0]) : all;
    }

    private Reduction reduction(LeafValues leaf) {
        long[] shape = leaf.present().get(0).getShape().slice(1).getShape();
        int embedded =
                leaf.leaf().embeds()
                        ? record.signal(leaf.leaf().input()).values().getShape().dimension() - 1
                        : -1;
        return Reduction.of(shape, embedded);
    }

    private OfInput result(
            ExplanationMethod method,
            LeafValues leaf,
            List<double[]> members,
            Optional<Double> total,
            double error,
            List<String> own) {
        Node.Input input = leaf.leaf().input();
        Reduction reduction = reduction(leaf);
        List<Double> sums = reduction.sums(members);
        if (record.signal(input).isSequence() && !reduction.shape().isEmpty()) {
            reduction = reduction.firstSteps(steps(input, reduction.shape().get(0)));
        }
        return new OfInput(
                method.word(),
                leaf.name(),
                labels(input, reduction.shape().size() == 2 ? -1 : reduction.size()),
                reduction.shape(),
                record.signal(input).isSequence(),
                reduction.first(sums),
                total,
                error,
                SeenPicture.of(record.signal(input)),
                own);
    }

    private List<String> labels(Node.Input input, int count) {
        return count < 0 ? List.of() : Labels.of(graph, input, record.signal(input), count);
    }

    private List<String> baselineNotes(LeafValues leaf) {
        for (int member = 0; member < leaf.present().size(); member++) {
            if (missing.contains(Baselines.name(leaf.leaf().node(), member))
                    && !baselines.isZero()) {
                return List.of(
                        "the package has no mean of '%s': its baseline is zero"
                                .formatted(leaf.name()));
            }
        }
        return List.of();
    }

    /**
     * Explains an input without a leaf by removing its steps, or notes that it is not explained.
     */
    private Optional<OfInput> remaining(Node.Input input) {
        int steps = steps(input, 1);
        if (RemovedSteps.apply(graph.signal(input)) && steps > 1 && steps <= MOST_PARTS) {
            double[] falls =
                    RemovedSteps.falls(record.scoring(Set.of(input.name())), input, steps, manager);
            return Optional.of(
                    new OfInput(
                            ExplanationMethod.OCCLUSION.word(),
                            input.name(),
                            labels(input, steps),
                            List.of(steps),
                            true,
                            Arrays.stream(falls).boxed().toList(),
                            Optional.empty(),
                            0,
                            Optional.empty(),
                            List.of(
                                    "each step is removed in turn: what reads '%s' mixes its steps"
                                            .formatted(input.name()))));
        }
        Map<String, Double> falls =
                graph.signal(input).has(Signal.ROWS)
                        ? Map.of()
                        : MissingColumns.falls(record, input, values, encoder, manager);
        if (falls.isEmpty()) {
            notes.add(
                    "'%s' is not explained: its values are indices that no node embeds alone, and"
                                    .formatted(input.name())
                            + " no column of it may be missing");
            return Optional.empty();
        }
        return Optional.of(
                new OfInput(
                        ExplanationMethod.OCCLUSION.word(),
                        input.name(),
                        List.copyOf(falls.keySet()),
                        List.of(falls.size()),
                        false,
                        List.copyOf(falls.values()),
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        List.of(
                                "each column is missing in turn: no node has values of '%s' alone"
                                        .formatted(input.name()))));
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
