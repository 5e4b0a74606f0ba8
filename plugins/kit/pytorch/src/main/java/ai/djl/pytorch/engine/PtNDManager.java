// SPDX-License-Identifier: Apache-2.0
package ai.djl.pytorch.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Creates and owns PyTorch tensors; replaces DJL's class of the same name.
 *
 * <p>In DJL's class, a tensor that is created from a Java array may use memory that belongs to
 * Java, and Java reclaims it when the tensor is closed. {@code x.mul(2)} creates such a tensor for
 * the number and closes it at once, but PyTorch still needs it for the gradient: if the garbage
 * collector ran in between, the gradient was wrong. In this class such tensors own their memory. A
 * direct byte buffer is used in place, as in DJL, and is kept while its tensor is open.
 *
 * <p>Every tensor that PyTorch returns is registered here first, so here {@link Widening} makes
 * 32-bit floats of those whose type DJL does not know.
 */
public class PtNDManager extends BaseNDManager {

    private static final int RESOURCES = 64;

    private static final PtNDManager SYSTEM_MANAGER = new SystemManager();

    /** The tensors of this manager that others have borrowed, by their identifiers. */
    private final Map<String, LentTensor> lent = new ConcurrentHashMap<>(0);

    /** Held while a tensor is kept; null if closing a tensor frees its memory, as usual. */
    private volatile @Nullable ReentrantLock keeping;

    private PtNDManager(NDManager parent, Device device) {
        super(parent, device);
        // a pass creates tens of tensors; DJL's map would be copied twice while it grows
        resources = new ConcurrentHashMap<>(RESOURCES);
    }

    static PtNDManager getSystemManager() {
        return SYSTEM_MANAGER;
    }

    /**
     * Returns a tensor of another manager as one of this manager. Closing it does not free it.
     *
     * @param convolution how to convolve a small picture with it, if there is such a function
     */
    public PtNDArray borrow(PtNDArray tensor, Optional<ColumnConvolution> convolution) {
        return new BorrowedNDArray(this, tensor.getManager().lent(tensor, convolution));
    }

    private LentTensor lent(PtNDArray tensor, Optional<ColumnConvolution> convolution) {
        LentTensor there = lent.get(tensor.getUid());
        return there != null
                ? there
                : lent.computeIfAbsent(tensor.getUid(), uid -> new LentTensor(tensor, convolution));
    }

    @Override
    public void attachInternal(String id, AutoCloseable... resources) {
        if (resources.length == 1 && resources[0] instanceof BorrowedNDArray) {
            return;
        }
        super.attachInternal(id, resources);
        if (resources.length == 1 && resources[0] instanceof PtNDArray tensor) {
            Widening.check(tensor);
            if (keeping != null && tensor.getDataType() != DataType.STRING) {
                keep(keeping, tensor);
            }
        }
    }

    /**
     * Keeps the memory of each tensor that is created or attached from now on until this manager is
     * closed, by a second tensor that shares it. Those of sub-managers are not kept.
     */
    public void keepClosed() {
        keeping = new ReentrantLock();
    }

    private static void keep(ReentrantLock lock, PtNDArray tensor) {
        // the second tensor is attached, too
        if (lock.isHeldByCurrentThread()) {
            return;
        }
        lock.lock();
        try {
            JniUtils.detachGradient(tensor);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ByteBuffer allocateDirect(int capacity) {
        return ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
    }

    @Override
    public PtNDArray from(NDArray array) {
        if (array == null || array instanceof PtNDArray) {
            return (PtNDArray) array;
        }
        PtNDArray copy = create(array.toByteBuffer(), array.getShape(), array.getDataType());
        copy.setName(array.getName());
        return copy;
    }

    @Override
    public PtNDArray create(Shape shape, DataType type) {
        return JniUtils.createEmptyNdArray(this, shape, type, device, SparseFormat.DENSE);
    }

    @Override
    public PtNDArray create(Buffer data, Shape shape, DataType type) {
        int size = Math.toIntExact(shape.size());
        BaseNDManager.validateBuffer(data, type, size);
        if (data.isDirect() && data instanceof ByteBuffer bytes) {
            return over(bytes, shape, type);
        }
        ByteBuffer bytes = allocateDirect(size * type.getNumOfBytes());
        copyBuffer(data, bytes);
        try (PtNDArray borrowed = over(bytes, shape, type)) {
            return JniUtils.clone(borrowed);
        }
    }

    private PtNDArray over(ByteBuffer bytes, Shape shape, DataType type) {
        return JniUtils.createNdFromByteBuffer(
                this, bytes, shape, type, SparseFormat.DENSE, device);
    }

    @Override
    public NDArray create(String[] data, Charset charset, Shape shape) {
        return new PtNDArray(this, data, shape);
    }

    @Override
    public NDArray createCoo(Buffer data, long[][] indices, Shape shape) {
        try (NDArray values = create(data, new Shape(indices[0].length));
                NDArray places = create(indices)) {
            return JniUtils.createSparseCoo((PtNDArray) places, (PtNDArray) values, shape);
        }
    }

    @Override
    public NDArray zeros(Shape shape, DataType type) {
        return JniUtils.createZerosNdArray(this, shape, type, device, SparseFormat.DENSE);
    }

    @Override
    public NDArray ones(Shape shape, DataType type) {
        return JniUtils.createOnesNdArray(this, shape, type, device, SparseFormat.DENSE);
    }

    @Override
    public NDArray full(Shape shape, float value, DataType type) {
        return JniUtils.full(this, shape, value, type, device, SparseFormat.DENSE);
    }

    @Override
    public NDArray arange(int start, int stop, int step, DataType type) {
        return arange((float) start, (float) stop, (float) step, type);
    }

    @Override
    public NDArray arange(float start, float stop, float step, DataType type) {
        if (Math.signum(stop - start) != Math.signum(step)) {
            return create(new Shape(0), type);
        }
        return JniUtils.arange(this, start, stop, step, type, device, SparseFormat.DENSE);
    }

    @Override
    public NDArray eye(int rows, int columns, int diagonal, DataType type) {
        if (diagonal != 0) {
            throw new UnsupportedOperationException("PyTorch knows the main diagonal only");
        }
        return JniUtils.eye(this, rows, columns, type, device, SparseFormat.DENSE);
    }

    @Override
    public NDArray linspace(float start, float stop, int count, boolean endpoint) {
        if (!endpoint) {
            throw new UnsupportedOperationException("PyTorch includes the end");
        }
        return JniUtils.linspace(
                this, start, stop, count, DataType.FLOAT32, device, SparseFormat.DENSE);
    }

    @Override
    public NDArray randomInteger(long low, long high, Shape shape, DataType type) {
        return JniUtils.randint(this, low, high, shape, type, device);
    }

    @Override
    public NDArray randomPermutation(long count) {
        return JniUtils.randperm(this, count, DataType.INT64, device);
    }

    @Override
    public NDArray randomUniform(float low, float high, Shape shape, DataType type) {
        return JniUtils.uniform(this, low, high, shape, type, device);
    }

    @Override
    public NDArray randomNormal(float mean, float deviation, Shape shape, DataType type) {
        return JniUtils.normal(this, mean, deviation, shape, type, device);
    }

    @Override
    public NDArray hanningWindow(long count) {
        return JniUtils.hannWindow(this, count, true, device);
    }

    @Override
    public PtNDManager newSubManager(Device wanted) {
        PtNDManager manager = new PtNDManager(this, wanted);
        attachUncappedInternal(manager.uid, manager);
        return manager;
    }

    @Override
    public final Engine getEngine() {
        return Engine.getEngine(PtEngine.ENGINE_NAME);
    }

    /** The root of all managers. */
    private static final class SystemManager extends PtNDManager implements SystemNDManager {

        SystemManager() {
            super(null, null);
        }
    }
}
