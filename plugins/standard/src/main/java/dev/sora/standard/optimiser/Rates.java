// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import dev.sora.setting.Setting;

/** The settings that several optimisers share. */
final class Rates {

    static final Setting<Double> WEIGHT_DECAY =
            Setting.number(
                            "weight_decay",
                            "Factor of the weights that is added to their gradient (L2). Biases and the"
                                    + " scales of normalisations do not decay.")
                    .atLeast(0)
                    .orElse(0.0);

    private Rates() {}

    static Setting<Double> learningRate(double value) {
        return Setting.number("learning_rate", "Size of the steps, before any schedule.")
                .above(0)
                .orElse(value);
    }

    static Setting<Double> share(String name, String description, double value) {
        return Setting.number(name, description).atLeast(0).below(1).orElse(value);
    }

    static Setting<Double> epsilon(double value) {
        return Setting.number("epsilon", "Added to divisors, so that none is zero.")
                .above(0)
                .orElse(value);
    }
}
