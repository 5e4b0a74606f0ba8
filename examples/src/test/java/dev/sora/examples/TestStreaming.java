// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.Sora;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that exceeds the memory gives the same results as data in memory. */
final class TestStreaming {

    private static final String NONE = "data.memory=0";

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=plain",
                "data.test={fraction: 0.2, stratify: kind}",
                "data.validation={folds: 2, fold: 1, group: side}",
                "data.train={type: points, samples: 5000, seed: 1, hole: 9, broken: 50,"
                        + " on_error: skip}",
                "data.train={type: points, samples: 9000, seed: 3}",
                "training.order={type: balanced}"
            })
    void givesTheSameWeightsAndFigures(String setting) {

        String out = Integer.toHexString(setting.hashCode());
        Sora.TrainingResult inMemory = lab.train("in-" + out, Manifests.POINTS, setting);
        Sora.TrainingResult streamed = lab.train("st-" + out, Manifests.POINTS, setting, NONE);

        assertThat(Lab.weights(streamed.model())).isEqualTo(Lab.weights(inMemory.model()));
        assertThat(streamed.metrics()).isEqualTo(inMemory.metrics());
        assertThat(lab.evaluate(streamed.model())).isEqualTo(inMemory.metrics().split("test"));
    }

    @Test
    void picturesToo() throws Exception {
        String one = "training.epochs=1";
        Sora.TrainingResult inMemory = lab.train("pictures", Manifests.DIGITS, one);
        Sora.TrainingResult streamed = lab.train("streamed", Manifests.DIGITS, one, NONE);

        assertThat(Lab.weights(streamed.model())).isEqualTo(Lab.weights(inMemory.model()));
        assertThat(streamed.metrics()).isEqualTo(inMemory.metrics());
        assertThat(Files.readString(lab.folder("streamed/report.html"))).contains("data:image/png");
    }

    @ParameterizedTest
    @CsvSource({"movies-top-n, 300", "sentiment, 1600"})
    void rankingsAndSequencesToo(String example, String size) throws Exception {
        String manifest =
                Files.readString(
                        Path.of(System.getProperty("sora.examples", ""), example, "quick.yaml"));
        String small =
                manifest.replaceAll("epochs: \\d+", "epochs: 1")
                        .replaceAll("(samples|users): \\d+", "$1: " + size)
                        .replaceAll("early_stopping: .*", "");
        Sora.TrainingResult inMemory = lab.train("in-" + example, small);
        Sora.TrainingResult streamed = lab.train("st-" + example, small, NONE);

        assertThat(Lab.weights(streamed.model())).isEqualTo(Lab.weights(inMemory.model()));
        assertThat(streamed.metrics()).isEqualTo(inMemory.metrics());
        assertThat(lab.evaluate(streamed.model())).isEqualTo(inMemory.metrics().split("test"));
    }

    @Test
    void aRunThatWasInterruptedGoesOnInMemory() {
        lab.train("resumed", Manifests.POINTS, NONE, "training.epochs=2");
        byte[] resumed = Lab.weights(lab.resume("resumed", Manifests.POINTS).model());

        assertThat(resumed).isEqualTo(lab.weights("whole", Manifests.POINTS));
    }

    @Test
    void theManifestInThePackageSaysWhatWasGiven() {
        assertThat(lab.runtime().render(lab.plan(Manifests.POINTS, "data.memory=3")))
                .contains("memory: 3");
        assertThat(lab.runtime().render(lab.plan(Manifests.POINTS))).doesNotContain("memory");
    }
}
