// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.RunPlace;

/** Tells that a training runs in this process although its manifest names another place. */
final class RunPlaceWarning {

    private RunPlaceWarning() {}

    static void tell(Plan plan, RunListener listener) {
        RunPlace place = RunPlace.of(plan);
        if (!place.isHere()) {
            listener.on(
                    new RunEvent.Warned(
                            RunPlace.SECTION,
                            "the manifest says 'on: %s', but this call trains in its own process"
                                    .formatted(place.on())));
        }
    }
}
