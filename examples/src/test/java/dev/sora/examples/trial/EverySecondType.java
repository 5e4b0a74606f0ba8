// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import dev.sora.procedure.ProcedureStep;

/** {@code every-second}: one part, updated in every second step only. Its loss is the step. */
final class EverySecondType extends OnePartType {

    EverySecondType() {
        super("every-second", "Skips every other update.");
    }

    @Override
    void train(ProcedureStep step) {
        if (step.number() % 2 == 0) {
            String output = step.outputs().iterator().next();
            step.update(
                    "all",
                    () ->
                            step.loss(output, step.compute(output))
                                    .mul(0)
                                    .add((float) step.number()));
        }
    }
}
