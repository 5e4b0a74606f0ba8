// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.io.TensorData;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.particle.ParameterSpec;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the parameters that a node plans with those that it is to use: those of another node or
 * of another package. Unknown dimensions match any size.
 */
public final class WeightsFit {

    private WeightsFit() {}

    /**
     * Finds every node whose parameters differ from the weights that it is to use.
     *
     * @param nodes the nodes that could be planned
     * @param keys the keys of the manifest about nodes
     * @param parameters the parameters of one member of a node
     */
    public static List<Misfit> find(
            List<Node> nodes,
            Function<String, NodeKeys> keys,
            Function<Node, List<ParameterSpec>> parameters) {
        List<Misfit> misfits = new ArrayList<>();
        for (Node node : nodes) {
            NodeKeys own = keys.apply(node.name());
            List<ParameterSpec> needs = parameters.apply(node);
            own.sameAs()
                    .flatMap(name -> named(nodes, name))
                    .flatMap(other -> shared(node, needs, other, parameters.apply(other)))
                    .ifPresent(problem -> misfits.add(new Misfit(node, problem)));
            own.tied()
                    .forEach(
                            (name, other) ->
                                    TiedFit.problem(node, name, other, nodes, parameters)
                                            .ifPresent(
                                                    problem ->
                                                            misfits.add(
                                                                    new Misfit(node, problem))));
            own.taken()
                    .flatMap(taken -> taken(node, needs, taken))
                    .ifPresent(problem -> misfits.add(new Misfit(node, problem)));
            own.foreign()
                    .flatMap(file -> ForeignFit.problem(node, needs, file, own.frozen()))
                    .ifPresent(problem -> misfits.add(new Misfit(node, problem)));
        }
        return misfits;
    }

    /**
     * A node, and why the weights that it is to use do not match.
     *
     * @param problem without a place
     */
    public record Misfit(Node node, Problem problem) {}

    private static Optional<Node> named(List<Node> nodes, String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    private static Optional<Problem> shared(
            Node node, List<ParameterSpec> own, Node other, List<ParameterSpec> its) {
        boolean fits = node.count() == other.count() && own.size() == its.size();
        for (int i = 0; fits && i < own.size(); i++) {
            ParameterSpec a = own.get(i);
            ParameterSpec b = its.get(i);
            fits =
                    a.name().equals(b.name())
                            && a.role() == b.role()
                            && fits(a.shape().getShape(), b.shape().getShape());
        }
        return fits
                ? Optional.empty()
                : Optional.of(
                        ManifestCode.SHARED_SHAPE
                                .problem(
                                        "'%s' cannot use the weights of '%s'"
                                                .formatted(node.name(), other.name()))
                                .needs(describe(node.count(), own))
                                .have(describe(other.count(), its))
                                .fix(
                                        "give both the same settings, 'count' and signals of one"
                                                + " shape, or remove 'same_as'"));
    }

    private static Optional<Problem> taken(Node node, List<ParameterSpec> own, TakenNode taken) {
        boolean fits = taken.weights().size() == node.count() * (long) own.size();
        for (int i = 0; fits && i < node.count(); i++) {
            for (ParameterSpec spec : own) {
                TensorData tensor = taken.weights().get(TakenNode.key(i, spec.name()));
                fits &= tensor != null && fits(spec.shape().getShape(), tensor.dimensions());
            }
        }
        String have =
                taken.weights().entrySet().stream()
                        .map(e -> e.getKey() + " " + shape(e.getValue().dimensions()))
                        .limit(20)
                        .collect(Collectors.joining(", "));
        return fits
                ? Optional.empty()
                : Optional.of(
                        ManifestCode.TAKEN_SHAPE
                                .problem(
                                        "the weights of '%s' in %s do not fit '%s'"
                                                .formatted(
                                                        taken.node(),
                                                        taken.file().getFileName(),
                                                        node.name()))
                                .needs(describe(node.count(), own))
                                .have(have.isEmpty() ? "no weights" : have)
                                .fix(
                                        "give '%s' the settings and the shape of signal that it was"
                                                        .formatted(node.name())
                                                + " trained with; 'sora inspect' shows both"));
    }

    static boolean fits(long[] own, long[] other) {
        boolean fits = own.length == other.length;
        for (int i = 0; fits && i < own.length; i++) {
            fits = own[i] < 0 || other[i] < 0 || own[i] == other[i];
        }
        return fits;
    }

    private static String describe(int count, List<ParameterSpec> parameters) {
        String one =
                parameters.stream()
                        .map(p -> p.name() + " " + shape(p.shape().getShape()))
                        .limit(20)
                        .collect(Collectors.joining(", "));
        String shapes = one.isEmpty() ? "no weights" : one;
        return count == 1 ? shapes : "%d times %s".formatted(count, shapes);
    }

    static String shape(long... dimensions) {
        return Arrays.stream(dimensions)
                .mapToObj(d -> d < 0 ? "?" : Long.toString(d))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
