// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.similarity.metric.EmbeddingOutcome;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted embedding with the identities of the training data. A target is the position of an
 * identity, -1 if it is not in the training data, and its key.
 */
final class FittedEmbedding implements UnaryFittedOutput {

    static final String VECTOR = "vector";

    private static final String KEYS = "keys";
    private static final String IDENTITIES = "identities";

    private final Embedding settings;
    private final List<String> identities;
    private final List<String> warnings;
    private final Map<String, Integer> positions = new HashMap<>();

    FittedEmbedding(Embedding settings, List<String> identities, List<String> warnings) {
        this.settings = settings;
        this.identities = List.copyOf(identities);
        this.warnings = List.copyOf(warnings);
        for (int i = 0; i < identities.size(); i++) {
            positions.put(identities.get(i), i);
        }
    }

    /** Returns the identities in a state. */
    static List<String> identities(State state) {
        List<String> identities = state.distinct(IDENTITIES);
        if (identities.size() < 2) {
            throw state.broken(IDENTITIES, "at least 2 texts");
        }
        return identities;
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return settings.plan(input, identities.size(), identities);
    }

    @Override
    public State state() {
        return State.builder().strings(IDENTITIES, identities).build();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor classes = HostTensor.allocate(DataType.INT64, records.size(), 1);
        HostTensor keys = HostTensor.allocate(DataType.INT64, records.size(), 1);
        LongBuffer positionsOut = classes.data().asLongBuffer();
        LongBuffer keysOut = keys.data().asLongBuffer();
        for (DataRecord record : records) {
            String name = Identity.of(record, settings.column());
            positionsOut.put(positions.getOrDefault(name, -1));
            keysOut.put(Identity.key(name));
        }
        return List.of(classes, keys);
    }

    @Override
    public Signal target(NDList encoded) {
        NDArray classes = encoded.get(0);
        NDArray keys = encoded.get(1);
        return Signal.of(classes)
                .with(KEYS, keys)
                .with(Signal.DEFINED, settings.loss().defined(classes, keys));
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        return Signal.of(settings.head().apply(input, pass));
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        return settings.loss()
                .of(
                        prediction.values(),
                        target.values(),
                        target.part(KEYS),
                        target.part(Signal.DEFINED),
                        pass);
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        return new EmbeddingOutcome(vectors(prediction), target.part(KEYS).toLongArray());
    }

    @Override
    public List<AnswerField> answerFields() {
        return List.of(new AnswerField(VECTOR, AnswerField.Type.VECTOR));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        float[] values = vectors(prediction);
        int size = values.length / Math.max(1, records.size());
        List<Map<String, Object>> decoded = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            List<Double> vector = new ArrayList<>(size);
            for (int j = 0; j < size; j++) {
                vector.add((double) values[i * size + j]);
            }
            decoded.add(Map.of(VECTOR, vector));
        }
        return decoded;
    }

    /** Returns the cosine of the angle between the vectors of a record and of the reference. */
    @Override
    public Optional<AnswerScore> similarity(Signal reference) {
        NDArray other = VectorHead.unit(reference.values().stopGradient());
        return Optional.of(
                AnswerScore.of(
                        "the cosine similarity to the reference",
                        prediction ->
                                VectorHead.unit(prediction.values())
                                        .mul(other)
                                        .sum(new int[] {1})));
    }

    /** Returns vectors of length 1: the mean of the vectors of several views is shorter. */
    private static float[] vectors(Signal prediction) {
        return VectorHead.unit(prediction.values()).toFloatArray();
    }
}
