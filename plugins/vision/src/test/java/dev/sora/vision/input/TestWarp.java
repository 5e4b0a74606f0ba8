// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.sora.data.DataRecord;
import dev.sora.engine.ImageSampling;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.tensor.HostTensor;
import dev.sora.testkit.Workbench;
import dev.sora.vision.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestWarp {

    /** A pass that counts what is asked of the engine, and may have an engine without abilities. */
    private record Asking(Pass pass, boolean able, AtomicInteger asked) implements DelegatingPass {

        @Override
        public <T> Optional<T> offers(Class<T> extension) {
            asked.incrementAndGet();
            return able ? pass.offers(extension) : Optional.empty();
        }

        @Override
        public Pass within(String prefix) {
            return new Asking(pass.within(prefix), able, asked);
        }
    }

    static List<Map<String, Object>> warps() {
        return List.of(
                Map.of("scale", 0.3, "flip", true, "shift", 4),
                Map.of("rotate", 20, "shear", 15, "flip_vertical", true),
                Map.of("elastic", 2, "scale", 0.1));
    }

    /** An engine that samples images gives the same pictures as one whose operations are used. */
    @ParameterizedTest
    @MethodSource("warps")
    void agreesWithTheEnginesSampling(Map<String, Object> augment) {
        List<DataRecord> records =
                List.of(
                        TestImageInput.noise(24, 31, 3, 1),
                        TestImageInput.noise(24, 31, 3, 2),
                        TestImageInput.noise(24, 31, 3, 3));
        Map<String, Object> raw = Map.of("augment", augment, "normalise", "none");
        FittedInput fitted = TestImageInput.input(raw).fit(Reading.records(records));
        try (Workbench bench = new Workbench()) {
            AtomicInteger asked = new AtomicInteger();
            float[] sampled = run(bench, fitted, records, true, asked);

            assertThat(asked).hasPositiveValue();
            assertThat(bench.pass(true, Map.of()).offers(ImageSampling.class)).isPresent();
            float[] composed = run(bench, fitted, records, false, asked);
            assertThat(sampled).hasSameSizeAs(composed);
            for (int i = 0; i < sampled.length; i++) {
                assertThat(sampled[i]).isCloseTo(composed[i], within(0.05f));
            }
        }
    }

    private static float[] run(
            Workbench bench,
            FittedInput fitted,
            List<DataRecord> records,
            boolean able,
            AtomicInteger asked) {
        HostTensor encoded = fitted.encode(records).get(0);
        NDArray uploaded = bench.manager().create(encoded.data(), encoded.shape(), encoded.type());
        Pass pass = new Asking(bench.pass(true, Map.of(), 5), able, asked);
        return fitted.forward(new NDList(uploaded), pass).values().toFloatArray();
    }
}
