// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import java.util.List;

/** The signal of what takes just one. */
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
