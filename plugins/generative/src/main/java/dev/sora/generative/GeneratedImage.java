// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Records;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes pictures of the signal of a generator. It learns nothing and has no loss of its own. */
record GeneratedImage() implements OutputParticle, FittedOutput {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        SignalSpec input = inputs.get(0);
        TensorSpec picture = Pictures.of(input);
        long channels = picture.dimension(0);
        if (channels >= 0 && channels != 1 && channels != 3) {
            throw new ShapeException(
                    "one channel for grey, or three for colour",
                    input,
                    "put 'conv2d' or 'upsample-conv' with 1 or 3 filters and 'activation: none'"
                            + " before it");
        }
        return ParticlePlan.of(SignalSpec.of(picture), List.of());
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
        return Signal.of(inputs.get(0).values().getNDArrayInternal().sigmoid());
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        return prediction.values().mean().mul(0f);
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        List<ImageValue> pictures = pictures(prediction, GeneratedPictures.SHOWN);
        return new GeneratedPictures(
                Math.toIntExact(prediction.values().getShape().get(0)), pictures);
    }

    @Override
    public List<AnswerField> answerFields() {
        return List.of(new AnswerField("picture", AnswerField.Type.TEXT));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (ImageValue picture : pictures(prediction, Integer.MAX_VALUE)) {
            decoded.add(Map.of("picture", Png.dataUri(picture)));
        }
        return decoded;
    }

    /** Returns the first pictures of a batch, in 8 bits. */
    private static List<ImageValue> pictures(Signal prediction, int most) {
        NDArray values = prediction.values();
        int channels = Math.toIntExact(values.getShape().get(1));
        int height = Math.toIntExact(values.getShape().get(2));
        int width = Math.toIntExact(values.getShape().get(3));
        int records = (int) Math.min(most, values.getShape().get(0));
        float[] all = values.transpose(0, 2, 3, 1).flatten().toFloatArray();
        int size = channels * height * width;
        List<ImageValue> pictures = new ArrayList<>(records);
        for (int i = 0; i < records; i++) {
            byte[] samples = new byte[size];
            for (int at = 0; at < size; at++) {
                samples[at] = (byte) Math.round(255 * all[i * size + at]);
            }
            pictures.add(new ImageValue(width, height, channels, samples));
        }
        return pictures;
    }
}
