// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.particle.State;

/** The mean and standard deviation of one feature of the dates in a column. */
record DateScale(double mean, double deviation) {

    State state() {
        return State.builder().number("mean", mean).number("deviation", deviation).build();
    }

    static DateScale restore(State state) {
        double deviation = state.number("deviation");
        if (deviation <= 0) {
            throw state.broken("deviation", "a number above 0");
        }
        return new DateScale(state.number("mean"), deviation);
    }
}
