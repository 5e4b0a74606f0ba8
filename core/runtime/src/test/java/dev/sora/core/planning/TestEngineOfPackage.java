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
import dev.sora.core.plan.Plan;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A package is used on another machine than that of its training: the engine is that of the former.
 */
final class TestEngineOfPackage {

    private static final String MODEL =
            """
            manifest: 1
            data:
              train: {type: idx, images: images.gz, labels: labels.gz}
            inputs:
              image: {type: image, column: image}
            particles:
              view: {type: dense, from: image, units: 8}
            outputs:
              digit: {type: classification, column: label, from: view}
            engine: %s
            """;

    private static final OfferedPlugin GPU = gpu(Optional.empty());
    private static final OfferedPlugin BLOCKED =
            gpu(Optional.of(Problem.of("TEST-0001", "there is no such device")));

    private static OfferedPlugin gpu(Optional<Problem> obstacle) {
        return new OfferedPlugin(
                "gpus",
                "1.0.0",
                "gpus.jar",
                TestEngineOfPackage.class.getClassLoader(),
                List.of(new LikeVision.Cpu("gpu", 10, obstacle)));
    }

    private static Plan plan(String engine, OfferedPlugin... engines) {
        Manifest manifest =
                new ManifestReader()
                        .read(
                                "m.yaml",
                                Path.of("/here"),
                                MODEL.formatted(engine),
                                Overrides.none());
        List<OfferedPlugin> plugins = new ArrayList<>(List.of(engines));
        plugins.add(LikeStandard.plugin());
        plugins.add(LikeVision.plugin());
        return new Planner(new Catalogue(plugins, KnownTypes.none())).planWithoutData(manifest);
    }

    private static String chosen(String engine, OfferedPlugin... engines) {
        Plan plan = plan(engine, engines);
        return plan.engine().qualifiedName() + plan.engine().settings().asMap();
    }

    @Test
    void isThatOfTheTrainingIfItCanRun() {
        assertThat(chosen("{type: gpu, threads: 3}", LikeVision.engine(), GPU))
                .isEqualTo("gpus/gpu{threads=3}");
        assertThat(chosen("{type: cpu}", LikeVision.engine(), GPU)).isEqualTo("engine-cpu/cpu{}");
        assertThat(chosen("{type: auto, threads: 3}", LikeVision.engine(), BLOCKED))
                .isEqualTo("engine-cpu/cpu{threads=3}");
    }

    @Test
    void isAnotherOneWithoutSettingsIfThatOfTheTrainingCannotRunOrIsNotInstalled() {
        assertThat(chosen("{type: gpu, threads: 3}", LikeVision.engine(), BLOCKED))
                .isEqualTo("engine-cpu/cpu{}");
        assertThat(chosen("{type: gpu, device: 1}", LikeVision.engine()))
                .isEqualTo("engine-cpu/cpu{}");
        assertThat(chosen("{type: gpus/gpu, threads: -1}", LikeVision.engine(), GPU))
                .isEqualTo("gpus/gpu{}");
    }

    /** The plugin that knows the setting may not be installed here. */
    @Test
    void leavesOutSettingsOfEnginesThatAreNotInstalled() {
        assertThat(chosen("{type: auto, device: 1, threads: 3}", LikeVision.engine()))
                .isEqualTo("engine-cpu/cpu{threads=3}");
    }

    /** A package can be inspected where no engine runs; its prediction then reports why. */
    @Test
    void isThatOfTheTrainingWhereNoneCanRun() {
        assertThat(chosen("{type: gpu, threads: 3}", BLOCKED)).startsWith("gpus/gpu");
        assertThatThrownBy(() -> chosen("{type: gpu}"))
                .hasMessageContaining("SORA-2601  no engine is installed");
    }

    @Test
    void isWrittenAsInTheTraining() {
        assertThat(plan("{type: gpu, device: 1}", LikeVision.engine()).resolved())
                .containsEntry("engine", Map.of("type", "gpu", "device", 1L));
    }
}
