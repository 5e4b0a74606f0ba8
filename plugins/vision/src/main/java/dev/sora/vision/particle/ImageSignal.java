// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.types.DataType;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/**
 * The shape of a signal of images; any dimension may be unknown.
 *
 * @param channels channels, or {@link TensorSpec#UNKNOWN}
 * @param height rows, or {@link TensorSpec#UNKNOWN}
 * @param width columns, or {@link TensorSpec#UNKNOWN}
 */
record ImageSignal(long channels, long height, long width) {

    static ImageSignal of(SignalSpec signal) {
        TensorSpec values = signal.values();
        if (values.rank() != 3) {
            throw new ShapeException(
                    "an image (channels, height, width)",
                    signal,
                    values.rank() < 3
                            ? "put it before 'dense', 'flatten' and other particles that give up"
                                    + " rows and columns, or read pictures with 'type: image'"
                            : "");
        }
        if (values.type() != DataType.FLOAT32 || signal.isSequence()) {
            throw new ShapeException(
                    "an image of floats (channels, height, width)",
                    signal,
                    "read pictures with 'type: image'");
        }
        return new ImageSignal(values.dimension(0), values.dimension(1), values.dimension(2));
    }

    SignalSpec toSignal() {
        return SignalSpec.floats(channels, height, width);
    }

    /** Returns the number of values of one image, or {@link TensorSpec#UNKNOWN}. */
    long size() {
        return toSignal().values().size();
    }

    /**
     * Returns the shape after the application of a window.
     *
     * @param channels the number of output channels
     * @param window the window
     * @param what the particle, for the message
     * @param fix the fix if the window does not fit
     */
    ImageSignal after(long channels, Window window, String what, String fix) {
        long rows = window.outputRows(height);
        long columns = window.outputColumns(width);
        boolean tooLow = height >= 0 && rows < 1;
        boolean tooNarrow = width >= 0 && columns < 1;
        if (tooLow || tooNarrow) {
            throw new ShapeException(
                    "an image of at least %d x %d for a %s of %s"
                            .formatted(
                                    window.leastRows(), window.leastColumns(), what, window.size()),
                    this.toSignal().toString(),
                    fix);
        }
        return new ImageSignal(channels, rows, columns);
    }
}
