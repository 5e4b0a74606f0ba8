// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import ai.djl.pytorch.jni.JniUtils;
import dev.sora.engine.DeviceReplicas;
import dev.sora.engine.EngineDevice;
import dev.sora.engine.EngineFacts;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.pytorch.DeviceGroup;
import dev.sora.pytorch.NativeContext;
import dev.sora.pytorch.NativeRuntime;
import dev.sora.pytorch.PyTorchEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Computes with PyTorch on one GPU, or trains on several. */
final class GpuEngine extends PyTorchEngine {

    /** Without this workspace, products of matrices may differ from run to run (cuBLAS manual). */
    private static final String WORKSPACE = "CUBLAS_WORKSPACE_CONFIG";

    private final Accelerator accelerator;
    private final List<EngineDevice> devices;
    private final int number;
    private final DeviceReplicas replicas;
    private final Precision precision;
    private final boolean deterministic;

    private GpuEngine(
            NativeRuntime runtime,
            Accelerator accelerator,
            List<EngineDevice> devices,
            List<Integer> numbers,
            Precision precision,
            boolean deterministic) {
        super(runtime, accelerator.device(numbers.get(0)), false);
        this.accelerator = accelerator;
        this.devices = devices;
        this.number = numbers.get(0);
        this.replicas = new DeviceGroup(this, numbers.stream().map(accelerator::device).toList());
        this.precision = precision;
        this.deterministic = deterministic;
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
        List<EngineDevice> devices = accelerator.devices();
        numbers.forEach(number -> checkNumber(number, devices));
        NativeContext context = new NativeContext(runtime);
        // PyTorch allows it for convolutions by default: 'float32' would not be float32
        context.allowTensorFloat32(precision == Precision.TF32);
        context.useDeterministicAlgorithms(deterministic);
        return new GpuEngine(runtime, accelerator, devices, numbers, precision, deterministic);
    }

    static void checkNumber(int number, List<EngineDevice> devices) {
        if (devices.isEmpty()) {
            throw new EngineException(
                    Problem.of("SORA-5118", "PyTorch finds no GPU in this process")
                            .have("CUDA_VISIBLE_DEVICES=" + visible())
                            .fix(
                                    "let nvidia-smi list the devices, and see whether"
                                            + " CUDA_VISIBLE_DEVICES hides them"));
        }
        if (number >= devices.size()) {
            throw new EngineException(
                    Problem.of("SORA-5118", "there is no GPU with the number " + number)
                            .needs("0 to %d".formatted(devices.size() - 1))
                            .have(
                                    String.join(
                                            ", ", devices.stream().map(Object::toString).toList()))
                            .fix("name one of them in 'engine.device' or 'engine.devices'"));
        }
    }

    private static String visible() {
        String set = System.getenv("CUDA_VISIBLE_DEVICES");
        return set == null ? "(not set)" : "'" + set + "'";
    }

    @Override
    public <T> Optional<T> offers(Class<T> extension) {
        return extension == DeviceReplicas.class
                ? Optional.of(extension.cast(replicas))
                : super.offers(extension);
    }

    @Override
    public void await() {
        accelerator.await(number);
    }

    @Override
    public List<EngineDevice> devices() {
        List<EngineDevice> ordered = new ArrayList<>(devices);
        ordered.add(0, ordered.remove(number));
        return ordered;
    }

    @Override
    public Optional<Problem> failure(Throwable thrown, int records) {
        return DeviceFailure.of(thrown, records);
    }

    @Override
    protected EngineFacts withDevice(EngineFacts common) {
        EngineFacts facts =
                common.with("precision", precision.word())
                        .with("deterministic", deterministic ? "yes" : "no");
        return accelerator.runtime().map(text -> facts.with("device runtime", text)).orElse(facts);
    }

    @Override
    public void close() {
        // managers belong to their callers; what they have freed is cached for the next tensors
        if (accelerator.device(number).isGpu()) {
            JniUtils.emptyCudaCache();
        }
    }
}
