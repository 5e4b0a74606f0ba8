// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import java.util.List;

/**
 * A loss that a training lowers: that of an output, or that of a part of the procedure.
 *
 * @param name the name of the output or part
 * @param weight its factor in the sum
 */
record LossTerm(String name, double weight) {

    /** Returns the losses of a plan. */
    static List<LossTerm> of(Plan plan) {
        return plan.training()
                .procedure()
                .map(
                        procedure ->
                                procedure.parts().keySet().stream()
                                        .map(part -> new LossTerm(part, 1))
                                        .toList())
                .orElseGet(
                        () ->
                                plan.nodes(Node.Output.class).stream()
                                        .map(o -> new LossTerm(o.name(), o.lossWeight()))
                                        .toList());
    }
}
