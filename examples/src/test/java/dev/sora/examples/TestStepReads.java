// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.examples.device.ReadsOfSteps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A step of a training reads nothing from the device: the host would wait for all operations before
 * it. What is read is read between epochs, and when progress is shown.
 */
final class TestStepReads {

    private static final Path EXAMPLES = Path.of(System.getProperty("sora.examples", ""));

    /** Everything that a step may do: 64 particles, a schedule, an average, clipping, dropout. */
    private static final String POINTS =
            Manifests.points(
                            """
                            particles:
                              view: {type: dense, from: x, units: 8, activation: relu, count: 64}
                              norm: {type: batch_norm, from: whole}
                              rest: {type: dropout, from: norm, rate: 0.2}
                            combiners:
                              whole: {type: sum, from: view}
                            """,
                            "rest")
                    .replace("samples: 240", "samples: 2400")
                    .replace(
                            "training:",
                            """
                            training:
                              average: {decay: 0.9}
                              clip_norm: 1
                              schedule: {type: cosine}
                              early_stopping: {monitor: val_loss, patience: 2}\
                            """);

    @TempDir private Path folder;

    @Test
    void stepsReadNothingFromTheDevice() throws Exception {
        Path points = Files.writeString(folder.resolve("points.yaml"), POINTS);
        String images = EXAMPLES.resolve("mnist/quick.yaml").toString();
        String texts = EXAMPLES.resolve("sentiment/quick.yaml").toString();

        String printed = printed("30", points.toString(), images, texts);

        for (String manifest : new String[] {points.toString(), images, texts}) {
            // the weights are read to see that reads are counted
            assertThat(printed).contains(manifest + ": 0 reads in 30 steps, 1 of the weights");
        }
    }

    /** The class of tensors is changed before it is loaded, so this needs a process of its own. */
    private static String printed(String... arguments) throws IOException, InterruptedException {
        String classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx1g",
                        "-cp",
                        classes,
                        ReadsOfSteps.class.getName());
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
