// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.layers.Signals;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A score {@code w h + b}, and with a condition {@code c} the projection {@code (P c) h} (Miyato
 * and Koyama, 2018). The records of the data are real: the loss is {@code softplus(-score)}.
 */
record Discriminator() implements OutputParticle, FittedOutput {

    private static final String SCORE = "score";
    private static final String CONDITION = "condition";
    private static final DenseLayer HEAD = new DenseLayer(1, true, NamedInitialiser.GLOROT);

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        if (inputs.size() > 2) {
            throw new ShapeException(
                    "features, or features and a condition",
                    "%d signals".formatted(inputs.size()),
                    "join conditions by 'concat'");
        }
        long width = Signals.width(inputs.get(0), "the discriminator");
        List<ParameterSpec> parameters = new ArrayList<>(HEAD.parameters(SCORE, width));
        if (inputs.size() == 2) {
            long condition = Signals.width(inputs.get(1), "the condition");
            parameters.addAll(projection(width).parameters(CONDITION, condition));
        }
        return ParticlePlan.of(SignalSpec.floats(1), parameters);
    }

    private static DenseLayer projection(long width) {
        return new DenseLayer(width, false, NamedInitialiser.GLOROT);
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

    /** Returns a byte for each record: all of them are real. */
    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        return List.of(HostTensor.allocate(DataType.UINT8, records.size()));
    }

    @Override
    public Signal target(NDList encoded) {
        return Signal.of(encoded.head());
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        NDArray features = Signals.rows(inputs.get(0));
        NDArray score = HEAD.apply(features, pass.within(SCORE));
        if (inputs.size() == 2) {
            NDArray projected =
                    projection(features.getShape().get(1))
                            .apply(Signals.rows(inputs.get(1)), pass.within(CONDITION));
            score = score.add(projected.mul(features).sum(new int[] {1}, true));
        }
        return Signal.of(score);
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        return Activation.SOFTPLUS.apply(prediction.values().neg()).mean();
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        return new Scores(Math.toIntExact(prediction.values().getShape().get(0)));
    }

    @Override
    public List<AnswerField> answerFields() {
        return List.of(new AnswerField("score", AnswerField.Type.NUMBER));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (float score : prediction.values().toType(DataType.FLOAT32, false).toFloatArray()) {
            decoded.add(Map.of("score", (double) score));
        }
        return decoded;
    }
}
