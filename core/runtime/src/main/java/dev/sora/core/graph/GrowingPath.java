// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Source;
import dev.sora.generation.EachStep;
import dev.sora.generation.GeneratingOutput;
import dev.sora.generation.SteppedParticle;
import dev.sora.generation.StepwiseOutput;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The nodes between the input that reads the sequence so far and an output that generates: the
 * decoder. It is determined once.
 */
public final class GrowingPath {

    /** The setting by which outputs and inputs name their column. */
    private static final String TARGET = "column";

    private final WiredNode output;
    private final String soFar;
    private final List<WiredNode> nodes;
    private final Set<String> complete;
    private final boolean stepped;

    private GrowingPath(
            WiredNode output,
            String soFar,
            List<WiredNode> nodes,
            Set<String> complete,
            boolean stepped) {
        this.output = output;
        this.soFar = soFar;
        this.nodes = List.copyOf(nodes);
        this.complete = Set.copyOf(complete);
        this.stepped = stepped;
    }

    /**
     * Returns the decoder of an output.
     *
     * @throws SoraException if the sequence so far does not come from an input, or a node may read
     *     later steps
     */
    static GrowingPath of(Plan plan, Node.Output output, StepwiseOutput stepwise) {
        Source source = output.from().get(stepwise.soFar());
        Node begin =
                plan.nodes().stream()
                        .filter(node -> node.name().equals(source.node()))
                        .findFirst()
                        .orElseThrow();
        if (!(begin instanceof Node.Input)) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-2320",
                                    "'%s' needs the sequence so far from an input"
                                            .formatted(output.name()))
                            .where(plan.manifest().where(output.planned().path()))
                            .needs("an input such as 'target-pieces'")
                            .have("'%s', which is not an input".formatted(begin.name()))
                            .fix("name the input that reads the target in 'from'"));
        }
        checkColumn(plan, output, begin);
        Set<String> growing = new HashSet<>(Set.of(begin.name()));
        for (Node node : plan.nodes()) {
            if (node.from().stream().anyMatch(from -> growing.contains(from.node()))) {
                growing.add(node.name());
            }
        }
        checkDecoder(plan, output, stepwise, growing);
        List<WiredNode> nodes = new ArrayList<>();
        Set<String> complete = new LinkedHashSet<>();
        boolean stepped = true;
        for (WiredNode wired :
                Subgraph.of(plan, List.of(output.name()), List.of(begin.name())).nodes()) {
            if (!growing.contains(wired.name())) {
                continue;
            }
            List<Boolean> grows = new ArrayList<>();
            for (Source from : wired.node().from()) {
                grows.add(growing.contains(from.node()));
                if (!growing.contains(from.node())) {
                    complete.add(from.node());
                }
            }
            if (!wired.name().equals(output.name())) {
                nodes.add(wired);
                checkOrder(plan, wired.node(), grows);
                stepped &= isSingle(wired.node());
            }
        }
        return new GrowingPath(WiredNode.of(output, plan), begin.name(), nodes, complete, stepped);
    }

    /**
     * Returns whether a node is an output that scores its answers without the values of an input:
     * it reads it, if at all, as the sequence so far, or to show attention. A given sequence so far
     * is the target of that output, and the nodes between read its values.
     */
    public static boolean scoresWithout(FittedGraph graph, Node node, Node.Input input) {
        if (!(graph.outputs().get(node.name()) instanceof StepwiseOutput stepwise)) {
            return false;
        }
        boolean shows =
                stepwise instanceof GeneratingOutput generating && generating.hasAttention();
        for (int i = 0; i < node.from().size(); i++) {
            boolean apart = i == stepwise.soFar() || shows && stepwise.complete().contains(i);
            if (!apart && node.from().get(i).node().equals(input.name())) {
                return false;
            }
        }
        return true;
    }

    /** Returns the inputs that read a sequence so far. */
    public static Set<String> inputsSoFar(FittedGraph graph) {
        Set<String> inputs = new HashSet<>();
        for (Node.Output output : graph.plan().nodes(Node.Output.class)) {
            if (graph.outputs().get(output.name()) instanceof StepwiseOutput stepwise) {
                inputs.add(output.from().get(stepwise.soFar()).node());
            }
        }
        return inputs;
    }

    /**
     * Checks that the sequence so far is what the output predicts: otherwise training would read a
     * text of the data that generation does not have.
     */
    private static void checkColumn(Plan plan, Node.Output output, Node begin) {
        Set<String> read = InputColumns.of(begin.planned()).keySet();
        if (output.planned().settings().asMap().get(TARGET) instanceof String target
                && !read.contains(target)) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-2323",
                                    "'%s' predicts another column than its sequence so far has"
                                            .formatted(output.name()))
                            .where(plan.manifest().where(output.planned().path()))
                            .needs("column '%s' in both".formatted(target))
                            .have(
                                    "'%s' with column '%s'"
                                            .formatted(begin.name(), String.join("', '", read)))
                            .fix("name the same column in both"));
        }
    }

    /**
     * Checks that the other signals of the output depend on its own sequence so far, or do not,
     * where it reads complete ones.
     */
    private static void checkDecoder(
            Plan plan, Node.Output output, StepwiseOutput stepwise, Set<String> growing) {
        int soFar = stepwise.soFar();
        String own = output.from().get(soFar).node();
        for (int i = 0; i < output.from().size(); i++) {
            String node = output.from().get(i).node();
            boolean complete = stepwise.complete().contains(i);
            if (i != soFar && complete == growing.contains(node)) {
                throw future(
                        plan,
                        output,
                        complete
                                ? "a signal that does not depend on '%s'".formatted(own)
                                : "a decoder that reads '%s'".formatted(own),
                        complete
                                ? "'%s', which does".formatted(node)
                                : "'%s', which does not depend on it".formatted(node),
                        complete
                                ? "name the nodes in 'from' in the order of the reference"
                                : "name a decoder such as 'transformer-decoder' in 'from'");
            }
        }
    }

    /**
     * Checks that no step of a node depends on later steps: training would read what is to be
     * predicted, and generation could not.
     */
    private static void checkOrder(Plan plan, Node node, List<Boolean> grows) {
        Object part =
                node instanceof Node.Core core ? core.particle() : ((Node.Combine) node).combiner();
        String type = node.planned().type().descriptor().name();
        if (part instanceof SteppedParticle particle) {
            if (!particle.canStep(grows)) {
                throw future(
                        plan,
                        node,
                        "signals and settings with which '%s' continues step by step"
                                .formatted(type),
                        "signals in the order "
                                + grows.stream()
                                        .map(each -> each ? "so far" : "complete")
                                        .collect(Collectors.joining(", ")),
                        "name the sequence so far first in 'from', and the encoder second");
            }
        } else if (!(part instanceof EachStep each && each.eachStep()) || grows.contains(false)) {
            throw future(
                    plan,
                    node,
                    "a particle that continues step by step, such as 'transformer-decoder', or that"
                            + " computes each step alone, such as 'embedding'",
                    grows.contains(false) && part instanceof EachStep
                            ? "'%s', which also reads complete signals".formatted(type)
                            : "'%s', which may read later steps".formatted(type),
                    "use such a particle, or move the node before the decoder");
        }
    }

    private static SoraException future(
            Plan plan, Node node, String needs, String have, String fix) {
        return new SoraException(
                Problem.of(
                                "SORA-2322",
                                "'%s' cannot be computed for a sequence so far"
                                        .formatted(node.name()))
                        .where(plan.manifest().where(node.planned().path()))
                        .needs(needs)
                        .have(have)
                        .fix(fix));
    }

    /** Returns whether a node has no members, and reads none of several. */
    private static boolean isSingle(Node node) {
        return node.count() == 1
                && node.from().stream().noneMatch(from -> from.member().isPresent());
    }

    WiredNode output() {
        return output;
    }

    /** Returns the name of the input that reads the sequence so far. */
    String soFar() {
        return soFar;
    }

    /** Returns whether a node depends on the sequence so far, or is it. */
    public boolean grows(String node) {
        return node.equals(soFar) || nodes.stream().anyMatch(own -> own.name().equals(node));
    }

    /** Returns the nodes between the two, in order. */
    List<WiredNode> nodes() {
        return nodes;
    }

    /** Returns the nodes that these read and that do not depend on the sequence so far. */
    public Set<String> complete() {
        return complete;
    }

    /**
     * Returns whether each node is computed for the newest step only; those with members are not.
     */
    public boolean stepped() {
        return stepped;
    }

    /** Returns a copy that computes the whole sequence so far in every step. */
    public GrowingPath whole() {
        return new GrowingPath(output, soFar, nodes, complete, false);
    }
}
