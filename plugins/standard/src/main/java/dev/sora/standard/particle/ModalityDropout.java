// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.layers.Signals;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/**
 * Computes {@code p x + (1 - p) a}, where p is 1 for records that have the signal, and a is learned
 * or 0. Unlike dropout, nothing is scaled: a record that lacks a signal in training looks like one
 * that lacks it later.
 *
 * @param rate the share of the records that lack the signal in training
 * @param learned whether a is learned
 */
record ModalityDropout(float rate, boolean learned) implements Particle {

    private static final String ABSENT = "absent";

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        if (inputs.isEmpty() || inputs.size() > 2) {
            throw new ShapeException(
                    "a signal, and optionally its presence, for modality-dropout",
                    inputs.size() + " signals",
                    "write 'from: [view, is-seen]', where 'is-seen' is an input 'presence'");
        }
        TensorSpec values = Signals.floats(inputs.get(0), "modality-dropout");
        Signals.refuseSequence(inputs.get(0), "modality-dropout");
        if (inputs.size() == 2) {
            TensorSpec presence = Signals.floats(inputs.get(1), "modality-dropout");
            // a size that only the data decides is unknown here, and checked again later
            boolean one =
                    presence.rank() == 0
                            || presence.rank() == 1
                                    && (presence.size() == 1 || !presence.isKnown());
            if (inputs.get(1).isSequence() || !one) {
                throw new ShapeException(
                        "one number for each record as second signal of modality-dropout",
                        inputs.get(1),
                        "name an input 'presence' second in 'from'");
            }
        }
        SignalSpec output = SignalSpec.of(values);
        return learned
                ? ParticlePlan.of(
                        output,
                        ParameterSpec.bias(ABSENT, Initialiser.zeros(), values.shape().getShape()))
                : ParticlePlan.of(output);
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        NDArray values = inputs.get(0).values();
        Shape shape = values.getShape();
        long[] each = new long[shape.dimension()];
        java.util.Arrays.fill(each, 1);
        each[0] = shape.get(0);
        NDArray present =
                inputs.size() == 2
                        ? inputs.get(1).values().reshape(new Shape(each))
                        : pass.manager().ones(new Shape(each));
        if (pass.training() && rate > 0) {
            present = present.mul(pass.random().keep(new Shape(each), 1 - rate));
        }
        NDArray kept = values.mul(present);
        if (!learned) {
            return Signal.of(kept);
        }
        NDArray absent = pass.parameter(ABSENT).expandDims(0);
        return Signal.of(kept.add(present.mul(-1).add(1).mul(absent)));
    }
}
