// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.RunEvent;
import dev.sora.core.Sora;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test and validation data that are split from the training data. */
final class TestParts {

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
                "{fraction: 0.2}",
                "{fraction: 0.2, stratify: kind}",
                "{fraction: 0.2, latest: y}",
                "{folds: 5, fold: 2, stratify: kind}",
                "{column: side, values: [left]}"
            })
    void anEvaluationFindsTheSameTestRecordsAgain(String split) {
        String out = "split-" + Math.abs(split.hashCode());
        List<RunEvent.TrainingStarted> started = new ArrayList<>();
        Sora.TrainingResult result =
                lab.train(
                        out,
                        event -> {
                            if (event instanceof RunEvent.TrainingStarted start) {
                                started.add(start);
                            }
                        },
                        Manifests.POINTS,
                        "data.test=" + split,
                        "data.validation={fraction: 0.25, stratify: kind}");

        RunEvent.TrainingStarted sizes = started.get(0);
        assertThat(sizes.testRecords()).isPositive();
        assertThat(sizes.trainingRecords() + sizes.validationRecords() + sizes.testRecords())
                .isEqualTo(240);
        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
    }

    @Test
    void oneTestFoldAfterAnotherByAnOverride() {
        byte[] first = lab.weights("fold-0", Manifests.POINTS, "data.test={folds: 3, fold: 0}");
        byte[] second =
                lab.weights(
                        "fold-1",
                        Manifests.POINTS,
                        "data.test={folds: 3, fold: 0}",
                        "data.test.fold=1");

        assertThat(second).isNotEqualTo(first);
    }
}
