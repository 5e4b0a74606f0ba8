// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Sora;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is chosen on validation data is saved, used again, and reported. */
final class TestClinicalAnswers {

    private static final Path QUICK =
            Path.of(System.getProperty("sora.examples", ""), "pneumonia", "quick.yaml");

    @TempDir private static Path folder;
    private static Lab lab;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static Plan plan(String... overrides) {
        return lab.runtime().plan(QUICK, new Overrides(List.of(overrides), Map.of()));
    }

    @Test
    void savesWhatItChoseAndReportsIt() throws IOException {
        Plan plan =
                plan(
                        "data.train.samples=800",
                        "data.validation.samples=300",
                        "data.test.samples=300",
                        "training.epochs=2");
        Sora.TrainingResult result =
                lab.runtime()
                        .train(
                                plan,
                                new Sora.TrainingRequest(folder.resolve("run"), false),
                                Lab.DEAF);

        // the condition holds on the records that it was chosen on
        assertThat(result.metrics().get("validation", "finding", "sensitivity"))
                .isGreaterThanOrEqualTo(0.95);
        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
        String report = Files.readString(folder.resolve("run").resolve("report.html"));
        assertThat(report)
                .contains("Grad-CAM at 'parts'", "before calibration", "Not for: Any picture");
        assertThat(lab.runtime().inspect(result.model()).card())
                .containsOnlyKeys("Intended for", "Not for");
    }

    @Test
    void needsValidationDataToChooseOn() {
        assertThatThrownBy(() -> plan("data.validation=null"))
                .hasMessageContaining("SORA-2217")
                .hasMessageContaining("'finding' learns from the validation data");
        assertThat(
                        plan(
                                        "data.validation=null",
                                        "outputs.finding.threshold=0.4",
                                        "outputs.finding.calibration=none")
                                .name())
                .isEqualTo("clouds");
    }
}
