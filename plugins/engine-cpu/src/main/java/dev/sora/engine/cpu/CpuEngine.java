// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.sora.engine.Engine;
import dev.sora.engine.FusedOptimisers;
import dev.sora.engine.Tape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * PyTorch on the CPU.
 *
 * <p>A thread that asks for a manager or a tape is made ready first: it records no gradients and,
 * if so set, counts denormal numbers as zero, in Java's own arithmetic as well.
 */
final class CpuEngine implements Engine {

    /** Held while PyTorch's generator is in use: a process has one, as it has one runtime. */
    private static final Object DRAWING = new Object();

    private final NativeRuntime runtime;
    private final boolean flushDenormals;
    private final Waiting waiting;
    private final ThreadLocal<Boolean> flushed = ThreadLocal.withInitial(this::makeReady);

    CpuEngine(NativeRuntime runtime, boolean flushDenormals, Waiting waiting) {
        this.runtime = runtime;
        this.flushDenormals = flushDenormals;
        this.waiting = waiting;
    }

    @Override
    public NDManager newManager() {
        flushed.get();
        waiting.awake();
        return NDManager.newBaseManager(Device.cpu(), NativeRuntime.ENGINE);
    }

    @Override
    public Tape openTape() {
        flushed.get();
        waiting.awake();
        return new CpuTape();
    }

    @Override
    public Optional<FusedOptimisers> fusedOptimisers() {
        return runtime.fused();
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
    public String device() {
        return "cpu";
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("runtime", "PyTorch " + runtime.version());
        facts.put("platform", NativePlatform.current());
        facts.put("device", device());
        facts.put("processor", Processor.name());
        facts.put("cores", Integer.toString(Processor.cores()));
        facts.put("threads", Integer.toString(JniUtils.getNumThreads()));
        facts.put("interop threads", Integer.toString(JniUtils.getNumInteropThreads()));
        facts.put("waiting", waiting.toString());
        facts.put("denormal numbers", flushed.get() ? "flushed to zero" : "kept");
        facts.put("natives", runtime.folder().toString());
        facts.put("natives sha256", runtime.digest());
        return facts;
    }

    @Override
    public void close() {
        // The native code cannot leave the JVM, and managers belong to those who asked for them.
        waiting.close();
    }

    private boolean makeReady() {
        // A fresh thread of PyTorch's records.
        JniUtils.setGradMode(false);
        waiting.add();
        boolean done = runtime.denormals().flush(flushDenormals);
        return done && flushDenormals;
    }
}
