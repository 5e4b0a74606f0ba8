// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import ai.djl.ndarray.types.DataType;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the inputs and the output of a model stand for.
 *
 * @param values takes the values of the signal
 * @param mask takes which steps are valid
 * @param zeros take zeros
 * @param output the result
 */
record Ports(Port values, Optional<Port> mask, List<Port> zeros, Port output) {

    /**
     * Returns the signal of the output.
     *
     * @throws ShapeException if the inputs do not take the signal
     */
    SignalSpec plan(SignalSpec signal) {
        TensorSpec given = signal.values();
        if (values.rank() != given.rank() + 1 || !takes(values.element(), given.type())) {
            throw new ShapeException(
                    "what the file takes: " + values,
                    signal,
                    "name another input of the file in 'values', or another node in 'from'");
        }
        if (mask.isPresent() && !signal.isSequence()) {
            throw new ShapeException("a sequence, for 'mask'", signal, "leave 'mask' out");
        }
        mask.ifPresent(port -> beside(port, 2, signal));
        zeros.forEach(port -> beside(port, values.rank(), signal));
        inputs().forEach(port -> fits(port, signal));
        FixedSizes sizes = sizes(signal.isSequence());
        sizes.check(inputs(), signal);
        checkMemory(sizes, signal);
        return result(signal, sizes.records());
    }

    /** Returns what the inputs state of the sizes of minibatches. */
    FixedSizes sizes(boolean sequence) {
        return FixedSizes.of(inputs(), mask.isPresent(), sequence);
    }

    /** Returns the inputs, the one of the values first. */
    private List<Port> inputs() {
        List<Port> inputs = new ArrayList<>(List.of(values));
        mask.ifPresent(inputs::add);
        inputs.addAll(zeros);
        return inputs;
    }

    /**
     * Returns the bytes that all inputs take for a minibatch.
     *
     * @param shape the dimensions of the values, the number of records first
     */
    double bytes(long... shape) {
        return inputs().stream()
                .mapToDouble(port -> port.width() * Port.product(Arrays.copyOf(shape, port.rank())))
                .sum();
    }

    /** Checks what every minibatch is filled up to. */
    private void checkMemory(FixedSizes sizes, SignalSpec signal) {
        long[] shape = new long[values.rank()];
        shape[0] = Math.max(1, sizes.records());
        for (int i = 1; i < shape.length; i++) {
            boolean steps = i == 1 && signal.isSequence();
            shape[i] = Math.max(1, steps ? sizes.steps() : signal.values().dimension(i - 1));
        }
        if (!NativeMemory.allows(bytes(shape))) {
            throw new ShapeException(
                    "%s of values, mask and zeros for the records and steps of the file, which takes %s"
                            .formatted(NativeMemory.most(), values),
                    signal,
                    "export the model with dynamic axes for records and steps, or for fewer");
        }
    }

    /** Checks the dimensions of an input after those of records and steps. */
    private static void fits(Port port, SignalSpec signal) {
        TensorSpec given = signal.values();
        for (int i = signal.isSequence() ? 1 : 0; i < port.rank() - 1; i++) {
            long wanted = port.dimensions().get(i + 1);
            if (wanted >= 0 && given.dimension(i) >= 0 && given.dimension(i) != wanted) {
                throw new ShapeException(
                        "what the file takes: " + port, signal, "change the node before it");
            }
        }
    }

    private static boolean takes(int element, DataType type) {
        return switch (element) {
            case Port.FLOAT -> type == DataType.FLOAT32;
            case Port.INT32, Port.INT64 -> type == DataType.INT32;
            case Port.UINT8 -> type == DataType.UINT8;
            default -> false;
        };
    }

    /** Checks an input that takes a mask or zeros. */
    private static void beside(Port port, int rank, SignalSpec signal) {
        boolean known =
                port.element() == Port.FLOAT
                        || port.element() == Port.INT32
                        || port.element() == Port.INT64;
        if (port.rank() != rank || !known) {
            throw new ShapeException(
                    "an input of %d dimensions, of numbers, the file has %s".formatted(rank, port),
                    signal,
                    "name another input of the file");
        }
    }

    private SignalSpec result(SignalSpec signal, long records) {
        boolean asMany =
                output.rank() >= 2
                        && (output.dimensions().get(0) < 0
                                || output.dimensions().get(0) == records);
        if (output.element() != Port.FLOAT || !asMany) {
            throw new ShapeException(
                    "an output of 32-bit floats with as many records as the inputs, the file has "
                            + output,
                    signal,
                    "name another output of the file in 'output'");
        }
        if (isSequence(signal.isSequence())) {
            return SignalSpec.sequence(
                    TensorSpec.floats(signal.values().dimension(0), output.dimensions().get(2)));
        }
        return SignalSpec.floats(
                output.dimensions().stream().skip(1).mapToLong(Long::longValue).toArray());
    }

    /**
     * Returns whether the result has a vector for each step.
     *
     * @param sequence whether the signal is a sequence
     */
    boolean isSequence(boolean sequence) {
        if (!sequence || output.rank() != 3) {
            return false;
        }
        long steps = output.dimensions().get(1);
        return steps < 0 || steps == sizes(true).steps();
    }
}
