// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.SignalSpec;
import java.util.List;

/** An input that learns nothing, so one object is both the input and the fitted input. */
record DirectionInput(String column) implements InputParticle, FittedInput {

    @Override
    public SignalSpec spec() {
        return SignalSpec.floats(2);
    }

    @Override
    public FittedInput fit(Records records) {
        return this;
    }

    @Override
    public State state() {
        return State.builder().build();
    }

    @Override
    public FittedInput restore(State state) {
        return this;
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        return Degrees.encode(records, column);
    }
}
