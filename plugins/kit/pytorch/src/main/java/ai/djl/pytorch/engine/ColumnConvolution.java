// SPDX-License-Identifier: Apache-2.0
package ai.djl.pytorch.engine;

import ai.djl.ndarray.types.Shape;

/**
 * PyTorch's convolution of a picture as one matrix product: each column of the matrix holds the
 * values of one window. It records no gradient.
 */
public interface ColumnConvolution {

    /**
     * Convolves without a check: an argument that does not fit ends the process. All tensors are of
     * 32-bit floats and in row-major order.
     *
     * @param input the handle of a tensor (1, channels, rows, columns)
     * @param weight the handle of a tensor (filters, channels, kernel rows, kernel columns)
     * @param bias the handle of a tensor (filters); 0 for none
     * @param output the handle of a tensor (1, filters, output rows, output columns), which is
     *     overwritten
     */
    void compute(
            long input,
            long weight,
            long bias,
            Shape kernel,
            Shape stride,
            Shape padding,
            long output);
}
