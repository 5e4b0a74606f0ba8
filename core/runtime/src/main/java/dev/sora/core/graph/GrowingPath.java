// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Source;
import dev.sora.generation.EachStep;
import dev.sora.generation.GeneratingOutput;
import dev.sora.generation.SteppedParticle;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The nodes between the input that reads the sequence so far and an output that generates: the
 * decoder. It is determined once.
 */
public final class GrowingPath {

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
     * @throws SoraException if the sequence so far does not come from an input
     */
    static GrowingPath of(Plan plan, Node.Output output, GeneratingOutput generating) {
        Source source = output.from().get(generating.generation().soFar());
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
        Set<String> growing = new HashSet<>(Set.of(begin.name()));
        for (Node node : plan.nodes()) {
            if (node.from().stream().anyMatch(from -> growing.contains(from.node()))) {
                growing.add(node.name());
            }
        }
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
                stepped &= steps(wired.node(), grows);
            }
        }
        return new GrowingPath(WiredNode.of(output, plan), begin.name(), nodes, complete, stepped);
    }

    /** Returns the inputs that read a sequence so far. */
    public static Set<String> inputsSoFar(FittedGraph graph) {
        Set<String> inputs = new HashSet<>();
        for (Node.Output output : graph.plan().nodes(Node.Output.class)) {
            if (graph.outputs().get(output.name()) instanceof GeneratingOutput generating) {
                inputs.add(output.from().get(generating.generation().soFar()).node());
            }
        }
        return inputs;
    }

    private static boolean steps(Node node, List<Boolean> grows) {
        if (node.count() > 1 || node.from().stream().anyMatch(from -> from.member().isPresent())) {
            return false;
        }
        Object part =
                node instanceof Node.Core core ? core.particle() : ((Node.Combine) node).combiner();
        if (part instanceof SteppedParticle particle) {
            return particle.canStep(grows);
        }
        return part instanceof EachStep each && each.eachStep() && !grows.contains(false);
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

    /** Returns whether each node computes a step from its state, or from the step alone. */
    public boolean stepped() {
        return stepped;
    }

    /** Returns a copy that computes the whole sequence so far in every step. */
    public GrowingPath whole() {
        return new GrowingPath(output, soFar, nodes, complete, false);
    }
}
