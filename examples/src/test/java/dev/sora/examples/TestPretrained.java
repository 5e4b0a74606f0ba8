// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Explanation;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.ExportFormat;
import dev.sora.core.ExportResult;
import dev.sora.core.Model;
import dev.sora.core.RunEvent;
import dev.sora.core.Sora;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encoders that come trained: their weights, frozen values, and adaptation. */
final class TestPretrained {

    private static final List<String> WORDS =
            List.of(
                    "not", "good", "bad", "great", "film", "story", "boring", "never", "the",
                    "was");

    @TempDir private static Path folder;
    private static Lab lab;
    private static Path tokenizer;
    private static Path weights;

    @BeforeAll
    static void open() throws IOException {
        lab = new Lab(folder);
        tokenizer = TinyEncoder.tokenizer(folder, WORDS);
        weights = TinyEncoder.weights(folder, WORDS);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static String manifest(String encoder) {
        return """
        manifest: 1
        name: pretrained
        seed: 7
        data:
          unicode: none
          train: {type: generated-texts, samples: 600, seed: 1}
          validation: {fraction: 0.1}
          test: {type: generated-texts, samples: 100, seed: 2}
        inputs:
          review: {type: subwords, column: text, tokenizer: "%s", length: 48}
        particles:
          encoder: {type: bert, from: review, layers: 1, heads: 2, units: 16, feed_forward: 32, positions: 64, %s}
        outputs:
          sentiment: {type: classification, column: label, from: encoder}
        training:
          optimiser: {type: adam, learning_rate: 0.02}
          epochs: 6
          evaluation_batch_size: 32
        """
                .formatted(tokenizer, encoder);
    }

    private static String from(Path file) {
        return "pretrained: {file: \"%s\"}".formatted(file);
    }

    @Test
    void learnFromFrozenValues() {
        List<RunEvent> events = new ArrayList<>();
        Sora.TrainingResult result =
                lab.train("frozen", events::add, manifest("frozen: true, " + from(weights)));

        assertThat(result.metrics().get("test", "sentiment", "accuracy")).isGreaterThan(0.6);
        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
        assertThat(events)
                .filteredOn(RunEvent.FrozenComputed.class::isInstance)
                .extracting(event -> (RunEvent.FrozenComputed) event)
                .anySatisfy(
                        event -> {
                            assertThat(event.part()).isEqualTo("train");
                            assertThat(event.done()).isEqualTo(event.records());
                        });
        assertThat(events)
                .filteredOn(RunEvent.Warned.class::isInstance)
                .anySatisfy(
                        event ->
                                assertThat(event.toString())
                                        .contains("2 tensors of model.safetensors are not used")
                                        .contains("bert.pooler.dense.weight"));
    }

    /** With too little memory for the values they are computed in each epoch: the same result. */
    @Test
    void computeTheSameOnceAsInEachEpoch() {
        String manifest = manifest("frozen: true, " + from(weights));
        Sora.TrainingResult once = lab.train("once", manifest, "training.epochs=2");
        Sora.TrainingResult each =
                lab.train(
                        "each",
                        manifest.replace("unicode: none", "unicode: none\n  memory: 0"),
                        "training.epochs=2");

        assertThat(once.metrics().get("test", "sentiment", "loss"))
                .isCloseTo(each.metrics().get("test", "sentiment", "loss"), within(1e-4));
    }

    /** Sequences of different lengths too: what a tagger reads of each sentence. */
    @Test
    void computeSequencesOnceAsInEachEpoch() {
        String manifest =
                """
                manifest: 1
                name: tagger
                seed: 7
                data:
                  unicode: none
                  train: {type: generated-sentences, samples: 60, seed: 1}
                  test: {type: generated-sentences, samples: 20, seed: 2}
                inputs:
                  words: {type: token-subwords, column: tokens, tokenizer: "%s", length: 16, pieces: 60}
                particles:
                  encoder: {type: bert, from: words, layers: 1, heads: 2, units: 16, feed_forward: 32, positions: 64, pooling: none, frozen: true, %s}
                  meaning: {type: subword-pool, from: [encoder, words], frozen: true}
                  context: {type: lstm, from: meaning, units: 8, returns: sequence}
                outputs:
                  names: {type: tags, column: tags, from: context, length: 16}
                training:
                  optimiser: {type: adam, learning_rate: 0.02}
                  epochs: 2
                """
                        .formatted(tokenizer, from(weights));
        Sora.TrainingResult once = lab.train("tags-once", manifest);
        Sora.TrainingResult each =
                lab.train(
                        "tags-each",
                        manifest.replace("unicode: none", "unicode: none\n  memory: 0"));

        assertThat(once.metrics().get("test", "names", "loss"))
                .isCloseTo(each.metrics().get("test", "names", "loss"), within(1e-3));
        assertThatThrownBy(
                        () ->
                                lab.resume(
                                        "tags-once",
                                        manifest.replace(
                                                "unicode: none", "unicode: none\n  memory: 0"),
                                        "training.epochs=3"))
                .as("the values were kept, so that the digits would differ")
                .hasMessageContaining("SORA-4429");
        assertThat(lab.evaluate(once.model())).isEqualTo(once.metrics().split("test"));
        try (Model model = lab.runtime().open(once.model())) {
            Explanation.OfOutput names =
                    model.explain(
                                    Map.of("tokens", List.of("Anna", "sees", "Rome")),
                                    ExplanationOptions.DEFAULT)
                            .outputs()
                            .get("names");
            assertThat(names.particles()).isNotEmpty();
            assertThat(names.inputs()).isEmpty();
            assertThat(names.notes()).anyMatch(note -> note.contains("'words' is not explained"));
        }
    }

    @Test
    void keepTheWeightsOfTheFile() {
        ModelPackage trained =
                ModelPackage.read(
                        lab.train(
                                        "kept",
                                        manifest("frozen: true, " + from(weights)),
                                        "training.epochs=1")
                                .model());
        ModelPackage adapted =
                ModelPackage.read(
                        lab.train(
                                        "lora",
                                        manifest("lora: 2, " + from(weights)),
                                        "training.epochs=1")
                                .model());

        float[] query = trained.weights().get("encoder.layer0.query.weight").toFloats();
        assertThat(adapted.weights().get("encoder.layer0.query.weight").toFloats())
                .containsExactly(query);
        assertThat(adapted.weights().get("encoder.layer0.query.lora_b").toFloats())
                .isNotEqualTo(new float[TinyEncoder.UNITS * 2]);
    }

    /**
     * Changes with a B that is not zero: beside the base, or added to it, the outputs are equal.
     */
    @Test
    void changesOfLowRankAreKeptApartAndMerged() {
        Path tuned =
                lab.train("tuned-low", manifest("lora: 2, " + from(weights)), "training.epochs=2")
                        .model();
        Path adapter = folder.resolve("tuned.adapter.safetensors");
        Path merged = folder.resolve("tuned.merged.safetensors");
        ExportResult apart = lab.runtime().export(tuned, adapter, ExportFormat.ADAPTER);
        ExportResult whole = lab.runtime().export(tuned, merged, ExportFormat.MERGED);

        assertThat(apart.tensors())
                .containsOnlyKeys(
                        "encoder.layer0.query.lora_a",
                        "encoder.layer0.query.lora_b",
                        "encoder.layer0.value.lora_a",
                        "encoder.layer0.value.lora_b");
        assertThat(whole.tensors()).containsKeys("encoder.layer0.query.weight", "sentiment.bias");
        assertThat(whole.tensors().keySet()).noneMatch(name -> name.contains("lora"));
        float[] expected = vectors(tuned);
        float[] base = vectors(frozen("base-low", from(weights)));
        float[] beside =
                vectors(
                        frozen(
                                "beside",
                                "lora: 2, pretrained: {file: \"%s\", adapter: \"%s\"}"
                                        .formatted(weights, adapter)));
        float[] added =
                vectors(
                        frozen(
                                "added",
                                "pretrained: {file: \"%s\", map: {\"encoder.*\": \"*\"}}"
                                        .formatted(merged)));
        double changed = 0;
        for (int i = 0; i < expected.length; i++) {
            assertThat(beside[i]).isEqualTo(expected[i]);
            assertThat((double) added[i]).isCloseTo(expected[i], within(1e-5));
            changed = Math.max(changed, Math.abs(base[i] - expected[i]));
        }
        assertThat(changed).as("what was learned").isGreaterThan(1e-2);
        refused(
                manifest(
                        "lora: 4, pretrained: {file: \"%s\", adapter: \"%s\"}"
                                .formatted(weights, adapter)),
                "SORA-2342",
                "shapes");
        refused(
                manifest("pretrained: {file: \"%s\", adapter: \"%s\"}".formatted(weights, adapter)),
                "SORA-2342",
                "no parameters for changes");
        refused(
                manifest(
                        "lora: 2, lora_alpha: 3, pretrained: {file: \"%s\", adapter: \"%s\"}"
                                .formatted(weights, adapter)),
                "SORA-4595",
                "another factor");
        refused(
                manifest(
                        "lora: 2, pretrained: {file: \"%s\", map: {\"encoder.*\": \"*\"}, adapter: \"%s\"}"
                                .formatted(otherWeights(), adapter)),
                "SORA-4595",
                "on other weights");
        assertThatThrownBy(
                        () ->
                                lab.runtime()
                                        .export(
                                                frozen("plain-low", from(weights)),
                                                folder.resolve("none.safetensors"),
                                                ExportFormat.ADAPTER))
                .hasMessageContaining("SORA-4944");
        assertThat(folder.resolve("none.safetensors")).doesNotExist();
    }

    /** Each of two nodes multiplies the change by a factor of its own: no one sum is both. */
    @Test
    void changesWithTwoFactorsAreNotMerged() {
        String twice =
                manifest("lora: 2, " + from(weights))
                        .replace(
                                "outputs:",
                                "  again: {from: review, same_as: encoder, lora_alpha: 3}\n"
                                        + "combiners:\n  both: {type: sum, from: [encoder, again]}\n"
                                        + "outputs:")
                        .replace("from: encoder}", "from: both}");
        Path model =
                lab.train("twice", twice, "training.epochs=1", "data.train.samples=40").model();
        Path merged = folder.resolve("twice.safetensors");

        assertThatThrownBy(() -> lab.runtime().export(model, merged, ExportFormat.MERGED))
                .hasMessageContaining("SORA-4950");
        assertThat(merged).doesNotExist();
        assertThat(
                        lab.runtime()
                                .export(
                                        model,
                                        folder.resolve("twice.adapter.safetensors"),
                                        ExportFormat.ADAPTER)
                                .tensors())
                .hasSize(4);
    }

    /** Weights of the same shapes that another training gave. */
    private static Path otherWeights() {
        Path model =
                lab.train(
                                "other-low",
                                manifest(from(weights)),
                                "training.epochs=1",
                                "data.train.samples=40")
                        .model();
        Path file = folder.resolve("other.safetensors");
        lab.runtime().export(model, file, ExportFormat.SAFETENSORS);
        return file;
    }

    /** A model whose encoder stays as it starts. */
    private static Path frozen(String name, String encoder) {
        return lab.train(
                        name,
                        manifest("frozen: true, " + encoder),
                        "training.epochs=1",
                        "data.train.samples=40")
                .model();
    }

    private static float[] vectors(Path model) {
        List<Map<String, String>> texts =
                List.of(Map.of("text", "good film"), Map.of("text", "a bad and dull story"));
        try (Model opened = lab.runtime().open(model)) {
            return opened.tap(texts, "encoder").get("encoder").floats();
        }
    }

    @Test
    void refuseWhatDoesNotFit() {
        refused(manifest(from(weights)).replace("units: 16", "units: 8"), "SORA-2342", "shapes");
        refused(manifest(from(weights)).replace("layers: 1", "layers: 2"), "SORA-2342", "lacks 16");
        refused(manifest("pretrained: {}"), "SORA-2340", "one origin");
        refused(
                manifest("pretrained: {file: a.onnx, artefact: \"a:b:1\"}"),
                "SORA-2340",
                "one origin");
        refused(manifest("pretrained: {file: gone.onnx}"), "SORA-4400", "file");
        refused(manifest("pretrained: {artefact: \"a:../b:1\"}"), "SORA-3660", "artefact");
        refused(
                manifest("pretrained: {artefact: \"dev.sora.none:none:1\"}"),
                "SORA-3661",
                "dev.sora.none:none:1");
        refused(
                manifest(
                        "pretrained: {file: \"%s\", map: {\"*.query.*\": \"words.weight\"}}"
                                .formatted(weights)),
                "SORA-2341",
                "one parameter");
        refused(
                manifest("pretrained: {file: \"%s\", map: {a: \"b*\"}}".formatted(weights)),
                "SORA-2341",
                "*");
        refused(manifest("count: 2, " + from(weights)), "SORA-2342", "members");
        refused(manifest(from(tokenizer)), "SORA-4580", "form");
    }

    @Test
    void refuseWhatWouldNeverBeLearned() {
        refused(
                manifest("frozen: true, lora: 2, " + from(weights)),
                "SORA-2342",
                "has weights to learn that are not in");
    }

    /** The weights of a model precede those of the file that it once started from. */
    @Test
    void continueFromTheModelAndNotFromTheFile() {
        String manifest = manifest(from(weights));
        Path tuned = lab.train("tuned", manifest, "training.epochs=1").model();
        List<RunEvent> events = new ArrayList<>();
        Path still =
                lab.runtime()
                        .train(
                                lab.plan(
                                        manifest,
                                        "training.epochs=1",
                                        "training.optimiser={type: sgd, learning_rate: 1e-30}"),
                                new Sora.TrainingRequest(
                                        lab.folder("continued"),
                                        false,
                                        Optional.empty(),
                                        Optional.of(tuned)),
                                events::add)
                        .model();

        String name = "encoder.layer0.query.weight";
        assertThat(Lab.numbers(still).get(name)).containsExactly(Lab.numbers(tuned).get(name));
        assertThat(events)
                .filteredOn(RunEvent.ContinuedFrom.class::isInstance)
                .anySatisfy(
                        event ->
                                assertThat(((RunEvent.ContinuedFrom) event).taken())
                                        .contains("encoder"));
    }

    /** Also with another size of the batches where nothing is trained. */
    @Test
    void resumeWithKeptValuesAsUndisturbed() {
        String manifest = manifest("frozen: true, " + from(weights));
        Path whole = lab.train("whole", manifest, "training.epochs=2").model();
        lab.train("parts", manifest, "training.epochs=1");
        Path parts =
                lab.resume(
                                "parts",
                                manifest,
                                "training.epochs=2",
                                "training.evaluation_batch_size=7")
                        .model();

        assertThat(Lab.numbers(parts).get("sentiment.weight"))
                .containsExactly(Lab.numbers(whole).get("sentiment.weight"));
    }

    @Test
    void refuseToResumeWithAnotherTokenizerOrOtherMemory() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Path first = TinyEncoder.tokenizer(own, WORDS);
        String manifest =
                manifest("frozen: true, " + from(weights))
                        .replace(tokenizer.toString(), first.toString());
        lab.train("pinned", manifest, "training.epochs=1");

        assertThatThrownBy(
                        () ->
                                lab.resume(
                                        "pinned",
                                        manifest.replace(
                                                "unicode: none", "unicode: none\n  memory: 0"),
                                        "training.epochs=2"))
                .hasMessageContaining("SORA-4429");
        Files.writeString(
                first,
                Files.readString(first).replace("\"lowercase\": true", "\"lowercase\": false"));
        assertThatThrownBy(() -> lab.resume("pinned", manifest, "training.epochs=2"))
                .hasMessageContaining("SORA-4421");
    }

    private static void refused(String manifest, String code, String text) {
        assertThatThrownBy(() -> lab.plan(manifest))
                .isInstanceOfSatisfying(
                        SoraException.class,
                        e ->
                                assertThat(e.problems())
                                        .anySatisfy(
                                                problem -> {
                                                    assertThat(problem.code()).isEqualTo(code);
                                                    assertThat(problem.message()).contains(text);
                                                }));
    }
}
