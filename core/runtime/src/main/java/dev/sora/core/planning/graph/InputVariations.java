// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import ai.djl.ndarray.types.DataType;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Node;
import dev.sora.core.planning.settings.PlanProblems;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Checks what inputs vary: records that are mixed in training, and views that are averaged. */
public final class InputVariations {

    private InputVariations() {}

    /** Adds a problem for each input whose variations the rest of the graph does not allow. */
    public static void check(Collection<Node> nodes, PlanProblems problems) {
        List<Node.Input> inputs = only(nodes, Node.Input.class);
        List<Node.Output> outputs = only(nodes, Node.Output.class);
        for (Node.Input input : inputs) {
            if (input.particle().mixes()) {
                checkMixing(input, inputs, outputs, problems);
            }
            if (input.particle().mosaics()) {
                checkMosaics(input, outputs, problems);
            }
            if (input.particle().views() > 1) {
                checkViews(input, outputs, problems);
            }
        }
    }

    private static <N extends Node> List<N> only(Collection<Node> nodes, Class<N> kind) {
        return nodes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static void checkMixing(
            Node.Input input,
            List<Node.Input> inputs,
            List<Node.Output> outputs,
            PlanProblems problems) {
        boolean alone = inputs.size() == 1;
        if (alone && outputs.stream().noneMatch(InputVariations::retrieves)) {
            return;
        }
        problems.atKey(
                input.planned().path(),
                ManifestCode.MIXED_RECORDS
                        .problem("'%s' cannot mix records here".formatted(input.name()))
                        .needs(
                                alone
                                        ? "outputs that do not choose among candidates"
                                        : "a single input, as others would still describe one"
                                                + " record")
                        .have(alone ? names(outputs) : names(inputs))
                        .fix("leave out the settings that mix records (mixup, cutmix)"));
    }

    private static void checkMosaics(
            Node.Input input, List<Node.Output> outputs, PlanProblems problems) {
        List<Node.Output> others =
                outputs.stream().filter(output -> !output.particle().readsMosaics()).toList();
        if (!others.isEmpty()) {
            problems.atKey(
                    input.planned().path(),
                    ManifestCode.MIXED_RECORDS
                            .problem(
                                    "'%s' cannot compose records of several here"
                                            .formatted(input.name()))
                            .needs("outputs whose targets follow, such as boxes")
                            .have(names(others))
                            .fix("leave out the setting that composes records (mosaic)"));
        }
    }

    private static void checkViews(
            Node.Input input, List<Node.Output> outputs, PlanProblems problems) {
        List<Node.Output> others =
                outputs.stream()
                        .filter(output -> retrieves(output) || !isAveraged(output))
                        .toList();
        if (!others.isEmpty()) {
            problems.atKey(
                    input.planned().path(),
                    ManifestCode.AVERAGED_VIEWS
                            .problem(
                                    "the predictions for several views of '%s' cannot be averaged"
                                            .formatted(input.name()))
                            .needs("outputs that predict numbers, such as the scores of classes")
                            .have(names(others))
                            .fix("leave out the setting that asks for several views"));
        }
    }

    private static boolean retrieves(Node.Output output) {
        return output.planned().type().retrieves();
    }

    private static boolean isAveraged(Node.Output output) {
        // a prediction with places, such as a picture, would be averaged with its mirror image
        return output.signal().parts().size() == 1
                && output.signal().values().rank() <= 1
                && output.signal().values().type() == DataType.FLOAT32
                && !output.signal().values().isIndices();
    }

    private static String names(List<? extends Node> nodes) {
        return nodes.stream().map(Node::name).collect(Collectors.joining(", "));
    }
}
