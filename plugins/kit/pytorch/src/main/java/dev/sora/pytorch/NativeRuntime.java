// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.ColumnConvolution;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.engine.PtEngineProvider;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.LibUtils;
import dev.sora.engine.FusedOptimisers;
import dev.sora.engine.ImageSampling;
import dev.sora.engine.TensorMemory;
import dev.sora.problem.EngineException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's native code in this process: loaded once and never unloaded.
 *
 * <p>The JVM refuses a second copy or crashes with it, and DJL caches the result of its first
 * lookup for the life of the JVM. Therefore the first start decides, and its failure is kept.
 */
public final class NativeRuntime {

    /** The name of the engine in DJL. */
    public static final String ENGINE = "PyTorch";

    private static @Nullable NativeRuntime loaded;
    private static @Nullable EngineException failure;

    /** The properties with which DJL found the libraries that are loaded. */
    private static Map<String, String> found = Map.of();

    private final String version;
    private final Path folder;
    private final Denormals denormals;
    private final Optional<FusedOptimisers> fused;
    private final Optional<ImageSampling> sampling;
    private final Optional<ColumnConvolution> convolution;
    private final Optional<TensorMemory> memory;
    private @Nullable String digest;

    private NativeRuntime() {
        // Usually a no-op: DJL finds the provider through the context class loader.
        Engine.registerEngine(new PtEngineProvider());
        // Another copy must not be started: it would stay loaded until the JVM ends.
        RegisteredProvider.of(ENGINE)
                .ifPresent(
                        provider ->
                                ForeignClasses.refuse(provider.getClass(), PtEngineProvider.class));
        Engine engine = Engine.getEngine(ENGINE);
        ForeignClasses.refuse(engine.getClass(), PtEngine.class);
        ForeignClasses.refuse(PtNDManager.class, NativeRuntime.class);
        version = engine.getVersion();
        folder = Path.of(LibUtils.getLibtorchPath());
        denormals = Denormals.in(folder);
        fused = FusedAdam.in(folder);
        sampling = GridSampling.in(folder);
        convolution = NativeConvolution.in(folder);
        memory = NativeMemory.in(folder);
    }

    /**
     * Returns the runtime and loads it with the first call.
     *
     * @throws EngineException if it cannot be loaded, now or in the first call, or if other
     *     libraries are loaded
     */
    public static synchronized NativeRuntime load(NativeLibraries libraries) {
        if (loaded != null) {
            if (!found.equals(libraries.properties())) {
                throw new EngineException(LoadProblem.others(libraries, loaded.folder));
            }
            return loaded;
        }
        if (failure != null) {
            throw new EngineException(LoadProblem.remembered(failure.problems().get(0)), failure);
        }
        libraries
                .obstacle()
                .ifPresent(
                        problem -> {
                            throw new EngineException(problem);
                        });
        ClassLoader own = NativeRuntime.class.getClassLoader();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // DJL looks up its engine and libraries through this class loader, independent of the
        // caller.
        thread.setContextClassLoader(own);
        try (LoadProperties properties = LoadProperties.set(libraries.properties())) {
            loaded = new NativeRuntime();
            found = Map.copyOf(libraries.properties());
            return loaded;
        } catch (EngineException e) {
            failure = e;
            throw failure;
        } catch (RuntimeException | LinkageError | AssertionError e) {
            failure = new EngineException(LoadProblem.of(e, libraries), e);
            throw failure;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Returns the version of PyTorch, such as {@code 2.7.1}. */
    public String version() {
        return version;
    }

    /** Returns the folder of the libraries. */
    public Path folder() {
        return folder;
    }

    /**
     * Returns the SHA-256 digest of the libraries, which is computed with the first call; empty if
     * they cannot be read.
     */
    public synchronized String digest() {
        if (digest == null) {
            digest = NativeDigest.of(folder, NativeCache.folder());
        }
        return digest;
    }

    Optional<FusedOptimisers> fused() {
        return fused;
    }

    Optional<ImageSampling> sampling() {
        return sampling;
    }

    Optional<ColumnConvolution> convolution() {
        return convolution;
    }

    Optional<TensorMemory> memory() {
        return memory;
    }

    Denormals denormals() {
        return denormals;
    }
}
