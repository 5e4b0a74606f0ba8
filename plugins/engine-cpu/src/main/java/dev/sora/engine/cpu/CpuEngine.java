// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
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
 * PyTorch on the CPU.
 *
 * <p>A thread that asks for a manager or a tape is made ready first: it records no gradients,
 * shares its operations by as many threads as are set and, if so set, counts denormal numbers as
 * zero, in Java's own arithmetic as well.
 */
final class CpuEngine implements Engine, IntraOpParallelism {

    /** Held while PyTorch's generator is in use: a process has one, as it has one runtime. */
    private static final Object DRAWING = new Object();

    private static final EngineDevice CPU = EngineDevice.of("cpu");

    private final NativeRuntime runtime;
    private final int threads;
    private final boolean flushDenormals;
    private final Waiting waiting;
    private final ThreadLocal<Boolean> flushed = ThreadLocal.withInitial(this::makeReady);

    /** Threads that share their operations with others, or have. */
    private final ThreadLocal<Boolean> sharing = ThreadLocal.withInitial(() -> false);

    /** Threads that do not at the moment. */
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
        if (extension == IntraOpParallelism.class) {
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
        alone.set(true);
        try {
            return work.get();
        } finally {
            alone.set(false);
            if (sharing.get()) {
                setThreads(threads);
            }
        }
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
        // The CPU's operations have ended when they return.
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
        // The native code cannot leave the JVM, and managers belong to those who asked for them.
        waiting.close();
    }

    private void prepare() {
        flushed.get();
        if (alone.get()) {
            // a thread that only ever computes alone makes no others, and has none to wait for
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
            // OpenMP keeps the number for each thread: what computed before with another engine has
            // that one's, and with it other sums
            JniUtils.setNumThreads(count);
        }
    }

    private boolean makeReady() {
        // A fresh thread of PyTorch's records.
        JniUtils.setGradMode(false);
        boolean done = runtime.denormals().flush(flushDenormals);
        return done && flushDenormals;
    }
}
