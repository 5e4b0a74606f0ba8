// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import java.util.List;

/** The signals of a user and an item, and optionally a third one. */
final class Pair {

    private Pair() {}

    /** Checks that there are a user and an item, and at most {@code most} signals. */
    static void check(List<SignalSpec> inputs, int most, String who) {
        if (inputs.size() < 2 || inputs.size() > most) {
            throw new ShapeException(
                    most == 2
                            ? "the index of a user and that of an item for " + who
                            : "the index of a user, that of an item and perhaps a history for "
                                    + who,
                    inputs.size() == 1 ? "one signal" : inputs.size() + " signals",
                    "write 'from: [user, item]'");
        }
    }
}
