// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.detect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.core.Linear;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.metric.Outcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Boxes as fractions of the image that the network receives, which may be mirrored, shifted or
 * resized. Boxes are compared and reported in pixels of the original image.
 */
record FittedBox(Box box) implements FittedOutput {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        return box.plan(inputs);
    }

    @Override
    public State state() {
        return State.builder().build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor boxes = HostTensor.allocate(DataType.FLOAT32, records.size(), 4);
        HostTensor defined = HostTensor.allocate(DataType.UINT8, records.size());
        FloatBuffer values = boxes.data().asFloatBuffer();
        ByteBuffer there = defined.data();
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).find(box.column()).isPresent()) {
                values.put(4 * i, records.get(i).get(box.column(), float[].class), 0, 4);
                there.put(i, (byte) 1);
            }
        }
        return List.of(boxes, defined);
    }

    @Override
    public Signal target(NDList encoded) {
        return Signal.of(encoded.get(0))
                .with(Signal.DEFINED, encoded.get(1).toType(DataType.FLOAT32, false));
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        NDArray features = inputs.get(0).values();
        NDArray raw =
                Linear.linear(features, pass.parameter("weight"), pass.parameter("bias")).head();
        return Signal.of(raw.add(0.5)).with(Signal.TRANSFORM, inputs.get(1).part(Signal.TRANSFORM));
    }

    /** Returns left, top, right and bottom in pixels of the original images. */
    private static NDArray inPictures(Signal prediction) {
        NDList map = prediction.part(Signal.TRANSFORM).split(new long[] {2}, 2);
        NDArray corners = prediction.values().reshape(-1, 2, 2);
        NDArray moved =
                corners.matMul(map.get(0).transpose(0, 2, 1)).add(map.get(1).transpose(0, 2, 1));
        // in a mirrored image, left and right are swapped
        int[] corner = {1};
        return moved.min(corner).concat(moved.max(corner), 1);
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        NDArray defined = target.part(Signal.DEFINED);
        NDArray away = inPictures(prediction).sub(target.values()).abs().mean(new int[] {1});
        return away.mul(defined).sum().div(defined.sum().maximum(1));
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        float[] defined = target.part(Signal.DEFINED).toFloatArray();
        boolean[] there = new boolean[defined.length];
        for (int i = 0; i < there.length; i++) {
            there[i] = defined[i] > 0;
        }
        return new BoxesOutcome(
                inPictures(prediction).toFloatArray(), target.values().toFloatArray(), there);
    }

    /** Clips boxes to the edges of the original images. */
    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        float[] boxes = inPictures(prediction).toFloatArray();
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            ImageValue picture = records.get(i).get(box.picture(), ImageValue.class);
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("left", within(boxes[4 * i], picture.width()));
            values.put("top", within(boxes[4 * i + 1], picture.height()));
            values.put("right", within(boxes[4 * i + 2], picture.width()));
            values.put("bottom", within(boxes[4 * i + 3], picture.height()));
            decoded.add(values);
        }
        return decoded;
    }

    private static double within(float place, int size) {
        return Math.max(0, Math.min(size, place));
    }
}
