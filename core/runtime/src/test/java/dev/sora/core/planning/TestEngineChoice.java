// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Engines that can run or cannot, depending on their settings, and the reason of a choice. */
final class TestEngineChoice {

    private static final Setting<Path> LIBRARIES =
            Setting.path("libraries", "The folder of the libraries.");

    /** An engine whose libraries only the settings name. */
    private static final class Device implements EngineType {

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("gpu", "Computes.", LIBRARIES, precision("float32", "tf32"));
        }

        @Override
        public int preference() {
            return 10;
        }

        @Override
        public Optional<Problem> obstacle() {
            return Optional.of(Problem.of("TEST-0001", "nothing is installed"));
        }

        @Override
        public Optional<Problem> obstacle(Settings settings) {
            return settings.find(LIBRARIES).isPresent() ? Optional.empty() : obstacle();
        }

        @Override
        public Engine start(Settings settings) {
            throw new UnsupportedOperationException("planning starts no engine");
        }
    }

    /** An engine that always runs, and knows another precision. */
    private static final class Processor implements EngineType {

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("processor", "Computes.", precision("float32", "bf16"));
        }

        @Override
        public int preference() {
            return 5;
        }

        @Override
        public Engine start(Settings settings) {
            throw new UnsupportedOperationException("planning starts no engine");
        }
    }

    private static Setting<String> precision(String... words) {
        return Setting.choice("precision", "The precision.", List.of(words)).orElse(words[0]);
    }

    private static Planner.EngineChoice choose(String engine) {
        return choose(engine, new Device());
    }

    private static Planner.EngineChoice choose(String engine, SoraType... types) {
        OfferedPlugin plugin =
                new OfferedPlugin(
                        "devices",
                        "0.1.0",
                        "devices.jar",
                        TestEngineChoice.class.getClassLoader(),
                        List.of(types));
        Manifest manifest =
                new ManifestReader().read("net", Path.of("/nets"), engine, Overrides.none());
        return new Planner(new Catalogue(List.of(LikeVision.engine(), plugin), KnownTypes.none()))
                .planEngine(manifest);
    }

    @Test
    void asksAnEngineWithItsSettings() {
        Planner.EngineChoice choice = choose("engine: {type: gpu, libraries: lib}\n");

        assertThat(choice.engine().qualifiedName()).isEqualTo("devices/gpu");
        assertThat(choice.engine().settings().find(LIBRARIES)).hasValue(Path.of("/nets/lib"));
        assertThatThrownBy(() -> choose("engine: {type: gpu}\n"))
                .hasMessageContaining("TEST-0001  nothing is installed");
    }

    @Test
    void choosesWithTheSettingsOfEachEngine() {
        assertThat(choose("engine: {type: auto, libraries: lib, threads: 2}\n").reason())
                .isEqualTo("devices/gpu, preferred among those that can run");
        assertThat(choose("engine: {type: auto}\n").reason())
                .isEqualTo("engine-cpu/cpu, because gpu: nothing is installed");
        assertThat(choose("engine: {type: cpu}\n").passedOver()).isEmpty();
    }

    /**
     * Two engines may know one setting with different values: what only the other one takes is left
     * out, as a setting that only the other one knows, unless the manifest names the engine.
     */
    @Test
    void leavesOutAValueThatOnlyAnotherEngineTakes() {
        SoraType[] both = {new Device(), new Processor()};
        Planner.EngineChoice other = choose("engine: {type: auto, precision: tf32}\n", both);
        Planner.EngineChoice own = choose("engine: {type: auto, precision: bf16}\n", both);

        assertThat(other.engine().qualifiedName()).isEqualTo("devices/processor");
        assertThat(other.engine().settings().asMap()).containsEntry("precision", "float32");
        assertThat(own.engine().settings().asMap()).containsEntry("precision", "bf16");
        assertThatThrownBy(() -> choose("engine: {type: auto, precision: fp8}\n", both))
                .hasMessageContaining("'engine.precision'");
        assertThatThrownBy(() -> choose("engine: {type: processor, precision: tf32}\n", both))
                .hasMessageContaining("'engine.precision'");
    }

    /** A setting that is wrong is reported once, whichever engine it belongs to. */
    @Test
    void reportsASettingThatIsWrong() {
        assertThatThrownBy(() -> choose("engine: {type: gpu, libraries: [1]}\n"))
                .hasMessageContaining("'engine.libraries'")
                .hasMessageContaining("TEST-0001");
    }
}
