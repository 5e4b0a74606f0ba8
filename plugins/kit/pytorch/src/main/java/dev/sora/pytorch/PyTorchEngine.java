// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.ColumnConvolution;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.sora.engine.BorrowedTensors;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineFacts;
import dev.sora.engine.FusedOptimisers;
import dev.sora.engine.ImageSampling;
import dev.sora.engine.MixedPrecision;
import dev.sora.engine.Tape;
import dev.sora.engine.TensorMemory;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Computes with PyTorch on one device.
 *
 * <p>Before a thread receives a manager or a tape, the engine prepares it: the thread records no
 * gradients and, if configured, flushes denormal numbers to zero, in Java arithmetic too.
 */
public abstract class PyTorchEngine implements Engine, BorrowedTensors {

    /**
     * The lock for the random generators of PyTorch, of which a process has one for each device: it
     * has one runtime.
     */
    private static final Object DRAWING = new Object();

    private final NativeRuntime runtime;
    private final Device device;
    private final boolean flushDenormals;
    private final Optional<MixedPrecision> mixed;
    private final Optional<ColumnConvolution> convolution;
    private final ThreadLocal<Boolean> flushed = ThreadLocal.withInitial(this::makeReady);

    /**
     * Creates an engine.
     *
     * @param device the device of the tensors
     * @param flushDenormals whether numbers too small for full precision count as zero
     * @param bfloat16 whether products and convolutions of a model compute with bfloat16
     * @throws dev.sora.problem.EngineException if this build of PyTorch has no bfloat16
     */
    protected PyTorchEngine(
            NativeRuntime runtime, Device device, boolean flushDenormals, boolean bfloat16) {
        this.runtime = runtime;
        this.device = device;
        this.flushDenormals = flushDenormals;
        this.mixed =
                bfloat16 ? Optional.of(new Autocast(runtime, device.isGpu())) : Optional.empty();
        // it computes with 32-bit floats only
        this.convolution = device.isGpu() || bfloat16 ? Optional.empty() : runtime.convolution();
    }

    @Override
    public final NDManager newManager() {
        return newManager(device);
    }

    /** Returns a new root manager for tensors on a device, and prepares the thread. */
    final NDManager newManager(Device other) {
        prepare();
        return NDManager.newBaseManager(other, NativeRuntime.ENGINE);
    }

    @Override
    public Tape openTape() {
        prepare();
        return new PyTorchTape();
    }

    @Override
    public <T> Optional<T> offers(Class<T> extension) {
        if (extension == BorrowedTensors.class) {
            return Optional.of(extension.cast(this));
        }
        if (extension == TensorMemory.class) {
            return runtime.memory().map(extension::cast);
        }
        if (extension == MixedPrecision.class) {
            return mixed.map(extension::cast);
        }
        return extension == FusedOptimisers.class
                ? runtime.fused().map(extension::cast)
                : Optional.empty();
    }

    /**
     * Returns the ability to sample images on the CPU, for an engine that computes there only;
     * empty if this build of PyTorch lacks it.
     */
    protected final Optional<ImageSampling> imageSampling() {
        return runtime.sampling();
    }

    @Override
    public final NDArray borrow(NDArray tensor, NDManager borrower) {
        return ((PtNDManager) borrower).borrow((PtNDArray) tensor, convolution);
    }

    @Override
    public final <T> T seeded(long seed, Supplier<T> draws) {
        synchronized (DRAWING) {
            JniUtils.setSeed(seed);
            return draws.get();
        }
    }

    @Override
    public final EngineFacts facts() {
        EngineFacts common =
                EngineFacts.of("PyTorch " + runtime.version())
                        .withPlatform(NativePlatform.current())
                        .withNatives(runtime.digest());
        return withDevice(common)
                .with("denormal numbers", flushed.get() ? "flushed to zero" : "kept")
                .with("natives", runtime.folder().toString());
    }

    /** Adds the facts about the device. */
    protected abstract EngineFacts withDevice(EngineFacts common);

    /** Prepares the calling thread, before it receives a manager or a tape. */
    protected void prepare() {
        flushed.get();
    }

    private boolean makeReady() {
        // A new thread of PyTorch records gradients.
        JniUtils.setGradMode(false);
        boolean done = runtime.denormals().flush(flushDenormals);
        return done && flushDenormals;
    }
}
