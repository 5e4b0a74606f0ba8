// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares a parameter that an output plans with that of the node which it is tied to. */
final class TiedFit {

    private TiedFit() {}

    /**
     * Returns why a parameter cannot be that of another node; empty if it can, or if the other node
     * could not be planned.
     *
     * @param own the name of the parameter
     * @param nodes the nodes that could be planned
     * @param parameters the parameters of one member of a node
     */
    static Optional<Problem> problem(
            Node node,
            String own,
            TiedParameter tied,
            List<Node> nodes,
            Function<Node, List<ParameterSpec>> parameters) {
        Optional<Node> other =
                nodes.stream().filter(one -> one.name().equals(tied.node())).findFirst();
        if (other.isEmpty()) {
            return Optional.empty();
        }
        Optional<ParameterSpec> mine = named(parameters.apply(node), own);
        if (mine.isEmpty()) {
            return unknown(node, own, parameters.apply(node));
        }
        Optional<ParameterSpec> its = named(parameters.apply(other.get()), tied.parameter());
        if (its.isEmpty()) {
            return unknown(other.get(), tied.parameter(), parameters.apply(other.get()));
        }
        if (other.get().count() > 1
                || !WeightsFit.fits(mine.get().shape().getShape(), its.get().shape().getShape())) {
            return Optional.of(
                    ManifestCode.SHARED_SHAPE
                            .problem(
                                    "parameter '%s' of '%s' cannot be '%s'"
                                            .formatted(own, node.name(), tied))
                            .needs(described(mine.get()))
                            .have(
                                    (other.get().count() > 1 ? other.get().count() + " times " : "")
                                            + described(its.get()))
                            .fix("give both the same shape, or remove it from 'tied'"));
        }
        return rows(node, own, mine.get(), tied, its.get());
    }

    /** Refuses rows that stand for other symbols: the weights would be right for none. */
    private static Optional<Problem> rows(
            Node node, String own, ParameterSpec mine, TiedParameter tied, ParameterSpec its) {
        if (mine.rows().isEmpty() || its.rows().isEmpty() || mine.rows().equals(its.rows())) {
            return Optional.empty();
        }
        int at = 0;
        while (mine.rows().get(at).equals(its.rows().get(at))) {
            at++;
        }
        return Optional.of(
                ManifestCode.SHARED_SHAPE
                        .problem(
                                "the rows of '%s' of '%s' stand for others than those of '%s'"
                                        .formatted(own, node.name(), tied))
                        .needs("'%s' for row %d".formatted(mine.rows().get(at), at))
                        .have("'%s'".formatted(its.rows().get(at)))
                        .fix(
                                "let the inputs of both learn the same vocabulary ('learn_from'),"
                                        + " or remove it from 'tied'"));
    }

    private static Optional<ParameterSpec> named(List<ParameterSpec> all, String name) {
        return all.stream()
                .filter(spec -> spec.name().equals(name) && spec.role() != ParameterRole.BUFFER)
                .findFirst();
    }

    private static Optional<Problem> unknown(Node node, String name, List<ParameterSpec> all) {
        String names =
                all.stream()
                        .filter(spec -> spec.role() != ParameterRole.BUFFER)
                        .map(ParameterSpec::name)
                        .collect(Collectors.joining(", "));
        return Optional.of(
                ManifestCode.SHARED
                        .problem("'%s' has no parameter '%s'".formatted(node.name(), name))
                        .have(names.isEmpty() ? "no parameters" : names)
                        .fix("name one of these in 'tied', or remove it"));
    }

    private static String described(ParameterSpec spec) {
        return spec.name() + " " + WeightsFit.shape(spec.shape().getShape());
    }
}
