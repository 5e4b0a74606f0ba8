// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.Activation;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * A convolution of each channel by kernels of its own (Sifre, 2014; Howard et al., 2017): {@code
 * multiplier} filters for each channel.
 *
 * @param multiplier the number of filters for each channel
 * @param window the window of the convolution
 * @param bias whether a bias is added
 * @param normalise whether each channel is normalised over the batch
 * @param activation the activation function
 * @param pool the size of the max-pooling; less than 2 for none
 * @param dropout the probability to drop a value in training
 */
record Depthwise(
        long multiplier,
        Window window,
        boolean bias,
        boolean normalise,
        Activation activation,
        long pool,
        double dropout)
        implements UnaryParticle, OnnxExport {

    /** Returns a normalised convolution with one filter for each channel. */
    static Depthwise normalised(Window window, Activation activation) {
        return new Depthwise(1, window, false, true, activation, 0, 0);
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return of(ImageSignal.of(input).channels()).plan(input);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        return of(input.values().getShape().get(1)).forward(input, pass);
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        return of(inputs.get(0).spec().dimension(0)).export(inputs, graph);
    }

    private Convolution of(long channels) {
        long filters = channels < 0 ? TensorSpec.UNKNOWN : channels * multiplier;
        return new Convolution(
                        filters,
                        window,
                        channels,
                        bias,
                        normalise,
                        activation,
                        Optional.empty(),
                        dropout)
                .pooled(pool);
    }
}
