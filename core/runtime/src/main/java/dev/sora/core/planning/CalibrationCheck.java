// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Node;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import java.util.Collection;

/** Checks that outputs that learn from validation data have some. */
final class CalibrationCheck {

    private CalibrationCheck() {}

    /** Adds a problem for each output that calibrates, where there is no validation data. */
    static void check(Collection<Node> nodes, PluginCalls calls, PlanProblems problems) {
        for (Node node : nodes) {
            if (node instanceof Node.Output output) {
                calls.call(
                                output.planned().type(),
                                output.planned().plugin(),
                                output.planned().path(),
                                () -> output.particle().calibrates())
                        .filter(calibrates -> calibrates)
                        .ifPresent(
                                calibrates ->
                                        problems.atKey(
                                                output.planned().path(),
                                                ManifestCode.CALIBRATION_DATA
                                                        .problem(
                                                                "'%s' learns from the validation data how to answer, and there is none"
                                                                        .formatted(output.name()))
                                                        .needs("'data.validation'")
                                                        .fix(
                                                                "hold out a part, such as 'validation:"
                                                                        + " {fraction: 0.1}'; or remove the"
                                                                        + " settings that are chosen on it")));
            }
        }
    }
}
