// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.sora.engine.BorrowedTensors;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineDevice;
import dev.sora.engine.EngineFacts;
import dev.sora.engine.FusedOptimisers;
import dev.sora.engine.IntraOpParallelism;
import dev.sora.engine.Tape;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Computes with PyTorch on the CPU.
 *
 * <p>Before a thread receives a manager or a tape, the engine prepares it: the thread records no
 * gradients, uses the configured number of threads for an operation and, if configured, flushes
 * denormal numbers to zero, in Java arithmetic too.
 */
final class CpuEngine implements Engine, IntraOpParallelism, BorrowedTensors {

    /**
     * The lock for the random generator of PyTorch: a process has one generator and one runtime.
     */
    private static final Object DRAWING = new Object();

    private static final EngineDevice CPU = EngineDevice.of("cpu");

    private final NativeRuntime runtime;
    private final int threads;
    private final boolean flushDenormals;
    private final Waiting waiting;
    private final ThreadLocal<Boolean> flushed = ThreadLocal.withInitial(this::makeReady);

    /** Whether the thread uses, or has used, several threads for an operation. */
    private final ThreadLocal<Boolean> sharing = ThreadLocal.withInitial(() -> false);

    /** Whether the thread currently computes without other threads. */
    private final ThreadLocal<Boolean> alone = ThreadLocal.withInitial(() -> false);

    CpuEngine(NativeRuntime runtime, int threads, boolean flushDenormals, Waiting waiting) {
        this.runtime = runtime;
        this.threads = threads;
        this.flushDenormals = flushDenormals;
        this.waiting = waiting;
    }

    @Override
    public NDManager newManager() {
        prepare();
        return NDManager.newBaseManager(Device.cpu(), NativeRuntime.ENGINE);
    }

    @Override
    public Tape openTape() {
        prepare();
        return new CpuTape();
    }

    @Override
    public <T> Optional<T> offers(Class<T> extension) {
        if (extension == IntraOpParallelism.class || extension == BorrowedTensors.class) {
            return Optional.of(extension.cast(this));
        }
        return extension == FusedOptimisers.class
                ? runtime.fused().map(extension::cast)
                : Optional.empty();
    }

    @Override
    public <T> T without(Supplier<T> work) {
        if (threads == 1 || alone.get()) {
            return work.get();
        }
        int before = JniUtils.getNumThreads();
        alone.set(true);
        try {
            return work.get();
        } finally {
            alone.set(false);
            setThreads(before);
        }
    }

    @Override
    public NDArray borrow(NDArray tensor, NDManager borrower) {
        return ((PtNDManager) borrower).borrow((PtNDArray) tensor);
    }

    @Override
    public <T> T seeded(long seed, Supplier<T> draws) {
        synchronized (DRAWING) {
            JniUtils.setSeed(seed);
            return draws.get();
        }
    }

    @Override
    public void await() {
        // Nothing to do: CPU operations are synchronous.
    }

    @Override
    public List<EngineDevice> devices() {
        return List.of(CPU);
    }

    @Override
    public EngineFacts facts() {
        return EngineFacts.of("PyTorch " + runtime.version())
                .withPlatform(NativePlatform.current())
                .withThreads(threads)
                .withNatives(runtime.digest())
                .with("processor", Processor.name())
                .with("cores", Integer.toString(Processor.cores()))
                .with("interop threads", Integer.toString(JniUtils.getNumInteropThreads()))
                .with("waiting", waiting.toString())
                .with("denormal numbers", flushed.get() ? "flushed to zero" : "kept")
                .with("natives", runtime.folder().toString());
    }

    @Override
    public void close() {
        // The native code stays loaded, and managers belong to their callers.
        waiting.close();
    }

    private void prepare() {
        flushed.get();
        if (alone.get()) {
            // a thread that always computes alone has no other threads to wait for, so it is not
            // watched
            setThreads(1);
            return;
        }
        setThreads(threads);
        if (!sharing.get()) {
            sharing.set(true);
            waiting.add();
        }
        waiting.awake();
    }

    private static void setThreads(int count) {
        if (JniUtils.getNumThreads() != count) {
            // OpenMP stores the number of threads for each thread: a thread that computed with
            // another engine has its number, and other sums with it
            JniUtils.setNumThreads(count);
        }
    }

    private boolean makeReady() {
        // A new thread of PyTorch records gradients.
        JniUtils.setGradMode(false);
        boolean done = runtime.denormals().flush(flushDenormals);
        return done && flushDenormals;
    }
}
