// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.export.OnnxGraph;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The offset that is subtracted from the samples (0 to 255) of each channel, and the divisor. */
record Normalisation(float[] mean, float[] deviation) {

    /** Returns the normalisation to the range from 0 to 1. */
    static Normalisation unit(int channels) {
        return constant(channels, 255);
    }

    /** Returns the normalisation that changes nothing. */
    static Normalisation none(int channels) {
        return constant(channels, 1);
    }

    /** Returns the word of a manifest for it: {@code unit}, {@code none} or {@code standard}. */
    String name() {
        if (isConstant(255)) {
            return "unit";
        }
        return isConstant(1) ? "none" : "standard";
    }

    private boolean isConstant(float divisor) {
        Normalisation constant = constant(mean.length, divisor);
        return Arrays.equals(mean, constant.mean) && Arrays.equals(deviation, constant.deviation);
    }

    private static Normalisation constant(int channels, float divisor) {
        float[] deviation = new float[channels];
        Arrays.fill(deviation, divisor);
        return new Normalisation(new float[channels], deviation);
    }

    /** Restores what {@link #save} wrote. */
    static Normalisation restore(State state, int channels) {
        float[] deviation = floats(state, "deviation", channels);
        for (float each : deviation) {
            if (each <= 0) {
                throw state.broken("deviation", "numbers above 0");
            }
        }
        return new Normalisation(floats(state, "mean", channels), deviation);
    }

    private static float[] floats(State state, String key, int count) {
        double[] numbers = state.numbers(key, count);
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) numbers[i];
            if (Float.isInfinite(floats[i])) {
                throw state.broken(key, "32-bit numbers");
            }
        }
        return floats;
    }

    /** Adds offset and divisor to a state. */
    void save(State.Builder state) {
        state.numbers("mean", doubles(mean)).numbers("deviation", doubles(deviation));
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    /** Adds the operators that normalise a batch of channels-last images. */
    String export(String images, OnnxGraph graph) {
        String shifted =
                graph.node("Sub", List.of(images, graph.floats(mean, mean.length)), Map.of());
        return graph.node(
                "Div", List.of(shifted, graph.floats(deviation, deviation.length)), Map.of());
    }

    /** Normalises a batch of channels-last images, and consumes it. */
    NDArray apply(NDArray images, Pass pass) {
        if (mean.length > 1) {
            Shape shape = images.getShape();
            // whole rows at once: kernels would process the channels of one pixel at a time
            int width = Math.toIntExact(shape.get(2));
            NDArray rows = images.reshape(shape.get(0), shape.get(1), shape.get(2) * mean.length);
            rows.subi(pass.kept("mean" + width, manager -> manager.create(row(mean, width))));
            rows.divi(
                    pass.kept(
                            "deviation" + width, manager -> manager.create(row(deviation, width))));
            return rows.reshape(shape);
        }
        // a scalar argument would create a tensor for each batch
        if (mean[0] != 0) {
            images.subi(pass.kept("mean", manager -> manager.create(mean[0])));
        }
        if (deviation[0] != 1) {
            images.muli(pass.kept("factor", manager -> manager.create(1f / deviation[0])));
        }
        return images;
    }

    /** Returns the numbers of all channels for each pixel of a row. */
    private static float[] row(float[] channels, int width) {
        float[] row = new float[channels.length * width];
        for (int i = 0; i < row.length; i++) {
            row[i] = channels[i % channels.length];
        }
        return row;
    }
}
