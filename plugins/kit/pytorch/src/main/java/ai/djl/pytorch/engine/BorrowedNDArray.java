// SPDX-License-Identifier: Apache-2.0
package ai.djl.pytorch.engine;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/**
 * A tensor that another manager owns. It uses the native handle of its owner, so its manager does
 * not register it and nothing is freed when it is closed.
 */
final class BorrowedNDArray extends PtNDArray {

    private final PtNDArray owner;
    private final LentTensor lent;
    private final PtNDArrayEx operations = new BorrowedOperations(this);

    /**
     * Borrows what was computed from a tensor.
     *
     * @param owner the tensor of which both must be open
     */
    private BorrowedNDArray(PtNDManager manager, PtNDArray owner, LentTensor lent) {
        super(manager, lent.tensor().getHandle());
        this.owner = owner;
        this.lent = lent;
    }

    BorrowedNDArray(PtNDManager manager, LentTensor lent) {
        this(manager, lent.tensor(), lent);
    }

    LentTensor lent() {
        return lent;
    }

    /** Returns this tensor in row-major order. */
    BorrowedNDArray rowMajor() {
        return new BorrowedNDArray(getManager(), owner, lent.rowMajor());
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
        owner.getHandle();
        return lent.tensor().getHandle();
    }

    @Override
    public PtNDArray transpose(int... axes) {
        Optional<LentTensor> other = lent.transposed(axes);
        return other.isPresent()
                ? new BorrowedNDArray(getManager(), owner, other.get())
                : super.transpose(axes);
    }

    @Override
    public PtNDArrayEx getNDArrayInternal() {
        return operations;
    }

    @Override
    public Shape getShape() {
        return lent.tensor().getShape();
    }

    @Override
    public DataType getDataType() {
        return lent.tensor().getDataType();
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
