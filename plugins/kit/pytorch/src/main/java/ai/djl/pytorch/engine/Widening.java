// SPDX-License-Identifier: Apache-2.0
package ai.djl.pytorch.engine;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Pointer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes 32-bit floats of bfloat16 tensors as soon as PyTorch returns them, on threads that ask for
 * it. DJL does not know the type: it calls it unknown, and its conversion aborts the process.
 *
 * <p>The conversion is recorded for gradients. It is a sum with the 32-bit float -0, which changes
 * no number and no sign of zero, and whose failures are exceptions, unlike those of a function that
 * is called by its symbol.
 */
public final class Widening {

    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final ThreadLocal<Boolean> HERE = ThreadLocal.withInitial(() -> false);

    /** Zeros without and with a dimension: PyTorch keeps a type that only the former has. */
    private static final Map<Device, PtNDArray[]> ZEROS = new ConcurrentHashMap<>();

    private Widening() {}

    /** Begins on the calling thread, on which it has not begun. */
    public static void begin() {
        HERE.set(true);
        THREADS.incrementAndGet();
    }

    /** Ends on the calling thread. */
    public static void end() {
        THREADS.decrementAndGet();
        HERE.set(false);
    }

    /** Widens a tensor in place if PyTorch has just returned it to a thread that asks for it. */
    static void check(PtNDArray tensor) {
        // one read of memory where no thread asks for it, which is the usual case
        if (THREADS.get() > 0 && HERE.get() && JniUtils.getDataType(tensor) == DataType.UNKNOWN) {
            widen(tensor);
        }
    }

    private static void widen(PtNDArray tensor) {
        PtNDArray[] zeros = ZEROS.computeIfAbsent(tensor.getDevice(), Widening::zeros);
        try (PtNDArray wide = JniUtils.add(tensor, zeros[tensor.getShape().isScalar() ? 0 : 1])) {
            // a native tensor is one pointer, to what counts its owners: each owner gets the other
            Pointer here = new Pointer(tensor.getHandle());
            Pointer there = new Pointer(wide.getHandle());
            long narrow = here.getLong(0);
            here.setLong(0, there.getLong(0));
            there.setLong(0, narrow);
        }
    }

    private static PtNDArray[] zeros(Device device) {
        return new PtNDArray[] {zero(new Shape(), device), zero(new Shape(1), device)};
    }

    private static PtNDArray zero(Shape shape, Device device) {
        return JniUtils.full(
                PtNDManager.getSystemManager(),
                shape,
                -0f,
                DataType.FLOAT32,
                device,
                SparseFormat.DENSE);
    }
}
