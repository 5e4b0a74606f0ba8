// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.io.TensorData;
import dev.sora.core.metrics.Metrics;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestModelPackage {

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("model.sora");
        ModelPackage.write(file, Samples.model());
    }

    @Test
    void readsWhatItWrote() {
        ModelPackage read = ModelPackage.read(file);

        assertThat(read).isEqualTo(Samples.model());
        assertThat(read.weights().keySet()).containsExactly("stem.weight", "stem.bias");
        assertThat(read.particles().keySet()).containsExactly("image", "digit");
    }

    @Test
    void saysWhatAParticleLearnedTooMuch() {
        State states =
                State.builder()
                        .states("x", Collections.nCopies(2_100_000, State.builder().build()))
                        .build();
        State text = State.builder().string("x", "a".repeat((16 << 20) + 1)).build();
        for (State learned : List.of(states, text)) {
            assertThatThrownBy(() -> ModelPackage.check(Map.of("words", learned)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4405")
                    .hasMessageContaining("particles/words.json");
        }
        ModelPackage.check(Samples.model().particles());
    }

    @Test
    void holdsMoreWordsThanATreeTakes() {
        List<String> many = Collections.nCopies(2_100_000, "a");
        Map<String, State> learned = Map.of("words", State.builder().strings("x", many).build());
        ModelPackage model = new ModelPackage("", Map.of(), Map.of(), learned, Metrics.none(), "");

        ModelPackage.check(learned);
        ModelPackage.write(file, model);

        assertThat(ModelPackage.read(file)).isEqualTo(model);
    }

    @Test
    void writesTheSameBytesTwice() throws IOException {
        Path again = folder.resolve("again.sora");

        ModelPackage.write(again, ModelPackage.read(file));

        assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
    }

    /** Two models of one manifest and equal weights may prepare their records differently. */
    @Test
    void theDigestCoversAllThatDecidesPredictions() {
        ModelPackage model = Samples.model();
        Map<String, State> prepared = new LinkedHashMap<>(Samples.particles());
        prepared.put("image", State.builder().number("mean", 0.1308).build());
        Map<String, TensorData> trained = new LinkedHashMap<>(Samples.weights());
        trained.put("stem.bias", TensorData.floats(new float[] {0.1f, 0.2f}, 2));
        String digest = model.digest();

        assertThat(ModelPackage.read(file).digest()).isEqualTo(digest);
        assertThat(
                        new ModelPackage(
                                        model.manifest(),
                                        Map.of(),
                                        model.weights(),
                                        model.particles(),
                                        Metrics.none(),
                                        "another card")
                                .digest())
                .isEqualTo(digest);
        assertThat(with(model, model.manifest() + "#", model.weights(), model.particles()))
                .isNotEqualTo(digest);
        assertThat(with(model, model.manifest(), trained, model.particles())).isNotEqualTo(digest);
        assertThat(with(model, model.manifest(), model.weights(), prepared)).isNotEqualTo(digest);
    }

    private static String with(
            ModelPackage model,
            String manifest,
            Map<String, TensorData> weights,
            Map<String, State> particles) {
        return new ModelPackage(
                        manifest, model.lock(), weights, particles, model.metrics(), model.card())
                .digest();
    }

    @Test
    void keepsEntriesInOneOrderAndWeightsUncompressed() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactly(
                            "format.json",
                            "manifest.yaml",
                            "lock.json",
                            "metrics.json",
                            "card.md",
                            "particles/image.json",
                            "particles/digit.json",
                            "weights.safetensors");
            assertThat(zip.getEntry("weights.safetensors").getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(zip.stream().map(ZipEntry::getExtra)).containsOnlyNulls();
        }
    }

    @Test
    void saysThatThereIsNoFile() {
        Path missing = folder.resolve("no.sora");

        assertThatThrownBy(() -> ModelPackage.read(missing))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4400  there is no such file")
                .hasMessageContaining("no.sora");
    }

    @Test
    void refusesACheckpoint() {
        Checkpoint.write(file, Samples.checkpoint(1, 1));

        assertThatThrownBy(() -> ModelPackage.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4409  the file is of another kind")
                .hasMessageContaining("needs  kind 'model'")
                .hasMessageContaining("have   kind 'checkpoint'");
    }

    @Test
    void refusesANodeWhoseNameIsAPath() {
        ModelPackage sample = Samples.model();
        ModelPackage bad =
                new ModelPackage(
                        "",
                        Map.of(),
                        Map.of(),
                        Map.of("../up", State.builder().build()),
                        Metrics.none(),
                        "");

        assertThatThrownBy(() -> ModelPackage.write(file, bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../up");
        assertThat(ModelPackage.read(file)).isEqualTo(sample);
    }

    @Test
    void leavesNothingWhenStateCannotBeWritten() throws IOException {
        State text = State.builder().string("x", "a".repeat((16 << 20) + 1)).build();
        ModelPackage bad =
                new ModelPackage("", Map.of(), Map.of(), Map.of("words", text), Metrics.none(), "");

        for (Path target : List.of(folder.resolve("bad.sora"), file)) {
            assertThatThrownBy(() -> ModelPackage.write(target, bad))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4405");
        }

        try (var files = Files.list(folder)) {
            assertThat(files.toList()).isEqualTo(List.of(file));
        }
        assertThat(ModelPackage.read(file)).isEqualTo(Samples.model());
    }

    @Test
    void namesTheFileTheNodeAndTheKeyOfWhatDoesNotFit() {
        State image = ModelPackage.read(file).particles().get("image");

        assertThatThrownBy(() -> image.strings("mean"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4411  the saved state is incomplete or damaged")
                .hasMessageContaining("where  %s, 'image': mean".formatted(file))
                .hasMessageContaining("needs  strings")
                .hasMessageContaining("have   0.1307");
    }
}
