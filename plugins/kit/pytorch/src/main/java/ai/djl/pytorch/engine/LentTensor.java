// SPDX-License-Identifier: Apache-2.0
package ai.djl.pytorch.engine;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that other managers borrow, with what every borrower would otherwise compute from it
 * again. It is only read, so such a result stays valid; it belongs to the manager of the tensor.
 * Safe for any thread.
 */
final class LentTensor {

    private final PtNDArray tensor;
    private final Optional<ColumnConvolution> convolution;
    private volatile @Nullable Transposed transposed;
    private volatile @Nullable LentTensor rowMajor;

    private record Transposed(int[] axes, LentTensor tensor) {}

    /**
     * Creates a lent tensor.
     *
     * @param convolution how the engine convolves a small picture with it
     */
    LentTensor(PtNDArray tensor, Optional<ColumnConvolution> convolution) {
        this.tensor = tensor;
        this.convolution = convolution;
        // cached at the first question, without synchronisation
        tensor.getShape();
        tensor.getDataType();
    }

    PtNDArray tensor() {
        return tensor;
    }

    Optional<ColumnConvolution> convolution() {
        return convolution;
    }

    /** Returns the view with the axes of the first call; empty for other axes. */
    Optional<LentTensor> transposed(int... axes) {
        Transposed there = transposed;
        if (there == null) {
            there = transpose(axes);
        }
        return Arrays.equals(there.axes, axes) ? Optional.of(there.tensor) : Optional.empty();
    }

    private synchronized Transposed transpose(int... axes) {
        Transposed there = transposed;
        if (there == null) {
            there = new Transposed(axes.clone(), derived(tensor.transpose(axes)));
            transposed = there;
        }
        return there;
    }

    /** Returns a tensor with the same elements, whose last dimension is contiguous in memory. */
    LentTensor rowMajor() {
        LentTensor there = rowMajor;
        return there != null ? there : order();
    }

    private synchronized LentTensor order() {
        LentTensor there = rowMajor;
        if (there == null) {
            try (PtNDArray flat = tensor.flatten()) {
                there = derived(flat.reshape(tensor.getShape()));
            }
            rowMajor = there;
        }
        return there;
    }

    private LentTensor derived(PtNDArray other) {
        return new LentTensor(other, convolution);
    }
}
