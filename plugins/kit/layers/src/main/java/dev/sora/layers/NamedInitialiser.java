// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import dev.sora.particle.Initialiser;
import dev.sora.setting.Setting;
import java.util.Arrays;
import java.util.Locale;

/** The initial values of a dense layer that a setting can name. */
public enum NamedInitialiser implements DenseInitialiser {
    /** {@code W, b ~ N(0, 1 / fan-in)}, as in the particle model. */
    NORMAL {
        @Override
        public Initialiser weight(long in, long out) {
            return Initialiser.fanIn(1);
        }

        @Override
        public Initialiser bias(long in) {
            return Initialiser.normal(1 / Math.sqrt(Math.max(1, in)));
        }
    },
    /** {@code W ~ N(0, 2 / fan-in)}, He et al. (2015), for rectified units. */
    HE {
        @Override
        public Initialiser weight(long in, long out) {
            return Initialiser.fanIn(2);
        }
    },
    /** {@code W ~ U(±sqrt(6 / (fan-in + fan-out)))}, Glorot and Bengio (2010). */
    GLOROT {
        @Override
        public Initialiser weight(long in, long out) {
            return Initialiser.uniform(Math.sqrt(6.0 / Math.max(1, in + out)));
        }
    },
    /** {@code W, b ~ U(±1 / sqrt(fan-in))}, LeCun et al. (1998), the default of PyTorch. */
    UNIFORM {
        @Override
        public Initialiser weight(long in, long out) {
            return bias(in);
        }

        @Override
        public Initialiser bias(long in) {
            return Initialiser.uniform(1 / Math.sqrt(Math.max(1, in)));
        }
    },
    /** All weights and biases are zero. */
    ZEROS {
        @Override
        public Initialiser weight(long in, long out) {
            return Initialiser.zeros();
        }
    };

    /** Returns the setting {@code initialiser}, with {@code normal} as default. */
    public static Setting<String> setting() {
        return Setting.choice(
                        "initialiser",
                        "Start of the weights: normal is N(0, 1/fan-in) for weights and bias,"
                                + " he N(0, 2/fan-in), glorot and uniform are uniform; bias"
                                + " starts at 0 with he, glorot and zeros.",
                        Arrays.stream(values())
                                .map(i -> i.name().toLowerCase(Locale.ROOT))
                                .toList())
                .orElse("normal");
    }

    /** Returns the initialiser that the value of the setting names. */
    public static NamedInitialiser of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
