// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import ai.djl.pytorch.jni.JniUtils;
import dev.sora.engine.DeviceReplicas;
import dev.sora.engine.DeviceWork;
import dev.sora.engine.EngineDevice;
import dev.sora.engine.EngineFacts;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.pytorch.DeviceGroup;
import dev.sora.pytorch.NativeContext;
import dev.sora.pytorch.NativeRuntime;
import dev.sora.pytorch.PyTorchEngine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Computes with PyTorch on one GPU, or trains on several. */
final class GpuEngine extends PyTorchEngine {

    /** Without this workspace, products of matrices may differ from run to run (cuBLAS manual). */
    private static final String WORKSPACE = "CUBLAS_WORKSPACE_CONFIG";

    private final Accelerator accelerator;
    private final List<EngineDevice> devices;
    private final List<Integer> numbers;
    private final DeviceReplicas replicas;
    private final ProcessModes.Use modes;

    private GpuEngine(
            NativeRuntime runtime,
            Accelerator accelerator,
            List<EngineDevice> devices,
            List<Integer> numbers,
            ProcessModes.Use modes) {
        super(
                runtime,
                accelerator.device(numbers.get(0)),
                false,
                modes.precision() == Precision.BF16);
        this.accelerator = accelerator;
        this.devices = devices;
        this.numbers = numbers;
        this.replicas = new DeviceGroup(this, numbers.stream().map(accelerator::device).toList());
        this.modes = modes;
    }

    /**
     * Loads PyTorch and returns an engine.
     *
     * @throws EngineException if it cannot be loaded, has no such device, or cannot apply a setting
     */
    static GpuEngine start(
            GpuLibraries libraries,
            List<Integer> numbers,
            Precision precision,
            boolean deterministic) {
        if (deterministic) {
            // read when the first product is computed
            NativeContext.setEnvironment(WORKSPACE, ":4096:8");
        }
        NativeRuntime runtime = NativeRuntime.load(libraries);
        Accelerator accelerator =
                HostProcessor.isChosen() ? new HostProcessor() : Cuda.in(runtime.folder());
        int count = accelerator.count();
        numbers.forEach(number -> checkNumber(number, count));
        ProcessModes.Use modes =
                ProcessModes.use(new NativeContext(runtime), precision, deterministic);
        try {
            // other devices are left alone: to ask one starts it, and takes memory of it
            List<EngineDevice> devices = numbers.stream().map(accelerator::describe).toList();
            return new GpuEngine(runtime, accelerator, devices, numbers, modes);
        } catch (RuntimeException | Error e) {
            modes.close();
            throw e;
        }
    }

    private static void checkNumber(int number, int count) {
        String set = System.getenv(VisibleDevices.VARIABLE);
        VisibleDevices.check(number, count, set == null ? "(not set)" : "'" + set + "'")
                .ifPresent(
                        problem -> {
                            throw new EngineException(problem);
                        });
    }

    @Override
    public <T> Optional<T> offers(Class<T> extension) {
        return extension == DeviceReplicas.class
                ? Optional.of(extension.cast(replicas))
                : super.offers(extension);
    }

    @Override
    public void await() {
        numbers.forEach(accelerator::await);
    }

    /** Returns the devices that the settings name, and no others of the machine. */
    @Override
    public List<EngineDevice> devices() {
        return devices;
    }

    @Override
    public OptionalLong freeMemory() {
        emptyCache();
        return numbers.stream().map(accelerator::free).flatMapToLong(OptionalLong::stream).min();
    }

    @Override
    public Optional<Problem> failure(Throwable thrown, DeviceWork work) {
        return DeviceFailure.of(thrown, work, this::freeMemory);
    }

    @Override
    protected EngineFacts withDevice(EngineFacts common) {
        EngineFacts facts =
                common.with("precision", modes.precision().word())
                        .with("deterministic", modes.deterministic() ? "yes" : "no");
        return accelerator.runtime().map(text -> facts.with("device runtime", text)).orElse(facts);
    }

    @Override
    public void close() {
        modes.close();
        // managers belong to their callers
        emptyCache();
    }

    /** Returns the memory of freed tensors, which PyTorch keeps for the next ones. */
    private void emptyCache() {
        if (accelerator.device(numbers.get(0)).isGpu()) {
            JniUtils.emptyCudaCache();
        }
    }
}
