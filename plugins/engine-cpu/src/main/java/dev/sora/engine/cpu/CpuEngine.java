// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import dev.sora.engine.DeviceReplicas;
import dev.sora.engine.EngineDevice;
import dev.sora.engine.EngineFacts;
import dev.sora.engine.ImageSampling;
import dev.sora.engine.IntraOpParallelism;
import dev.sora.pytorch.DeviceGroup;
import dev.sora.pytorch.NativeRuntime;
import dev.sora.pytorch.PyTorchEngine;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Computes with PyTorch on the CPU.
 *
 * <p>Before a thread receives a manager or a tape, it also receives the configured number of
 * threads for an operation.
 */
final class CpuEngine extends PyTorchEngine implements IntraOpParallelism {

    private static final EngineDevice CPU = EngineDevice.of("cpu");

    private final int threads;
    private final Waiting waiting;
    private final CpuPrecision precision;
    private final DeviceReplicas replicas;

    /** Whether the thread uses, or has used, several threads for an operation. */
    private final ThreadLocal<Boolean> sharing = ThreadLocal.withInitial(() -> false);

    /** Whether the thread currently computes without other threads. */
    private final ThreadLocal<Boolean> alone = ThreadLocal.withInitial(() -> false);

    CpuEngine(
            NativeRuntime runtime,
            int threads,
            boolean flushDenormals,
            Waiting waiting,
            int replicas,
            CpuPrecision precision) {
        super(runtime, Device.cpu(), flushDenormals, precision == CpuPrecision.BF16);
        this.precision = precision;
        this.threads = threads;
        this.waiting = waiting;
        this.replicas = new DeviceGroup(this, Collections.nCopies(replicas, Device.cpu()));
    }

    @Override
    public <T> Optional<T> offers(Class<T> extension) {
        if (extension == DeviceReplicas.class) {
            return Optional.of(extension.cast(replicas));
        }
        if (extension == ImageSampling.class) {
            return imageSampling().map(extension::cast);
        }
        return extension == IntraOpParallelism.class
                ? Optional.of(extension.cast(this))
                : super.offers(extension);
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
    public void await() {
        // Nothing to do: CPU operations are synchronous.
    }

    @Override
    public List<EngineDevice> devices() {
        return List.of(CPU);
    }

    @Override
    protected EngineFacts withDevice(EngineFacts common) {
        return common.withThreads(threads)
                .with("precision", precision.toString())
                .with("processor", Processor.name())
                .with("cores", Integer.toString(Processor.cores()))
                .with("interop threads", Integer.toString(JniUtils.getNumInteropThreads()))
                .with("waiting", waiting.toString());
    }

    @Override
    public void close() {
        // The native code stays loaded, and managers belong to their callers.
        waiting.close();
    }

    @Override
    protected void prepare() {
        super.prepare();
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
}
