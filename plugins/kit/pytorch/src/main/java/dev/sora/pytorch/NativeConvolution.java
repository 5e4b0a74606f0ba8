// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.ColumnConvolution;
import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * PyTorch's convolution as a matrix product, which DJL does not expose: {@code slow_conv2d}, which
 * is slow for batches and fast for one small picture.
 *
 * <p>It is called by its mangled symbol, like {@link FusedAdam}. An optional tensor is a pointer to
 * its implementation and a flag.
 */
final class NativeConvolution implements ColumnConvolution {

    private static final String SYMBOL =
            "_ZN2at3cpu24_slow_conv2d_forward_outERNS_6TensorERKS1_S4_N3c108ArrayRefIlEE"
                    + "RKSt8optionalIS1_ES7_S7_";

    private static final int BIAS = 0;
    private static final int FLAG = 8;
    private static final int KERNEL = 16;
    private static final int STRIDE = 32;
    private static final int PADDING = 48;
    private static final int BYTES = 64;

    /** The arguments that are passed as pointers, for each thread. */
    private final ThreadLocal<Arguments> arguments = ThreadLocal.withInitial(Arguments::new);

    private NativeConvolution() {}

    /** Finds the function; empty if another compiler gave it another symbol. */
    static Optional<ColumnConvolution> in(Path folder) {
        Path library = folder.resolve(System.mapLibraryName("torch_cpu"));
        if (Files.notExists(library)) {
            return Optional.empty();
        }
        try {
            FunctionMapper mapper = (known, method) -> SYMBOL;
            Native.register(
                    Torch.class,
                    NativeLibrary.getInstance(
                            library.toString(), Map.of(Library.OPTION_FUNCTION_MAPPER, mapper)));
            return Optional.of(new NativeConvolution());
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public void compute(
            long input,
            long weight,
            long bias,
            Shape kernel,
            Shape stride,
            Shape padding,
            long output) {
        Arguments own = arguments.get();
        own.memory.putLong(BIAS, bias == 0 ? 0 : new Pointer(bias).getLong(0));
        own.memory.put(FLAG, (byte) (bias == 0 ? 0 : 1));
        own.put(KERNEL, kernel);
        own.put(STRIDE, stride);
        own.put(PADDING, padding);
        Torch.convolve(
                output,
                input,
                weight,
                own.address + KERNEL,
                2,
                own.address + BIAS,
                own.address + STRIDE,
                2,
                own.address + PADDING,
                2);
    }

    private static final class Arguments {

        private final ByteBuffer memory =
                ByteBuffer.allocateDirect(BYTES).order(ByteOrder.nativeOrder());

        private final long address = Pointer.nativeValue(Native.getDirectBufferPointer(memory));

        private void put(int at, Shape pair) {
            memory.putLong(at, pair.get(0)).putLong(at + Long.BYTES, pair.get(1));
        }
    }

    private static final class Torch {

        static native long convolve(
                long output,
                long input,
                long weight,
                long kernel,
                long kernelLength,
                long bias,
                long stride,
                long strideLength,
                long padding,
                long paddingLength);
    }
}
