// SPDX-License-Identifier: Apache-2.0
package ai.djl.pytorch.engine;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * A tensor that another manager owns. It uses the native handle of its owner, so its manager does
 * not register it and nothing is freed when it is closed.
 */
final class BorrowedNDArray extends PtNDArray {

    private final PtNDArray owner;

    BorrowedNDArray(PtNDManager manager, PtNDArray owner) {
        super(manager, owner.getHandle());
        this.owner = owner;
    }

    @Override
    public Shape getShape() {
        return owner.getShape();
    }

    @Override
    public DataType getDataType() {
        return owner.getDataType();
    }

    @Override
    public void setRequiresGradient(boolean requiresGradient) {
        throw new UnsupportedOperationException(
                "a borrowed tensor is only read; duplicate it to record a gradient");
    }

    @Override
    public void close() {
        handle.set(null);
    }
}
