// SPDX-License-Identifier: Apache-2.0
package ai.djl.pytorch.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Operations with a borrowed weight, which is only read.
 *
 * <p>PyTorch chooses the algorithm of a convolution by rules for batches. {@link SmallConvolution}
 * tells where another one is faster for a single picture. All algorithms add the same products;
 * their order differs.
 */
final class BorrowedOperations extends PtNDArrayEx {

    BorrowedOperations(BorrowedNDArray weight) {
        super(weight);
    }

    @Override
    public NDList convolution(
            NDArray input,
            NDArray weight,
            NDArray bias,
            Shape stride,
            Shape padding,
            Shape dilation,
            int groups) {
        if (input instanceof PtNDArray picture
                && weight instanceof BorrowedNDArray kernels
                && (bias == null || bias instanceof BorrowedNDArray)
                && groups == 1
                && isPlain(picture)
                && !JniUtils.isGradMode()) {
            SmallConvolution small =
                    new SmallConvolution(
                            picture.getShape(), kernels.getShape(), stride, padding, dilation);
            PtNDArray shift = (PtNDArray) bias;
            if (small.isFasterInColumns()
                    && kernels.lent().convolution().isPresent()
                    && fits(kernels, small.kernels())
                    && (shift == null || fits(shift, small.biases()))) {
                return new NDList(
                        inColumns(
                                kernels.lent().convolution().get(),
                                rowMajor(picture),
                                kernels,
                                shift,
                                small));
            }
            if (small.isFasterInRows()) {
                return super.convolution(
                        rowMajor(picture),
                        kernels.rowMajor(),
                        bias,
                        stride,
                        padding,
                        dilation,
                        groups);
            }
        }
        return super.convolution(input, weight, bias, stride, padding, dilation, groups);
    }

    private static boolean isPlain(PtNDArray picture) {
        return !picture.getManager().getDevice().isGpu()
                && picture.getDataType() == DataType.FLOAT32
                && picture.getShape().dimension() == 4
                && picture.getShape().get(0) == 1;
    }

    private static boolean fits(PtNDArray tensor, Shape shape) {
        return tensor.getDataType() == DataType.FLOAT32 && tensor.getShape().equals(shape);
    }

    /**
     * A picture of one channel may be row-major already, but PyTorch takes it for channels-last.
     */
    private static PtNDArray rowMajor(PtNDArray picture) {
        return picture.flatten().reshape(picture.getShape());
    }

    private static PtNDArray inColumns(
            ColumnConvolution convolution,
            PtNDArray picture,
            BorrowedNDArray kernels,
            PtNDArray bias,
            SmallConvolution small) {
        PtNDManager manager = picture.getManager();
        PtNDArray output =
                JniUtils.createEmptyNdArray(
                        manager,
                        small.output(),
                        DataType.FLOAT32,
                        manager.getDevice(),
                        SparseFormat.DENSE);
        convolution.compute(
                picture.getHandle(),
                kernels.rowMajor().getHandle(),
                bias == null ? 0 : bias.getHandle(),
                small.window(),
                small.stride(),
                small.padding(),
                output.getHandle());
        return output;
    }
}
