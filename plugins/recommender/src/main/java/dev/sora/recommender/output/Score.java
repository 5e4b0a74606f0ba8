// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.setting.Setting;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.Optional;

/**
 * Maps a signal to one number: with a dense layer, or unchanged if it is one number already.
 *
 * @param wanted whether there is a layer; by default if the signal has several values
 */
record Score(Optional<Boolean> wanted) {

    static final Setting<Boolean> HEAD =
            Setting.bool(
                    "head",
                    "Whether a fully connected layer makes the score; by default it does unless"
                            + " the signal is one value.");

    ParticlePlan plan(SignalSpec input) {
        TensorSpec values = input.values();
        if (input.isSequence()) {
            throw new ShapeException(
                    "values of one size for the output",
                    "a sequence " + values,
                    "put a particle before it that makes one vector of a sequence, such as 'pool'");
        }
        if (values.type() != DataType.FLOAT32 || values.isKnown() && values.size() == 0) {
            throw new ShapeException(
                    "at least one number for the output",
                    input,
                    "put a particle before it that makes numbers, such as 'mf'");
        }
        long width = values.size();
        if (connects(width)) {
            return ParticlePlan.of(
                    SignalSpec.floats(1),
                    ParameterSpec.weight("weight", Initialiser.fanIn(1), 1, width),
                    ParameterSpec.bias("bias", Initialiser.zeros(), 1));
        }
        if (width > 1) {
            throw new ShapeException(
                    "one value, as the output has no head",
                    input,
                    "remove 'head: false', or end the particles in one value");
        }
        return ParticlePlan.of(SignalSpec.floats(1));
    }

    /** Returns the scores, {@code (batch, 1)}. */
    NDArray of(Signal input, Pass pass) {
        NDArray values = input.values();
        NDArray rows = values.reshape(new Shape(values.getShape().get(0), -1));
        return connects(rows.getShape().get(1))
                ? Linear.linear(rows, pass.parameter("weight"), pass.parameter("bias")).head()
                : rows;
    }

    private boolean connects(long width) {
        return wanted.orElse(width != 1);
    }
}
