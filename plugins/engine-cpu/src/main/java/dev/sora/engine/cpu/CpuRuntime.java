// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import ai.djl.pytorch.jni.JniUtils;
import dev.sora.pytorch.NativeRuntime;

/** PyTorch on the CPU in this process, and the numbers of its threads. */
final class CpuRuntime {

    private static int interopThreads;

    private CpuRuntime() {}

    /**
     * Returns the runtime and loads it with the first call.
     *
     * @throws dev.sora.problem.EngineException if it cannot be loaded, now or in the first call
     */
    static NativeRuntime load() {
        return NativeRuntime.load(CpuLibraries.own());
    }

    /** Returns an engine with the given numbers of threads, which apply to the whole process. */
    static CpuEngine engine(int threads, int interop, boolean flushDenormals, WaitPolicy wait) {
        return engine(threads, interop, flushDenormals, wait, 1, CpuPrecision.FLOAT32);
    }

    /**
     * Returns an engine with the given numbers of threads, which apply to the whole process.
     *
     * @param replicas the number of devices that a training is divided over
     * @param precision the precision of products and convolutions
     */
    static synchronized CpuEngine engine(
            int threads,
            int interop,
            boolean flushDenormals,
            WaitPolicy wait,
            int replicas,
            CpuPrecision precision) {
        NativeRuntime runtime = load();
        JniUtils.setNumThreads(threads);
        // PyTorch accepts this number only once.
        if (interopThreads == 0) {
            JniUtils.setNumInteropThreads(interop);
            interopThreads = interop;
        }
        return new CpuEngine(
                runtime,
                threads,
                flushDenormals,
                Waiting.of(wait, threads, runtime.folder()),
                replicas,
                precision);
    }
}
