// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.container.flat.FlatHost;
import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.core.Sora;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.manifest.Overrides;
import dev.sora.particle.DefinedParticleType;
import dev.sora.particle.Particle;
import dev.sora.particle.State;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.testkit.plain.PlainPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions are closed with what computes with them. */
final class TestSessions {

    @TempDir private Path folder;

    /** Keeps the sessions of every particle that it creates. */
    private static final class Observed implements DefinedParticleType {

        private final OnnxType type = new OnnxType();
        private final List<Sessions> created = new ArrayList<>();

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of(
                    "observed-onnx",
                    "An onnx whose sessions are counted.",
                    type.descriptor().settings().toArray(new Setting<?>[0]));
        }

        @Override
        public boolean differentiable() {
            return false;
        }

        @Override
        public State define(Settings settings) {
            return type.define(settings);
        }

        @Override
        public Particle create(Settings settings, State definition) {
            OnnxParticle particle = (OnnxParticle) type.create(settings, definition);
            created.add(particle.sessions());
            return particle;
        }

        private int open() {
            return created.stream().mapToInt(Sessions::count).sum();
        }
    }

    private record Plugin(Observed type) implements SoraPlugin {

        @Override
        public String name() {
            return "observed";
        }

        @Override
        public List<SoraType> types() {
            return List.of(type);
        }
    }

    @Test
    void endWithTheRunAndWithTheModel() throws IOException {
        Path file = folder.resolve("dense.onnx");
        Files.write(file, OnnxBytes.model(OnnxBytes.dense()));
        String manifest =
                """
                manifest: 1
                name: counted
                data:
                  train: {type: synthetic, records: 40, features: 3}
                inputs:
                  x: {type: plain-values, column: x}
                particles:
                  model: {type: observed-onnx, from: x, file: "%s"}
                  head: {type: plain-map, from: model, units: 2}
                outputs:
                  y: {type: plain-number, column: y, from: head}
                training:
                  optimiser: {type: plain-descent, learning_rate: 0.01}
                  epochs: 2
                  batch_size: 16
                """
                        .formatted(file);
        Observed type = new Observed();
        try (SoraRuntime runtime =
                new SoraRuntime(
                        FlatHost.ofClassPath(getClass().getClassLoader())
                                .with(
                                        List.of(
                                                FlatHost.offer(new PlainPlugin(), "1.0.0"),
                                                FlatHost.offer(new Plugin(type), "1.0.0"))),
                        KnownTypes.none())) {
            Sora.TrainingResult result =
                    runtime.train(
                            runtime.plan(manifest, folder, Overrides.none()),
                            new Sora.TrainingRequest(folder.resolve("out"), false),
                            event -> {});
            assertThat(type.created).isNotEmpty();
            assertThat(type.open()).isZero();

            NodeValue given = NodeValue.of(new float[] {1, 2, 3}, 1, 3);
            try (Model model = runtime.open(result.model())) {
                IntStream.range(0, 32)
                        .parallel()
                        .forEach(
                                i -> model.tapWith(List.of(Map.of()), Map.of("x", given), "model"));
                assertThat(type.open()).isEqualTo(1);
            }
            assertThat(type.open()).isZero();
        }
    }
}
