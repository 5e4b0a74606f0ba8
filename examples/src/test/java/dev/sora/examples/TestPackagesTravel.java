// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Sora;
import dev.sora.problem.SoraException;
import java.awt.image.BufferedImage;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model package in another folder, with another runtime and without its data. */
final class TestPackagesTravel {

    private static final int SIDE = 8;

    private static final String IDX =
            """
            manifest: 1
            name: corners
            seed: 7
            data:
              train: {type: idx, images: data/images.gz, labels: data/labels.gz}
              validation: {fraction: 0.2}
              test: {type: idx, images: data/images.gz, labels: data/labels.gz}
            inputs:
              image: {type: image, column: image}
            particles:
              view: {type: dense, from: image, units: 16, activation: relu}
            outputs:
              corner: {type: classification, column: label, from: view}
            training:
              epochs: 8
              batch_size: 16
            """;

    @TempDir private static Path folder;
    private static Sora.TrainingResult trained;
    private static Path moved;

    @BeforeAll
    static void trainAndMove() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        write(data, 120);
        try (Lab lab = new Lab(folder)) {
            trained = lab.train("out", IDX);
        }
        moved = Files.createDirectories(folder.resolve("else/where")).resolve("renamed.sora");
        Files.copy(trained.model(), moved);
    }

    /** Images with one bright corner, which is the label. */
    private static void write(Path data, int count) throws IOException {
        try (DataOutputStream images = gz(data.resolve("images.gz"));
                DataOutputStream labels = gz(data.resolve("labels.gz"))) {
            images.writeInt(0x803);
            images.writeInt(count);
            images.writeInt(SIDE);
            images.writeInt(SIDE);
            labels.writeInt(0x801);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                    images.writeByte(value(i, pixel / SIDE, pixel % SIDE));
                }
                labels.writeByte(i % 4);
            }
        }
    }

    private static int value(int number, int row, int column) {
        int corner = row / (SIDE / 2) * 2 + column / (SIDE / 2);
        int noise = (number * 31 + row * 17 + column * 7) % 60;
        return corner == number % 4 ? 190 + noise : noise;
    }

    private static DataOutputStream gz(Path file) throws IOException {
        return new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
    }

    private static Path png(Path file, int number) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                image.getRaster().setSample(column, row, 0, value(number, row, column));
            }
        }
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void learned() {
        assertThat(trained.metrics().get("test", "corner", "accuracy")).isEqualTo(1.0);
    }

    @Test
    void evaluatesToTheSameDigitsElsewhere() {
        try (Lab other = new Lab(folder)) {
            assertThat(other.evaluate(moved)).isEqualTo(trained.metrics().split("test"));
        }
    }

    @Test
    void evaluatesAnotherSourceOfData() throws Exception {
        Path source = folder.resolve("source.yaml");
        Files.writeString(source, "{type: idx, images: data/images.gz, labels: data/labels.gz}");
        try (Lab other = new Lab(folder)) {
            assertThat(
                            dev.sora.core.evaluation.FlatMetrics.numbers(
                                    other.runtime().evaluate(moved, Optional.of(source), Lab.DEAF)))
                    .isEqualTo(trained.metrics().split("test"));
        }
    }

    @Test
    void predictsForPicturesWithItsDataGone() throws Exception {
        Path alone = Files.createDirectories(folder.resolve("alone"));
        Path model = Files.copy(moved, alone.resolve("model.sora"));
        Path data = folder.resolve("data");
        Path hidden = folder.resolve("hidden");
        Path one = png(alone.resolve("one.png"), 2);
        Path many = Files.createDirectories(alone.resolve("many"));
        for (int i = 0; i < 7; i++) {
            png(many.resolve("picture-%d.png".formatted(i)), i);
        }
        Files.move(data, hidden);
        try (Lab other = new Lab(folder)) {
            List<Map<String, Object>> single = new ArrayList<>();
            other.predict(model, one, single::add);
            List<Map<String, Object>> lines = new ArrayList<>();
            other.predict(model, many, lines::add);

            assertThat(single).hasSize(1);
            check(single.get(0), 2);
            assertThat(lines).hasSize(7);
            for (int i = 0; i < 7; i++) {
                assertThat(lines.get(i).get("record").toString())
                        .endsWith("picture-%d.png".formatted(i));
                check(lines.get(i), i % 4);
            }
            assertThatThrownBy(() -> other.evaluate(model))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("images.gz");
        } finally {
            Files.move(hidden, data);
        }
    }

    private static void check(Map<String, Object> line, long label) {
        assertThat(line).containsKeys("record", "label", "probabilities");
        assertThat(line.get("label")).isEqualTo(label);
        Map<?, ?> probabilities = (Map<?, ?>) line.get("probabilities");
        assertThat(probabilities).hasSize(4);
        double sum = probabilities.values().stream().mapToDouble(p -> (Double) p).sum();
        assertThat(sum).isCloseTo(1, within(1e-3));
        assertThat((Double) probabilities.get(Long.toString(label))).isGreaterThan(0.5);
    }

    @Test
    void tellsWhatItHolds() {
        try (Lab other = new Lab(folder)) {
            Sora.Inspection inspection = other.runtime().inspect(moved);

            assertThat(inspection.problems()).isEmpty();
            assertThat(inspection.name()).isEqualTo("corners");
            assertThat(inspection.metrics()).isEqualTo(trained.metrics());
            assertThat(inspection.plugins()).containsKeys("standard", "vision");
            assertThat(inspection.nodes())
                    .extracting(Sora.NodeInfo::name)
                    .containsExactly("image", "view", "corner");
            assertThat(inspection.nodes().get(1).parameters()).isEqualTo(SIDE * SIDE * 16 + 16);
            assertThat(inspection.nodes().get(2).parameters()).isEqualTo(16 * 4 + 4);
        }
    }
}
