// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.weights.ForeignTensor;
import dev.sora.core.weights.ForeignWeights;
import dev.sora.export.LowRankChange;
import dev.sora.export.LowRankExport;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares the parameters that a node plans with the weights of another program that it is to start
 * from. Every parameter that the rules name must be in the file, with its shape; others start as
 * without a file.
 */
final class ForeignFit {

    private static final int SHOWN = 8;

    private ForeignFit() {}

    /**
     * Returns why the weights do not fit; empty if they do.
     *
     * @param frozen whether the node's weights do not change
     */
    static Optional<Problem> problem(
            Node node, List<ParameterSpec> own, ForeignWeights file, boolean frozen) {
        if (node.count() > 1) {
            return Optional.of(
                    ManifestCode.PRETRAINED_FIT
                            .problem(
                                    "all members of '%s' would start from the same weights"
                                            .formatted(node.name()))
                            .have("count: " + node.count())
                            .fix("remove 'count', or 'pretrained'"));
        }
        List<String> wrong = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (ParameterSpec spec : own) {
            ForeignTensor tensor = file.weights().get(spec.name());
            long[] needs = spec.shape().getShape();
            if (tensor == null && !file.rules().expects(spec.name())) {
                continue;
            }
            if (tensor == null) {
                missing.add(spec.name() + " " + WeightsFit.shape(needs));
            } else if (!WeightsFit.fits(needs, tensor.dimensions())) {
                wrong.add(
                        "%s %s, in the file %s %s"
                                .formatted(
                                        spec.name(),
                                        WeightsFit.shape(needs),
                                        tensor.name(),
                                        WeightsFit.shape(tensor.dimensions())));
            }
        }
        if (!missing.isEmpty()) {
            return Optional.of(missing(node, missing, own, file));
        }
        List<String> useless =
                file.adapter().stream()
                        .flatMap(adapter -> adapter.weights().keySet().stream())
                        .filter(name -> own.stream().noneMatch(s -> s.name().equals(name)))
                        .toList();
        if (!useless.isEmpty()) {
            return Optional.of(
                    ManifestCode.PRETRAINED_FIT
                            .problem(
                                    "'%s' has no parameters for changes in the adapter"
                                            .formatted(node.name()))
                            .have(some(useless))
                            .fix("set 'lora' to the rank of the model that was exported"));
        }
        Optional<Problem> other =
                file.adapter()
                        .filter(adapter -> wrong.isEmpty())
                        .flatMap(adapter -> adapter.misfit(changes(node), file.weights()));
        if (other.isPresent()) {
            return other;
        }
        List<String> still =
                own.stream()
                        .filter(spec -> spec.role() == ParameterRole.WEIGHT)
                        .map(ParameterSpec::name)
                        .filter(name -> !file.weights().containsKey(name))
                        .toList();
        if (frozen && wrong.isEmpty() && !still.isEmpty()) {
            return Optional.of(
                    ManifestCode.PRETRAINED_FIT
                            .problem(
                                    "'%s' is frozen, but has weights to learn that are not in %s"
                                            .formatted(node.name(), file.name()))
                            .have(some(still))
                            .fix("remove 'frozen': what came trained stays; or remove 'lora'"));
        }
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        ManifestCode.PRETRAINED_FIT
                                .problem(
                                        "the weights in %s have other shapes than those of '%s'"
                                                .formatted(file.name(), node.name()))
                                .needs(some(wrong))
                                .fix(
                                        "give '%s' the sizes that the file was trained with; for a"
                                                        .formatted(node.name())
                                                + " matrix with rows and columns exchanged, set"
                                                + " 'transpose'"));
    }

    private static List<LowRankChange> changes(Node node) {
        return node instanceof Node.Core core && core.particle() instanceof LowRankExport adapted
                ? adapted.changes()
                : List.of();
    }

    private static Problem missing(
            Node node, List<String> missing, List<ParameterSpec> own, ForeignWeights file) {
        List<String> others = new ArrayList<>(file.unused());
        file.weights().keySet().stream()
                .filter(name -> own.stream().noneMatch(spec -> spec.name().equals(name)))
                .map(name -> file.weights().get(name).name())
                .forEach(others::add);
        return ManifestCode.PRETRAINED_FIT
                .problem(
                        "%s lacks %d of the %d parameters of '%s'"
                                .formatted(file.name(), missing.size(), own.size(), node.name()))
                .needs(some(missing))
                .have(others.isEmpty() ? "no other tensors" : "not used: " + some(others))
                .fix(
                        "set 'pretrained.map' to name them, as in {'NAME.IN.FILE': PARAMETER}, or"
                                + " give '%s' the settings that the file was trained with"
                                        .formatted(node.name()));
    }

    private static String some(List<String> names) {
        return names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (names.size() > SHOWN ? " and %d more".formatted(names.size() - SHOWN) : "");
    }
}
