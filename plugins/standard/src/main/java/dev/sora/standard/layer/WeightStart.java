// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.layer;

import dev.sora.particle.Initialiser;
import dev.sora.setting.Setting;
import java.util.List;

/** The initialisers of the weights and biases of an affine map. */
public enum WeightStart {
    /** {@code W, b ~ N(0, 1 / fan-in)}, as in the particle model. */
    NORMAL {
        @Override
        Initialiser weight(long in, long out) {
            return Initialiser.fanIn(1);
        }

        @Override
        Initialiser bias(long in) {
            return Initialiser.normal(1 / Math.sqrt(Math.max(1, in)));
        }
    },
    /** {@code W ~ N(0, 2 / fan-in)}, He et al. (2015), for rectified units. */
    HE {
        @Override
        Initialiser weight(long in, long out) {
            return Initialiser.fanIn(2);
        }
    },
    /** {@code W ~ U(±sqrt(6 / (fan-in + fan-out)))}, Glorot and Bengio (2010). */
    GLOROT {
        @Override
        Initialiser weight(long in, long out) {
            return Initialiser.uniform(Math.sqrt(6.0 / Math.max(1, in + out)));
        }
    },
    /** {@code W, b ~ U(±1 / sqrt(fan-in))}, LeCun et al. (1998), the default of PyTorch. */
    UNIFORM {
        @Override
        Initialiser weight(long in, long out) {
            return bias(in);
        }

        @Override
        Initialiser bias(long in) {
            return Initialiser.uniform(1 / Math.sqrt(Math.max(1, in)));
        }
    },
    /** All weights and biases are zero. */
    ZEROS {
        @Override
        Initialiser weight(long in, long out) {
            return Initialiser.zeros();
        }
    };

    abstract Initialiser weight(long in, long out);

    Initialiser bias(long in) {
        return Initialiser.zeros();
    }

    /** The setting that names an initialiser. */
    public static final Setting<String> SETTING =
            Setting.choice(
                            "initialiser",
                            "Start of the weights: normal is N(0, 1/fan-in) for weights and bias,"
                                    + " he N(0, 2/fan-in), glorot and uniform are uniform; bias"
                                    + " starts at 0 with he, glorot and zeros.",
                            List.of("normal", "he", "glorot", "uniform", "zeros"))
                    .orElse("normal");

    /** Returns the initialiser that the value of the setting names. */
    public static WeightStart of(String word) {
        return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
}
