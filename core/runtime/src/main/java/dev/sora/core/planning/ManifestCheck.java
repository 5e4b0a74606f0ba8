// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.plan.Plan;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.List;
import java.util.function.Supplier;

/** Turns the failure of a plan into its problems. */
public final class ManifestCheck {

    private ManifestCheck() {}

    /** Returns the problems of the plan; none if there is one. */
    public static List<Problem> problems(Supplier<Plan> plan) {
        try {
            plan.get();
            return List.of();
        } catch (SoraException e) {
            return e.problems();
        }
    }
}
