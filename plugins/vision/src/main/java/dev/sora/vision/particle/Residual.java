// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.Activation;
import dev.sora.layers.Dropout;
import dev.sora.layers.Intermediates;
import dev.sora.layers.OnnxLayers;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A residual block of two convolutions: {@code f(conv2(conv1(x)) + x)} (He, Zhang, Ren and Sun,
 * 2015, "Deep residual learning for image recognition").
 *
 * <p>If the shape changes, the shortcut is a convolution with a 1 x 1 kernel.
 *
 * @param conv1 the first convolution, with activation
 * @param conv2 the second convolution, without activation
 * @param projection the convolution of the shortcut, if the shape changes
 * @param activation the activation function of the sum
 * @param dropout the probability to drop a value in training
 */
record Residual(
        Convolution conv1,
        Convolution conv2,
        Convolution projection,
        Activation activation,
        double dropout)
        implements UnaryParticle, OnnxExport {

    private static final List<Long> ONE = List.of(1L, 1L);

    static Residual of(
            long filters,
            List<Long> kernel,
            List<Long> stride,
            boolean normalise,
            Activation activation,
            double dropout) {
        return new Residual(
                Convolution.of(filters, Window.same(kernel, stride, ONE), activation)
                        .normalised(normalise),
                Convolution.of(filters, Window.same(kernel, ONE, ONE), Activation.NONE)
                        .normalised(normalise),
                Convolution.of(filters, Window.same(ONE, stride, ONE), Activation.NONE)
                        .normalised(normalise),
                activation,
                dropout);
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        ParticlePlan first = conv1.plan(input);
        ParticlePlan second = conv2.plan(first.output());
        List<ParameterSpec> parameters = new ArrayList<>();
        first.parameters().forEach(p -> parameters.add(p.within("conv1")));
        second.parameters().forEach(p -> parameters.add(p.within("conv2")));
        int least = Math.max(first.leastRecords(), second.leastRecords());
        if (changesShape(ImageSignal.of(input).channels())) {
            projection
                    .plan(input)
                    .parameters()
                    .forEach(p -> parameters.add(p.within("projection")));
        }
        // the projection has as many pixels as the second convolution
        return ParticlePlan.of(second.output(), parameters).withLeastRecords(least);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        Signal hidden = conv1.forward(input, pass.within("conv1"));
        Signal deep = conv2.forward(hidden, pass.within("conv2"));
        Intermediates.free(hidden, input, deep);
        NDArray sum = deep.values();
        // in place: no gradient needs the values before the sum
        if (changesShape(input.values().getShape().get(1))) {
            Intermediates.consumed(
                    projection.forward(input, pass.within("projection")).values(), sum::addi);
        } else {
            sum.addi(input.values());
        }
        NDArray x = Intermediates.consumed(sum, activation::applyToImages);
        return Signal.of(Dropout.values(x, dropout, pass));
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        OnnxValue input = inputs.get(0);
        OnnxValue hidden = conv1.export(inputs, graph.within("conv1"));
        OnnxValue deep = conv2.export(List.of(hidden), graph.within("conv2"));
        OnnxValue shortcut =
                changesShape(input.spec().dimension(0))
                        ? projection.export(inputs, graph.within("projection"))
                        : input;
        String sum = graph.node("Add", List.of(deep.name(), shortcut.name()), Map.of());
        return deep.with(OnnxLayers.activated(activation, sum, graph, 1));
    }

    private boolean changesShape(long channels) {
        return channels != conv1.filters() || !conv1.window().stride().equals(Window.ONE);
    }
}
