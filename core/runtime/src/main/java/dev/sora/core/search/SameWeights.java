// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.search.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the trials of a space can begin with the weights of each other: in each corner the
 * manifest has the same nodes, with parameters of the same shapes, and the same types of
 * optimisers. A shape that only the data decides is compared when a trial begins.
 */
final class SameWeights {

    private SameWeights() {}

    /** Returns the first corner that has other weights than the first one; empty if none has. */
    static Optional<String> differing(Space space, TrialManifests manifests) {
        List<String> first = null;
        for (Map<String, Object> corner : Corners.of(space)) {
            List<String> form = form(manifests.plan(corner));
            if (first == null) {
                first = form;
            } else if (!form.equals(first)) {
                return Optional.of(Corners.brief(corner));
            }
        }
        return Optional.empty();
    }

    private static List<String> form(Plan plan) {
        List<String> form = new ArrayList<>();
        for (Node node : plan.nodes()) {
            form.add(
                    "%s %s %d"
                            .formatted(node.name(), node.planned().qualifiedName(), node.count()));
            node.parameters()
                    .forEach(
                            spec ->
                                    form.add(
                                            "%s %s %s"
                                                    .formatted(
                                                            spec.name(),
                                                            spec.shape(),
                                                            spec.role())));
        }
        TrainingPlan training = plan.training();
        form.add(training.optimiser().qualifiedName());
        training.optimisers()
                .forEach((group, optimiser) -> form.add(group + " " + optimiser.qualifiedName()));
        form.add("average " + training.average().isPresent());
        return form;
    }
}
