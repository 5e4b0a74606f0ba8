// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import dev.sora.engine.FusedOptimisers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * PyTorch's fused Adam, which DJL does not expose.
 *
 * <p>The functions are called by their mangled symbols. A list of tensors is a pointer and a
 * length, passed by value like two integers; a DJL handle is a pointer to a tensor, and therefore a
 * list of one. They are those of PyTorch's dispatcher, which chooses the kernel of the tensors'
 * device.
 */
final class FusedAdam implements FusedOptimisers {

    private static final String LISTS_TO_OPTIONS =
            "4callEN3c108ArrayRefINS_6TensorEEES5_S5_S5_S5_S5_dddddbbRKSt8optionalIS4_ES9_";
    private static final String ADAM = "_ZN2at4_ops12_fused_adam_" + LISTS_TO_OPTIONS;
    private static final String ADAMW = "_ZN2at4_ops13_fused_adamw_" + LISTS_TO_OPTIONS;

    private static final Shape SCALAR = new Shape();

    private final Function adam;
    private final Function adamw;

    /** An empty optional: memory for a tensor, and a flag that is false. */
    private final Memory nothing = new Memory(16);

    private FusedAdam(Function adam, Function adamw) {
        this.adam = adam;
        this.adamw = adamw;
        nothing.clear();
    }

    /** Finds the functions; empty if another compiler gave them other symbols. */
    static Optional<FusedOptimisers> in(Path folder) {
        Path library = folder.resolve(System.mapLibraryName("torch_cpu"));
        if (Files.notExists(library)) {
            return Optional.empty();
        }
        try {
            NativeLibrary torch = NativeLibrary.getInstance(library.toString());
            return Optional.of(new FusedAdam(torch.getFunction(ADAM), torch.getFunction(ADAMW)));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public void adam(
            NDArray weights, NDArray gradient, NDArray mean, NDArray square, AdamStep step) {
        // the native code does not check its arguments: a mismatch would crash the process
        check(weights, weights);
        check(weights, gradient);
        check(weights, mean);
        check(weights, square);
        try (NDArray number = weights.getManager().full(SCALAR, (float) step.number())) {
            Function rule = step.decoupled() ? adamw : adam;
            rule.invokeVoid(
                    new Object[] {
                        handle(weights),
                        1L,
                        handle(gradient),
                        1L,
                        handle(mean),
                        1L,
                        handle(square),
                        1L,
                        0L,
                        0L,
                        handle(number),
                        1L,
                        step.learningRate(),
                        step.beta1(),
                        step.beta2(),
                        step.weightDecay(),
                        step.epsilon(),
                        0,
                        0,
                        nothing,
                        nothing
                    });
        }
    }

    private static void check(NDArray weights, NDArray tensor) {
        if (!(tensor instanceof PtNDArray)
                || tensor.getDataType() != DataType.FLOAT32
                || tensor.getShape().dimension() != 1
                || tensor.size() != weights.size()
                || !tensor.getDevice().equals(weights.getDevice())) {
            throw new IllegalArgumentException(
                    "needs flat 32-bit floats, %d of them on %s; has %s of %s on %s"
                            .formatted(
                                    weights.size(),
                                    weights.getDevice(),
                                    tensor.getShape(),
                                    tensor.getDataType(),
                                    tensor.getDevice()));
        }
    }

    private static long handle(NDArray tensor) {
        return ((PtNDArray) tensor).getHandle();
    }
}
