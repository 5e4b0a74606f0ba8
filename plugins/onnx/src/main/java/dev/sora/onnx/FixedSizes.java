// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import java.util.List;

/**
 * The sizes that a file states for minibatches: an exporter writes those of its example unless it
 * is told which dimensions vary.
 *
 * @param records how many records are computed at once; -1 for any number
 * @param steps how many steps each sequence has; -1 for any number, or if there are none
 * @param mask whether the file takes a mask, so that padding is not taken for steps
 */
record FixedSizes(long records, long steps, boolean mask) {

    /** The greatest number of records: they are computed even if a minibatch has one. */
    private static final long MOST_RECORDS = 1 << 16;

    /**
     * Returns the sizes that the inputs have.
     *
     * @param inputs of which each has the records first, then the steps of a sequence
     */
    static FixedSizes of(List<Port> inputs, boolean mask, boolean sequence) {
        return new FixedSizes(first(inputs, 0), sequence ? first(inputs, 1) : -1, mask);
    }

    private static long first(List<Port> inputs, int at) {
        return inputs.stream()
                .mapToLong(port -> port.dimensions().get(at))
                .filter(size -> size >= 0)
                .findFirst()
                .orElse(-1);
    }

    /**
     * Checks that no input has other sizes, and that sequences can have that many steps.
     *
     * @throws ShapeException otherwise
     */
    void check(List<Port> inputs, SignalSpec signal) {
        for (Port port : inputs) {
            if (differs(port, 0, records) || steps >= 0 && differs(port, 1, steps)) {
                throw new ShapeException(
                        "one number of records, and one of steps, for all inputs; the file has "
                                + String.join("; ", inputs.stream().map(Port::toString).toList()),
                        signal,
                        "export the model with dynamic axes for records and steps");
            }
        }
        if (records > MOST_RECORDS) {
            throw new ShapeException(
                    "at most %d records at once, the file takes %s"
                            .formatted(MOST_RECORDS, inputs.get(0)),
                    signal,
                    "export the model with a dynamic axis for the batch, or for fewer records");
        }
        long most = steps < 0 ? -1 : signal.values().dimension(0);
        if (most > steps || most >= 0 && !mask && most < steps) {
            throw new ShapeException(
                    "sequences of %s %d steps, the file takes %s"
                            .formatted(mask ? "at most" : "exactly", steps, inputs.get(0)),
                    signal,
                    "set the greatest length of the input to %d, or export the model with a"
                                    .formatted(steps)
                            + " dynamic axis for the steps");
        }
    }

    private static boolean differs(Port port, int at, long size) {
        long own = port.dimensions().get(at);
        return own >= 0 && own != size;
    }

    /**
     * Checks sequences. Without a mask, padding would be taken for steps, and only who exported the
     * model knows what it expects there.
     *
     * @throws DataException if one has another number of steps than the file takes
     */
    void check(int[] lengths) {
        if (steps < 0) {
            return;
        }
        for (int length : lengths) {
            if (length > steps || !mask && length != steps) {
                throw new DataException(
                        Problem.of("SORA-2353", "a sequence does not fit the model's steps")
                                .needs((mask ? "at most %d" : "exactly %d").formatted(steps))
                                .have(Integer.toString(length))
                                .fix(
                                        mask
                                                ? "set the greatest length of the input to %d"
                                                        .formatted(steps)
                                                : "export the model with a dynamic axis for the"
                                                        + " steps, or with a mask"));
            }
        }
    }
}
