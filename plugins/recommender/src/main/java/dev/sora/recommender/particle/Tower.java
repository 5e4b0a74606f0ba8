// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.Dropout;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack of dense layers.
 *
 * @param units the number of outputs of each layer
 * @param activation the activation function of each layer
 * @param dropout the share of each layer's outputs that is dropped in training
 */
record Tower(List<Long> units, Activation activation, double dropout) {

    Tower {
        units = List.copyOf(units);
    }

    /** Reads a tower from the settings of a particle. */
    static Tower of(Settings settings, Setting<List<Long>> units) {
        return new Tower(
                settings.get(units),
                Activation.of(settings.get(Common.ACTIVATION)),
                settings.get(Common.DROPOUT));
    }

    /** Returns the parameters for a number of inputs, which may be unknown (-1). */
    List<ParameterSpec> parameters(long in) {
        List<ParameterSpec> parameters = new ArrayList<>();
        long width = in;
        for (int i = 0; i < units.size(); i++) {
            parameters.addAll(layer("dense" + (i + 1), width, units.get(i), 2));
            width = units.get(i);
        }
        return parameters;
    }

    /** Returns the number of outputs of the last layer. */
    long width(long in) {
        return units.isEmpty() ? in : units.get(units.size() - 1);
    }

    /** Returns the outputs of the last layer for {@code (batch, in)}. */
    NDArray apply(NDArray rows, Pass pass) {
        NDArray values = rows;
        for (int i = 0; i < units.size(); i++) {
            values = activation.apply(layer("dense" + (i + 1), values, pass));
            values = Dropout.values(values, dropout, pass);
        }
        return values;
    }

    /** Returns the parameters of one layer. */
    static List<ParameterSpec> layer(String name, long in, long out, double gain) {
        return new DenseLayer(out, true, (fanIn, fanOut) -> Initialiser.fanIn(gain))
                .parameters(name, in);
    }

    /** Applies one layer without an activation function. */
    static NDArray layer(String name, NDArray rows, Pass pass) {
        return DenseLayer.applyBiased(rows, pass.within(name));
    }
}
