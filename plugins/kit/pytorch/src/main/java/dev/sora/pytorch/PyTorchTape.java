// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.sora.engine.Tape;

/**
 * A tape over PyTorch's autograd, which records for each thread separately.
 *
 * <p>DJL's gradient collector allows only one in a JVM, a limit that PyTorch does not have.
 */
final class PyTorchTape implements Tape {

    private final Thread owner = Thread.currentThread();
    private final boolean before = JniUtils.isGradMode();
    private boolean open = true;

    PyTorchTape() {
        JniUtils.setGradMode(true);
    }

    @Override
    public NDArray watch(NDArray values) {
        check();
        NDArray leaf = values.stopGradient();
        leaf.setRequiresGradient(true);
        return leaf;
    }

    @Override
    public void backward(NDArray loss) {
        check();
        if (loss.getShape().dimension() != 0) {
            throw new IllegalArgumentException(
                    "a loss has no dimensions, this one is " + loss.getShape());
        }
        try (NDArray one = loss.getManager().ones(loss.getShape(), loss.getDataType())) {
            JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
        }
    }

    @Override
    public NDArray gradient(NDArray leaf) {
        return leaf.getGradient();
    }

    @Override
    public void close() {
        if (open) {
            check();
            open = false;
            JniUtils.setGradMode(before);
        }
    }

    private void check() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    "a tape belongs to the thread that opened it, '%s', and this is '%s'"
                            .formatted(owner.getName(), Thread.currentThread().getName()));
        }
        if (!open) {
            throw new IllegalStateException("the tape is closed");
        }
    }
}
