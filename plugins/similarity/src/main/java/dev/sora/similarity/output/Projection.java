// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A vector of length 1 for each record. It learns nothing from records, and has no loss of its own.
 *
 * @param head makes the vector
 */
record Projection(VectorHead head) implements OutputParticle, FittedOutput {

    /** A procedure compares the records of a minibatch. */
    private static final int LEAST_RECORDS = 2;

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        SignalSpec input = inputs.get(0);
        return ParticlePlan.of(SignalSpec.floats(head.width(input)), head.parameters(input))
                .withLeastRecords(LEAST_RECORDS);
    }

    @Override
    public FittedOutput fit(Records records) {
        return this;
    }

    @Override
    public FittedOutput restore(State state) {
        return this;
    }

    @Override
    public State state() {
        return State.builder().build();
    }

    /** Returns a zero for each record: its loss is not defined. */
    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        return List.of(HostTensor.allocate(DataType.FLOAT32, records.size()));
    }

    @Override
    public Signal target(NDList encoded) {
        return Signal.of(encoded.head()).with(Signal.DEFINED, encoded.head());
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        return Signal.of(head.apply(inputs.get(0), pass));
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        return prediction.values().mean().mul(0f);
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        return new Projected(Math.toIntExact(prediction.values().getShape().get(0)));
    }

    @Override
    public List<AnswerField> answerFields() {
        return List.of(new AnswerField(FittedEmbedding.VECTOR, AnswerField.Type.VECTOR));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        float[] values = VectorHead.unit(prediction.values()).toFloatArray();
        int size = values.length / Math.max(1, records.size());
        List<Map<String, Object>> decoded = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            List<Double> vector = new ArrayList<>(size);
            for (int j = 0; j < size; j++) {
                vector.add((double) values[i * size + j]);
            }
            decoded.add(Map.of(FittedEmbedding.VECTOR, vector));
        }
        return decoded;
    }
}
