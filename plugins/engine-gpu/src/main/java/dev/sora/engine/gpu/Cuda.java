// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import ai.djl.Device;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import dev.sora.engine.EngineDevice;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The CUDA runtime that PyTorch has loaded. Its functions are called through their C interface,
 * which returns errors: an exception of PyTorch's C++ functions would end the process.
 */
final class Cuda implements Accelerator {

    /** {@code cudaErrorNoDevice} and {@code cudaErrorInsufficientDriver}. */
    private static final int NO_DEVICE = 100;

    private static final int INSUFFICIENT_DRIVER = 35;
    private static final int NAME_LENGTH = 256;

    private final NativeLibrary runtime;

    private Cuda(NativeLibrary runtime) {
        this.runtime = runtime;
    }

    /**
     * Finds the runtime beside PyTorch's libraries, or where the system looks.
     *
     * @throws EngineException if there is none
     */
    static Cuda in(Path folder) {
        try {
            return new Cuda(NativeLibrary.getInstance(library(folder)));
        } catch (UnsatisfiedLinkError e) {
            throw new EngineException(
                    Problem.of("SORA-5113", "the library 'libcudart.so.12' is missing")
                            .where(folder.toString())
                            .have(String.valueOf(e.getMessage()).replaceAll("\\s+", " "))
                            .fix("unpack PyTorch's libraries again, with their dependencies"),
                    e);
        }
    }

    private static String library(Path folder) {
        for (String place : List.of("", "../../nvidia/cuda_runtime/lib")) {
            try (Stream<Path> files = Files.list(folder.resolve(place).normalize())) {
                Optional<Path> found =
                        files.filter(f -> f.getFileName().toString().startsWith("libcudart"))
                                .sorted()
                                .findFirst();
                if (found.isPresent()) {
                    return found.get().toString();
                }
            } catch (IOException e) {
                // the folder exists in the package of Python only
                continue;
            }
        }
        return "libcudart.so.12";
    }

    @Override
    public int count() {
        IntByReference count = new IntByReference();
        int error = call("cudaGetDeviceCount", count);
        if (error == NO_DEVICE || error == INSUFFICIENT_DRIVER) {
            return 0;
        }
        check(error, "cudaGetDeviceCount");
        return count.getValue();
    }

    @Override
    public EngineDevice describe(int number) {
        return EngineDevice.of("gpu " + number, model(number), memory(number).total());
    }

    @Override
    public Device device(int number) {
        return Device.gpu(number);
    }

    @Override
    public void await(int number) {
        on(number, () -> check(call("cudaDeviceSynchronize"), "cudaDeviceSynchronize"));
    }

    @Override
    public Optional<String> runtime() {
        IntByReference version = new IntByReference();
        return call("cudaRuntimeGetVersion", version) == 0
                ? Optional.of(
                        "CUDA %d.%d"
                                .formatted(
                                        version.getValue() / 1000, version.getValue() % 1000 / 10))
                : Optional.empty();
    }

    /** The name is the first field of {@code cudaDeviceProp}, which has about a kilobyte. */
    private String model(int number) {
        try (Memory properties = new Memory(1 << 14)) {
            properties.clear();
            Function function =
                    Optional.ofNullable(find("cudaGetDeviceProperties_v2"))
                            .orElseGet(() -> runtime.getFunction("cudaGetDeviceProperties"));
            check(function.invokeInt(new Object[] {properties, number}), function.getName());
            byte[] name = properties.getByteArray(0, NAME_LENGTH);
            int end = 0;
            while (end < name.length && name[end] != 0) {
                end++;
            }
            return new String(name, 0, end, java.nio.charset.StandardCharsets.US_ASCII);
        }
    }

    private Function find(String name) {
        try {
            return runtime.getFunction(name);
        } catch (UnsatisfiedLinkError e) {
            return null;
        }
    }

    @Override
    public OptionalLong free(int number) {
        return OptionalLong.of(memory(number).free());
    }

    private record DeviceMemory(long free, long total) {}

    private DeviceMemory memory(int number) {
        LongByReference free = new LongByReference();
        LongByReference total = new LongByReference();
        on(number, () -> check(call("cudaMemGetInfo", free, total), "cudaMemGetInfo"));
        return new DeviceMemory(free.getValue(), total.getValue());
    }

    /** Runs work with another current device of this thread. */
    private void on(int number, Runnable work) {
        IntByReference before = new IntByReference();
        check(call("cudaGetDevice", before), "cudaGetDevice");
        check(call("cudaSetDevice", number), "cudaSetDevice");
        try {
            work.run();
        } finally {
            call("cudaSetDevice", before.getValue());
        }
    }

    private int call(String function, Object... arguments) {
        return runtime.getFunction(function).invokeInt(arguments);
    }

    private void check(int error, String function) {
        if (error != 0) {
            String text =
                    runtime.getFunction("cudaGetErrorString")
                            .invokeString(new Object[] {error}, false);
            throw new EngineException(
                    DeviceFailure.lost("%s: %s (%d)".formatted(function, text, error)));
        }
    }
}
