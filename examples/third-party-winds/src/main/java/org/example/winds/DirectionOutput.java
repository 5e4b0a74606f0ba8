// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import ai.djl.ndarray.types.DataType;
import dev.sora.data.Records;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.particle.UnaryOutput;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/** An output of a direction, before it is fitted. Fitting learns nothing. */
record DirectionOutput(String column) implements UnaryOutput {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return head(input);
    }

    /** Plans a dense layer that maps all values of a record to a point of the plane. */
    static ParticlePlan head(SignalSpec input) {
        TensorSpec values = input.values();
        if (input.isSequence() || values.type() != DataType.FLOAT32) {
            throw new ShapeException(
                    "numbers, no sequences",
                    input,
                    "put a particle before it that makes one vector");
        }
        return ParticlePlan.of(
                SignalSpec.floats(2),
                ParameterSpec.weight("weight", Initialiser.fanIn(1), 2, values.size()),
                ParameterSpec.bias("bias", Initialiser.zeros(), 2));
    }

    @Override
    public FittedOutput fit(Records records) {
        return new FittedDirection(column);
    }

    @Override
    public FittedOutput restore(State state) {
        return new FittedDirection(column);
    }
}
