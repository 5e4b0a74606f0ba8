// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.TrainingSession;
import dev.sora.problem.DataException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings that several devices cannot share, or not continue. */
final class TestReplicaRefusals {

    private static final String TWO = "engine={type: cpu, threads: 1, devices: [0, 0]}";
    private static final String ONE = "engine={type: cpu, threads: 1}";

    private static final String NORMALISED =
            Manifests.points(
                    """
                    particles:
                      view: {type: dense, from: x, units: 8, activation: relu}
                      norm: {type: batch_norm, from: view}
                    """,
                    "norm");

    @TempDir private static Path folder;
    private static Lab one;
    private static Lab two;

    @BeforeAll
    static void open() {
        // an engine serves one list of devices
        one = new Lab(folder);
        two = new Lab(folder);
    }

    @AfterAll
    static void close() {
        one.close();
        two.close();
    }

    @Test
    void aCheckpointOfAnotherNumberOfDevicesIsRefused() {
        String[] settings = {TWO, "training.epochs=2"};
        two.train("moved", NORMALISED, settings);
        assertThatThrownBy(() -> one.resume("moved", NORMALISED, ONE, "training.epochs=3"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-44");
    }

    @Test
    void aProcedureTrainsOnOneDevice() {
        String procedure =
                Manifests.DIGITS
                        .replace("training:", "training:\n  procedure: {type: every-second}")
                        .replace(", count: 2", "");
        assertThatThrownBy(() -> two.plan(procedure, TWO))
                .hasMessageContaining("SORA-2602")
                .hasMessageContaining("'every-second' trains on one device only");
    }

    @Test
    void aLossThatComparesRecordsNeedsThemOnOneDevice() {
        String triplets =
                Manifests.POINTS.replace(
                        "{type: classification, column: kind, from: whole}",
                        "{type: embedding, column: kind, from: whole, size: 4, loss: triplet}");
        assertThatThrownBy(() -> two.plan(triplets, TWO))
                .hasMessageContaining("SORA-2602")
                .hasMessageContaining("'kind' compares the records");
        try (TrainingSession session = one.runtime().session(one.plan(triplets, ONE), Lab.DEAF)) {
            assertThatThrownBy(() -> session.checkShares(2)).hasMessageContaining("SORA-2602");
            assertThatThrownBy(() -> session.next(1, 2)).hasMessageContaining("SORA-2602");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "engine={type: cpu, devices: [0, 1]} | training.epochs=1 | SORA-2111",
                "engine={type: cpu, devices: []} | training.epochs=1 | SORA-2602",
                "engine={type: cpu, devices: [0, 0]} | training.batch_size=1 | SORA-2602",
                "engine={type: cpu, devices: [0, 0]} | training.optimiser={type: pso} | SORA-2602",
                "engine={type: cpu, devices: [0, 0]} | training.batch_size=3 | SORA-2304",
            })
    void whatCannotBeDividedIsRefusedBeforeDataIsRead(String engine, String setting, String code) {
        assertThatThrownBy(() -> two.plan(NORMALISED, engine, setting)).hasMessageContaining(code);
    }
}
