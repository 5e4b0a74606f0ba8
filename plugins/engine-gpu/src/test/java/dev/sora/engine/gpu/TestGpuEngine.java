// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.engine.BorrowedTensors;
import dev.sora.engine.Engine;
import dev.sora.engine.FusedOptimisers;
import dev.sora.engine.ImageSampling;
import dev.sora.engine.MixedPrecision;
import dev.sora.engine.Tape;
import dev.sora.problem.EngineException;
import dev.sora.pytorch.NativeContext;
import dev.sora.pytorch.NativeRuntime;
import dev.sora.setting.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The engine on a libtorch that is outside of its plugin, with the processor instead of a GPU:
 * loading, the binding, tapes, settings and facts are those of a GPU.
 */
final class TestGpuEngine {

    private static Engine start(Map<String, ?> settings) throws IOException {
        System.setProperty(HostProcessor.PROPERTY, "cpu");
        try {
            Map<String, Object> all = new HashMap<>(settings);
            all.put("libtorch", CpuLibtorch.folder());
            GpuEngineType type = new GpuEngineType();
            return type.start(Settings.of(type.descriptor().settings(), all));
        } finally {
            System.clearProperty(HostProcessor.PROPERTY);
        }
    }

    @Test
    void computesGradientsWithLibrariesFromElsewhere() throws IOException {
        Engine engine = start(Map.of());
        try (NDManager manager = engine.newManager();
                Tape tape = engine.openTape()) {
            NDArray leaf = tape.watch(manager.create(new float[] {1, -2, 3}));
            tape.backward(leaf.square().sum());

            assertThat(tape.gradient(leaf).toFloatArray()).containsExactly(2, -4, 6);
        }
        assertThat(engine.facts().runtime()).isEqualTo("PyTorch 2.7.1");
        assertThat(engine.facts().more())
                .containsEntry("natives", CpuLibtorch.folder().resolve("lib").toString())
                .containsEntry("precision", "float32")
                .containsEntry("deterministic", "no");
        assertThat(engine.facts().nativesSha256().orElse("")).matches("[0-9a-f]{64}");
        assertThat(engine.offers(BorrowedTensors.class)).isPresent();
        assertThat(engine.devices()).hasSize(1);
        engine.await();
        engine.close();
    }

    @Test
    void offersTheFusedOptimiserOfTheDevice() throws IOException {
        try (Engine engine = start(Map.of());
                NDManager manager = engine.newManager()) {
            FusedOptimisers fused = engine.offers(FusedOptimisers.class).orElseThrow();
            NDArray weights = manager.create(new float[] {1, 1});
            NDArray zero = manager.zeros(new Shape(2));
            fused.adam(
                    weights,
                    manager.create(new float[] {5, -7}),
                    zero,
                    zero.duplicate(),
                    new FusedOptimisers.AdamStep(1, 0.25, 0.9, 0.999, 1e-8, 0, false));

            // the first step has the length of the learning rate, whatever the gradient
            assertThat(weights.toFloatArray()[0]).isCloseTo(0.75f, within(1e-5f));
            assertThat(weights.toFloatArray()[1]).isCloseTo(1.25f, within(1e-5f));
        }
    }

    /** It allocates in native code, whose failure on a GPU that is full would end the process. */
    @Test
    void doesNotOfferToSampleImages() throws IOException {
        try (Engine engine = start(Map.of())) {
            assertThat(engine.offers(ImageSampling.class)).isEmpty();
        }
    }

    @Test
    void appliesPrecisionAndDeterminismToTheProcess() throws IOException {
        NativeContext context = new NativeContext(NativeRuntime.load(libraries()));
        try (Engine engine = start(Map.of())) {
            assertThat(context.allowsTensorFloat32()).isFalse();
            assertThat(context.usesDeterministicAlgorithms()).isFalse();
        }
        Map<String, ?> other = Map.of("precision", "tf32", "deterministic", true);
        Engine first = start(other);
        Engine second = start(other);
        second.close();
        second.close();
        assertThat(context.allowsTensorFloat32()).isTrue();
        assertThat(context.usesDeterministicAlgorithms()).isTrue();

        // the first one is in use, and would compute with other modes from now on
        assertThatThrownBy(() -> start(Map.of("precision", "tf32")))
                .hasMessageContainingAll(
                        "SORA-5001  another engine is running in this process",
                        "needs  precision: tf32, deterministic: false",
                        "have   precision: tf32, deterministic: true");
        assertThat(context.usesDeterministicAlgorithms()).isTrue();
        first.close();
        start(Map.of()).close();
        assertThat(context.allowsTensorFloat32()).isFalse();
        assertThat(context.usesDeterministicAlgorithms()).isFalse();
    }

    @Test
    void computesProductsOfBfloat16AndSumsOf32Bits() throws IOException {
        try (Engine engine = start(Map.of("precision", "bf16"));
                NDManager manager = engine.newManager()) {
            NativeContext context = new NativeContext(NativeRuntime.load(libraries()));
            NDArray value = manager.create(new float[] {257}, new Shape(1, 1));
            NDArray one = manager.ones(new Shape(1, 1));
            MixedPrecision mixed = engine.offers(MixedPrecision.class).orElseThrow();

            // bfloat16 cannot tell 257 from 256
            assertThat(mixed.reduced(() -> value.matMul(one)).toFloatArray()).containsExactly(256);
            assertThat(value.matMul(one).toFloatArray()).containsExactly(257);
            assertThat(context.allowsTensorFloat32()).isFalse();
            assertThat(context.allowsBfloat16Sums()).isFalse();
            assertThat(engine.facts().more()).containsEntry("precision", "bf16");
        }
        try (Engine engine = start(Map.of("precision", "tf32"))) {
            assertThat(engine.offers(MixedPrecision.class)).isEmpty();
        }
    }

    /** TensorFloat-32 is a mode of the process, bfloat16 is one of a thread. */
    @Test
    void enginesWithAndWithoutBfloat16AreOpenAtOnce() throws IOException {
        try (Engine full = start(Map.of());
                Engine reduced = start(Map.of("precision", "bf16"));
                Engine another = start(Map.of())) {
            assertThat(full.offers(MixedPrecision.class)).isEmpty();
            assertThat(reduced.offers(MixedPrecision.class)).isPresent();
            assertThat(another.facts().more()).containsEntry("precision", "float32");
            assertThat(reduced.facts().more()).containsEntry("precision", "bf16");
            assertThatThrownBy(() -> start(Map.of("precision", "tf32")))
                    .hasMessageContainingAll(
                            "SORA-5001", "needs  precision: tf32", "have   precision: float32");
        }
        try (Engine tf32 = start(Map.of("precision", "tf32"))) {
            assertThatThrownBy(() -> start(Map.of("precision", "bf16")))
                    .hasMessageContainingAll(
                            "SORA-5001", "needs  precision: bf16", "have   precision: tf32");
            assertThat(tf32.facts().more()).containsEntry("precision", "tf32");
        }
    }

    /** To return the ones that are loaded would be to use others than the manifest names. */
    @Test
    void refusesOtherLibrariesThanThoseThatAreLoaded() throws IOException {
        NativeRuntime loaded = NativeRuntime.load(libraries());
        GpuLibraries others =
                new GpuLibraries(new Libtorch(Path.of("/other/lib"), "2.7.1"), false, Map.of());

        assertThatThrownBy(() -> NativeRuntime.load(others))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll(
                        "SORA-5104  this JVM already holds PyTorch's libraries",
                        "where  /other/lib",
                        "have   libraries from " + loaded.folder());
        assertThat(NativeRuntime.load(libraries())).isSameAs(loaded);
    }

    private static GpuLibraries libraries() throws IOException {
        return new GpuLibraries(Libtorch.in(CpuLibtorch.folder(), false), false, Map.of());
    }

    @Test
    void refusesANumberThatIsOutOfRange() {
        assertThatThrownBy(() -> start(Map.of("device", 3L)))
                .hasMessageContainingAll("SORA-5118  there is no GPU with the number 3", "0 to 0");
    }
}
