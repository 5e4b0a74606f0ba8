// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import dev.sora.data.DataRecord;
import dev.sora.metric.Outcome;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Predicts a point of the plane, whose angle is the direction. The mean of points on the unit
 * circle is inside of it, so the length of the point measures how much the directions of similar
 * records agree.
 */
record FittedDirection(String column) implements UnaryFittedOutput {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return DirectionOutput.head(input);
    }

    @Override
    public State state() {
        return State.builder().build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        return Degrees.encode(records, column);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray values = input.values();
        NDArray rows = values.reshape(values.getShape().get(0), -1);
        return Signal.of(
                Linear.linear(rows, pass.parameter("weight"), pass.parameter("bias")).head());
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        NDArray apart = prediction.values().sub(target.values());
        return apart.mul(apart).sum(new int[] {1}).mean();
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        return Directions.of(degrees(prediction), degrees(target));
    }

    private static double[] degrees(Signal points) {
        float[] values = points.values().toFloatArray();
        double[] degrees = new double[values.length / 2];
        for (int i = 0; i < degrees.length; i++) {
            degrees[i] = Degrees.of(values[2 * i], values[2 * i + 1]);
        }
        return degrees;
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        float[] values = prediction.values().toFloatArray();
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (int i = 0; i < values.length; i += 2) {
            double length = Math.hypot(values[i], values[i + 1]);
            decoded.add(
                    Map.of(
                            "degrees",
                            Degrees.of(values[i], values[i + 1]),
                            "agreement",
                            Math.min(1, length)));
        }
        return decoded;
    }
}
