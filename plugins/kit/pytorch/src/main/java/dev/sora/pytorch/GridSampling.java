// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import dev.sora.engine.ImageSampling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * PyTorch's {@code grid_sample} on the CPU, which DJL does not expose.
 *
 * <p>It is called by its mangled symbol, like {@link FusedAdam}: a DJL handle is a pointer to a
 * tensor. The function allocates a tensor for the values, and copies them into the result. On a GPU
 * whose memory is full, its exception would end the process, so tensors of a GPU are refused.
 */
final class GridSampling implements ImageSampling {

    private static final String SYMBOL =
            "_ZN2at4_ops19grid_sampler_2d_out4callERKNS_6TensorES4_llbRS2_";

    // PyTorch's numbers of the interpolation and of the padding
    private static final long BILINEAR = 0;
    private static final long BORDER = 1;
    private static final int OUTER_EDGES = 0;

    private final Function function;

    private GridSampling(Function function) {
        this.function = function;
    }

    /** Finds the function; empty if another compiler gave it another symbol. */
    static Optional<ImageSampling> in(Path folder) {
        Path library = folder.resolve(System.mapLibraryName("torch_cpu"));
        if (Files.notExists(library)) {
            return Optional.empty();
        }
        try {
            NativeLibrary torch = NativeLibrary.getInstance(library.toString());
            return Optional.of(new GridSampling(torch.getFunction(SYMBOL)));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public NDArray sample(NDArray images, NDArray positions) {
        // an exception of the native code would end the process
        check(images, positions);
        Shape from = images.getShape();
        Shape to = positions.getShape();
        NDArray result =
                images.getManager()
                        .create(
                                new Shape(from.get(0), to.get(2), to.get(3), from.get(3)),
                                DataType.FLOAT32);
        // with a gradient to record, the native code would throw
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try (NDArray pictures = images.transpose(0, 3, 1, 2);
                NDArray grid = positions.transpose(0, 2, 3, 1);
                NDArray target = result.transpose(0, 3, 1, 2)) {
            function.invokePointer(
                    new Object[] {
                        handle(pictures),
                        handle(grid),
                        BILINEAR,
                        BORDER,
                        OUTER_EDGES,
                        handle(target)
                    });
        } finally {
            JniUtils.setGradMode(recording);
        }
        return result;
    }

    private static void check(NDArray images, NDArray positions) {
        Shape from = images.getShape();
        Shape to = positions.getShape();
        if (!isPlain(images) || !isPlain(positions) || from.get(0) != to.get(0) || to.get(1) != 2) {
            throw new IllegalArgumentException(
                    ("needs images (batch, height, width, channels) and positions (batch, 2, rows,"
                                    + " columns) of 32-bit floats on the CPU; has %s of %s on %s and"
                                    + " %s of %s on %s")
                            .formatted(
                                    from,
                                    images.getDataType(),
                                    images.getDevice(),
                                    to,
                                    positions.getDataType(),
                                    positions.getDevice()));
        }
    }

    private static boolean isPlain(NDArray tensor) {
        return tensor instanceof PtNDArray
                && !tensor.getDevice().isGpu()
                && tensor.getDataType() == DataType.FLOAT32
                && tensor.getShape().dimension() == 4
                && tensor.getShape().size() > 0;
    }

    private static long handle(NDArray tensor) {
        return ((PtNDArray) tensor).getHandle();
    }
}
