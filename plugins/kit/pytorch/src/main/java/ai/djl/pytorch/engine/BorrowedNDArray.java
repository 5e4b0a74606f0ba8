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

    /**
     * Returns the handle of the owner.
     *
     * @throws IllegalStateException if this tensor, its manager or its owner is closed: the memory
     *     may be free
     */
    @Override
    public Long getHandle() {
        if (!getManager().isOpen()) {
            throw new IllegalStateException("the manager that borrowed this tensor is closed");
        }
        super.getHandle();
        return owner.getHandle();
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
