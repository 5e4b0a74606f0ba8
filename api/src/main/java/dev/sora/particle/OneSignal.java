// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import java.util.List;

/** Returns the only element of a list of signals. */
final class OneSignal {

    private OneSignal() {}

    static <T> T of(List<T> signals) {
        if (signals.size() != 1) {
            throw new IllegalArgumentException(
                    "a particle of one signal was given " + signals.size());
        }
        return signals.get(0);
    }
}
