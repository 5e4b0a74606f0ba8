// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Standard normal numbers. Outside of training, those of a record depend only on its position in
 * the batch, not on the number of records after it.
 *
 * @param size the numbers of each record
 */
record Noise(long size) implements InputParticle, FittedInput {

    @Override
    public SignalSpec spec() {
        return SignalSpec.floats(size);
    }

    @Override
    public FittedInput fit(Records records) {
        return this;
    }

    @Override
    public FittedInput restore(State state) {
        return this;
    }

    @Override
    public State state() {
        return State.builder().build();
    }

    /** Returns a byte for each record, which only tells how many there are. */
    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        return List.of(HostTensor.allocate(DataType.UINT8, records.size()));
    }

    @Override
    public Signal forward(NDList encoded, Pass pass) {
        long records = encoded.head().getShape().get(0);
        Shape shape = new Shape(records, size);
        if (pass.training()) {
            return Signal.of(pass.random().normal(shape));
        }
        RandomGenerator random = pass.random().host();
        float[] values = new float[Math.toIntExact(records * size)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        NDArray drawn = pass.manager().create(values, shape);
        return Signal.of(drawn);
    }
}
