// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.layers.Activation;
import dev.sora.layers.Dropout;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution over the steps of sequences: {@code y_t = Σ_k W_k x_(s t + d (k - c)) + b}, with c
 * in the middle of the kernel. A sequence of n steps becomes one of {@code ceil(n / s)}, and max
 * pooling divides that again. Steps after the end of a sequence count as 0, or, in the pool, not.
 */
record Conv1d(
        long filters,
        int kernel,
        int stride,
        int dilation,
        Activation activation,
        int pool,
        boolean normalise,
        float dropout)
        implements UnaryParticle {

    /** Below all values that occur, and finite. */
    private static final float NEVER = -1e30f;

    private static final String NORM = "norm";

    @Override
    public ParticlePlan plan(SignalSpec input) {
        TensorSpec values = input.values();
        if (values.type() != DataType.FLOAT32 || values.rank() != 2) {
            throw new ShapeException(
                    "a sequence of vectors (steps, features) for conv1d",
                    input,
                    "name a sequence of vectors in 'from', such as a 'sound' or an 'embedding'");
        }
        long in = values.dimension(1);
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(
                ParameterSpec.weight(
                        "weight",
                        NamedInitialiser.HE.weight(in < 0 ? in : in * kernel, filters),
                        filters,
                        in,
                        kernel));
        if (normalise) {
            MaskedNorm.parameters(filters).forEach(p -> parameters.add(p.within(NORM)));
        } else {
            parameters.add(ParameterSpec.bias("bias", Initialiser.zeros(), filters));
        }
        long steps = values.dimension(0);
        long left = steps < 0 ? TensorSpec.UNKNOWN : ceil(ceil(steps, stride), pool);
        TensorSpec output = TensorSpec.floats(left, filters);
        ParticlePlan plan =
                ParticlePlan.of(
                        input.isSequence() ? SignalSpec.sequence(output) : SignalSpec.of(output),
                        parameters);
        return normalise && steps == 1 ? plan.withLeastRecords(2) : plan;
    }

    private static long ceil(long steps, long size) {
        return (steps + size - 1) / size;
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray values = padded(input.values().swapAxes(1, 2), pass);
        NDArray bias =
                normalise ? pass.manager().zeros(new Shape(filters)) : pass.parameter("bias");
        NDArray made =
                ai.djl.nn.convolutional.Conv1d.conv1d(
                                values,
                                pass.parameter("weight"),
                                bias,
                                new Shape(stride),
                                new Shape(0),
                                new Shape(dilation))
                        .head();
        Signal signal = counted(input, made.swapAxes(1, 2), stride);
        NDArray steps = signal.values();
        if (normalise) {
            steps = MaskedNorm.apply(signal, pass.within(NORM));
        }
        steps = activation.apply(steps);
        signal = signal.withValues(steps);
        if (pool > 1) {
            signal = pooled(signal, pass);
        }
        Signal result = signal.withValues(Dropout.values(signal.values(), dropout, pass)).masked();
        return pass.training() ? result : result.withValues(rowMajor(result.values()));
    }

    /**
     * Returns a value that the next particle reads as one that a program gives, to the last bit:
     * products of transposed matrices add in another order.
     */
    private static NDArray rowMajor(NDArray values) {
        return values.flatten().reshape(values.getShape());
    }

    /** Puts zeros around {@code (batch, features, steps)}. */
    private NDArray padded(NDArray values, Pass pass) {
        int missing = dilation * (kernel - 1);
        if (missing == 0) {
            return values;
        }
        Shape shape = values.getShape();
        int before = dilation * ((kernel - 1) / 2);
        NDList parts = new NDList();
        if (before > 0) {
            parts.add(pass.manager().zeros(new Shape(shape.get(0), shape.get(1), before)));
        }
        parts.add(values);
        if (missing > before) {
            parts.add(
                    pass.manager().zeros(new Shape(shape.get(0), shape.get(1), missing - before)));
        }
        return NDArrays.concat(parts, 2);
    }

    /** Returns steps whose number is that of the input divided by a size, rounded up. */
    private static Signal counted(Signal input, NDArray values, int size) {
        if (!input.isSequence()) {
            return Signal.of(values);
        }
        NDArray lengths = input.lengths();
        return Signal.sequence(
                values,
                size == 1
                        ? lengths
                        : lengths.toType(DataType.FLOAT32, false)
                                .div(size)
                                .ceil()
                                .toType(DataType.INT32, false));
    }

    private Signal pooled(Signal signal, Pass pass) {
        NDArray values = signal.values();
        if (signal.isSequence()) {
            NDArray padding = signal.mask().expandDims(2).mul(-1).add(1);
            values = values.add(padding.mul(NEVER));
        }
        Shape shape = values.getShape();
        long missing = ceil(shape.get(1), pool) * pool - shape.get(1);
        if (missing > 0) {
            NDArray never = pass.manager().full(new Shape(shape.get(0), missing, filters), NEVER);
            values = NDArrays.concat(new NDList(values, never), 1);
        }
        NDArray windows = values.reshape(new Shape(shape.get(0), -1, pool, filters));
        return counted(signal, windows.max(new int[] {2}), pool);
    }
}
