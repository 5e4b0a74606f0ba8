// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.generation.Search;
import dev.sora.problem.SoraException;
import dev.sora.tensor.HostTensor;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts that models generate: with the state of earlier steps as without it, alone as in a batch.
 * The models have learned little, so that the answers have all kinds of lengths.
 */
final class TestGeneration {

    private static final String MANIFEST =
            """
            manifest: 1
            name: phrases
            seed: 3
            data:
              train: {type: generated-phrases, samples: 700, seed: 1}
              test: {type: generated-phrases, samples: 20, seed: 2}
            inputs:
              english: {type: pieces, column: english, learn_from: [english, invented], vocabulary: 60}
              so_far: {type: target-pieces, column: invented, learn_from: [english, invented], vocabulary: 60}
            particles:
              words: {type: embedding, from: english, units: 16}
              memory: {type: gru, from: words, units: 8, bidirectional: true, returns: sequence}
              before: {type: embedding, from: so_far, units: 16}
              decoded: %s
            outputs:
              invented: {type: generated-text, column: invented, from: [decoded, so_far, english], beams: 3, best: 2, length_penalty: 0, max_length: 15}
            training:
              optimiser: {type: adam, learning_rate: 0.01}
              epochs: 5
              batch_size: 32
            """;

    private static final String TRANSFORMER =
            "{type: transformer-decoder, from: [before, memory], layers: 2, heads: 2, attention: true}";
    private static final String GRU =
            "{type: attention-gru, from: [before, memory], units: 12, attention: true}";

    private static final List<String> TEXTS =
            List.of(
                    "the dog sees a cat.",
                    "a small old horse",
                    "fish",
                    "the quiet child follows the red bird. and more words that it never read");

    @TempDir private static Path folder;
    private static Lab lab;
    private static Model transformer;
    private static Model gru;
    private static int sampled;

    @BeforeAll
    static void train() {
        lab = new Lab(folder);
        transformer = open("transformer", TRANSFORMER);
        gru = open("gru", GRU);
    }

    private static Model open(String name, String decoder) {
        return lab.runtime().open(lab.train(name, MANIFEST.formatted(decoder)).model());
    }

    @AfterAll
    static void close() {
        transformer.close();
        gru.close();
        lab.close();
    }

    private static Model model(String name) {
        return name.equals("gru") ? gru : transformer;
    }

    private static List<Map<String, String>> records() {
        return TEXTS.stream().map(text -> Map.of("english", text)).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> best(Prediction prediction) {
        return (List<Map<String, Object>>) prediction.output("invented").get("best");
    }

    @ParameterizedTest
    @ValueSource(strings = {"transformer", "gru"})
    void aBatchGivesWhatItsRecordsGiveAlone(String name) {
        List<Prediction> together = model(name).predict(records());
        for (int i = 0; i < TEXTS.size(); i++) {
            List<Map<String, Object>> alone = best(model(name).predict(records().get(i)));
            List<Map<String, Object>> own = best(together.get(i));
            assertThat(own).hasSize(2).hasSameSizeAs(alone);
            for (int j = 0; j < 2; j++) {
                assertThat(own.get(j)).containsEntry("text", alone.get(j).get("text"));
                assertThat((Double) own.get(j).get("score"))
                        .isCloseTo((Double) alone.get(j).get("score"), within(1e-5));
            }
        }
    }

    /**
     * What each piece of the best text attended to: of the pieces of the text alone, also in a
     * batch with longer ones, and the same that one pass over the whole text gives.
     */
    @ParameterizedTest
    @ValueSource(strings = {"transformer", "gru"})
    void attentionIsOfThePiecesOfEachText(String name) {
        List<Prediction> together = model(name).predict(records());
        int equal = 0;
        for (int i = 0; i < TEXTS.size(); i++) {
            Map<String, Object> own = attention(together.get(i));
            Map<String, Object> alone = attention(model(name).predict(records().get(i)));
            String read = String.join("", texts(own.get("source")));
            String said = String.join("", texts(own.get("target")));
            assertThat(read).endsWith("<end>");
            // a text is cut to the longest of the training
            assertThat(" " + TEXTS.get(i)).startsWith(read.replace("▁", " ").replace("<end>", ""));
            assertThat(said.replace("▁", " ").strip())
                    .isEqualTo(together.get(i).output("invented").get("text"));
            assertThat(own.get("target")).isEqualTo(alone.get("target"));
            double[] weights = numbers(own.get("weights"));
            assertThat(weights)
                    .hasSize(texts(own.get("source")).size() * texts(own.get("target")).size());
            assertThat(weights).containsExactly(numbers(alone.get("weights")), within(1e-5));
            for (Object row : (List<?>) own.get("weights")) {
                assertThat(Arrays.stream(numbers(List.of(row))).sum()).isCloseTo(1, within(1e-5));
            }
            Map<String, Object> whole = new LinkedHashMap<>(records().get(i));
            whole.put("invented", together.get(i).output("invented").get("text"));
            HostTensor tapped =
                    model(name)
                            .tap(List.of(whole), "decoded")
                            .get("decoded")
                            .members()
                            .get(0)
                            .get("attention");
            // a generated text may have other pieces than the same text when it is read
            if (tapped.shape().get(1) == texts(own.get("target")).size() + 1) {
                equal++;
                float[] all = new float[(int) tapped.shape().size()];
                tapped.data().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer().get(all);
                for (int j = 0; j < weights.length; j++) {
                    assertThat((double) all[j]).isCloseTo(weights[j], within(1e-4));
                }
            }
        }
        assertThat(equal).isPositive();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> attention(Prediction prediction) {
        return (Map<String, Object>) prediction.output("invented").get("attention");
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(String.class::cast).toList();
    }

    private static double[] numbers(Object rows) {
        return ((List<?>) rows)
                .stream()
                        .flatMap(row -> ((List<?>) row).stream())
                        .mapToDouble(value -> (Double) value)
                        .toArray();
    }

    /**
     * A text is read back as the target: all steps are computed at once, without states, and give
     * the same probabilities. Without a length penalty the score is their sum.
     */
    @ParameterizedTest
    @ValueSource(strings = {"transformer", "gru"})
    void statesOfEarlierStepsGiveTheSameAsTheWholeSequence(String name) {
        int equal = 0;
        for (String text : TEXTS) {
            for (Map<String, Object> own : best(model(name).predict(Map.of("english", text)))) {
                var tapped =
                        model(name)
                                .tap(
                                        List.of(
                                                Map.of(
                                                        "english",
                                                        text,
                                                        "invented",
                                                        own.get("text"))),
                                        "invented")
                                .get("invented");
                double sum = 0;
                float[] logs = tapped.floats();
                for (int i = 0; i < logs.length; i += 2) {
                    sum += logs[i];
                }
                equal += Math.abs(sum - (Double) own.get("score")) < 1e-4 ? 1 : 0;
            }
        }
        // a text that is read may have other pieces than the same text that was generated
        assertThat(equal).isGreaterThanOrEqualTo(3);
    }

    @Test
    void reportsWhatItHasGeneratedSoFar() {
        List<String> soFar = new ArrayList<>();
        Prediction drawn =
                transformer.generate(
                        records().get(0), "invented", Search.drawn(1, 0, 0.9), 5, soFar::add);
        Prediction again =
                transformer.generate(
                        records().get(0), "invented", Search.drawn(1, 0, 0.9), 5, text -> {});

        assertThat(again.outputs()).isEqualTo(drawn.outputs());
        assertThat(soFar).isNotEmpty();
        assertThat(soFar.get(soFar.size() - 1)).isEqualTo(drawn.output("invented").get("text"));
    }

    @Test
    void greedyGenerationIsABeamOfOne() {
        for (Map<String, String> record : records()) {
            Prediction greedy =
                    transformer.generate(record, "invented", Search.greedy(), 0, text -> {});
            Prediction cold =
                    transformer.generate(
                            record,
                            "invented",
                            new Search(1, 1, 0, 0, 0, 1, 1.0000001),
                            0,
                            text -> {});
            assertThat(cold.output("invented").get("text"))
                    .isEqualTo(greedy.output("invented").get("text"));
        }
    }

    /** The column of the target is not needed, and what it has does not count. */
    @Test
    void doesNotReadTheTarget() {
        Prediction without = transformer.predict(records().get(0));
        Prediction with =
                transformer.predict(Map.of("english", TEXTS.get(0), "invented", "kavok vidar!"));

        assertThat(with.outputs()).isEqualTo(without.outputs());
        assertThat(transformer.columns())
                .extracting(column -> column.column())
                .containsExactly("english");
    }

    @Test
    void refusesAValueForWhatGrows() {
        var before = transformer.tap(List.of(Map.of("english", "a dog")), "before").get("before");

        assertThatThrownBy(
                        () ->
                                transformer.predictWith(
                                        List.of(Map.of("english", "a dog")),
                                        Map.of("before", before)))
                .isInstanceOfSatisfying(
                        SoraException.class,
                        e -> assertThat(e.problems().get(0).code()).isEqualTo("SORA-4380"));
    }

    /** What does not grow may be given: the encoder of one text for the words of another. */
    @Test
    void takesAValueOfTheEncoder() {
        var memory = transformer.tap(List.of(records().get(0)), "memory").get("memory");
        var given = Map.of("memory", memory);

        assertThat(transformer.predictWith(List.of(records().get(0)), given).get(0).outputs())
                .isEqualTo(transformer.predict(records().get(0)).outputs());
        assertThatThrownBy(() -> transformer.predictWith(List.of(records().get(2)), given))
                .as("pieces that are not those of the encoder are not shown as such")
                .hasMessageContaining("SORA-4391");
    }

    @Test
    void drawsForARecordInABatchWhatItDrawsAlone() {
        String drawing = MANIFEST.replace("beams: 3, best: 2", "beams: 1, temperature: 1.0");
        try (Model drawn =
                lab.runtime()
                        .open(
                                lab.train("drawn", drawing.formatted(GRU), "training.epochs=1")
                                        .model())) {
            List<Prediction> together = drawn.predict(records());
            for (int i = 0; i < TEXTS.size(); i++) {
                assertThat(drawn.predict(records().get(i)).output("invented").get("text"))
                        .isEqualTo(together.get(i).output("invented").get("text"));
            }
        }
    }

    /**
     * Neither beams, nor the greedy choice, nor drawing leave the list, however little it learned.
     */
    @Test
    void generatesWordsOfAListOnly() throws IOException {
        Path list = folder.resolve("words.txt");
        Files.writeString(list, "kavok\nvidar\nzz top\n\n,\nkavok\nété\n");
        String only =
                MANIFEST.replace("max_length: 15", "max_length: 15, words: " + list)
                        .replace("max_length", "tied: {weight: before.weight}, max_length")
                        .formatted(TRANSFORMER);
        Pattern allowed =
                Pattern.compile("(kavok|vidar|zz top|été|,)(( |(?=,))(kavok|vidar|zz top|été|,))*");
        Pattern orNone = Pattern.compile("(" + allowed + ")?");
        try (Model own =
                lab.runtime().open(lab.train("listed", only, "training.epochs=1").model())) {
            Files.delete(list);
            for (Search search :
                    List.of(Search.greedy(), Search.beam(4, 1), Search.drawn(2, 0, 1))) {
                for (Map<String, String> record : records()) {
                    String text =
                            String.valueOf(
                                    own.generate(
                                                    record,
                                                    "invented",
                                                    search,
                                                    1,
                                                    soFar -> assertThat(soFar).matches(orNone))
                                            .output("invented")
                                            .get("text"));
                    assertThat(text).matches(allowed);
                }
            }
        }
    }

    @Test
    void refusesAListWithoutWordsAndATiedTableOfOtherPieces() throws IOException {
        Path list = Files.writeString(folder.resolve("none.txt"), " \n\n");
        assertThat(
                        refused(
                                MANIFEST.replace("max_length", "words: " + list + ", max_length")
                                        .formatted(GRU)))
                .isEqualTo("SORA-4389");
        Files.writeString(list, "\u00a0\n");
        assertThat(
                        refused(
                                MANIFEST.replace("max_length", "words: " + list + ", max_length")
                                        .formatted(GRU)))
                .isEqualTo("SORA-4389");
        Files.writeString(list, "kavokvidarvorcsezz".repeat(5));
        assertThat(
                        refused(
                                MANIFEST.replace(
                                                "max_length: 15",
                                                "words: " + list + ", max_length: 1")
                                        .formatted(GRU)))
                .isEqualTo("SORA-4390");
        String other =
                MANIFEST.replace(
                                "column: english, learn_from: [english, invented]",
                                "column: english")
                        .replace("max_length", "tied: {weight: words.weight}, max_length");
        assertThat(refused(other.formatted(TRANSFORMER))).isEqualTo("SORA-2212");
    }

    /** A decoder that reads later steps would learn to copy the target. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: transformer-decoder, from: [memory, before], heads: 2}",
                "{type: attention-gru, from: [late, memory], units: 12}\n  late: {type: gru, from: before, units: 8, bidirectional: true, returns: sequence}",
                "{type: attention-gru, from: [late, memory], units: 12}\n  late: {type: transformer-encoder, from: before, heads: 2}"
            })
    void refusesADecoderThatReadsLaterSteps(String decoder) {
        // with as many steps in both, sizes do not tell
        String equal =
                MANIFEST.replace("vocabulary: 60}", "vocabulary: 60, length: 20}")
                        .replace("so_far, english]", "so_far]");
        assertThat(refused(equal.formatted(decoder))).isEqualTo("SORA-2322");
    }

    /**
     * In two passes: where nothing is replaced, weights are those of one pass; where something is,
     * they are others, and the same in each run.
     */
    @ParameterizedTest
    @ValueSource(strings = {TRANSFORMER, GRU})
    void scheduledSamplingReadsItsOwnChoices(String decoder) {
        float[] right = sampled(decoder, "label_smoothing: 0.1");
        float[] none = sampled(decoder, "scheduled_sampling: 1e-30, sampling_steps: 1");
        float[] half = sampled(decoder, "scheduled_sampling: 0.5, sampling_steps: 1");

        double changed = 0;
        for (int i = 0; i < right.length; i++) {
            assertThat((double) none[i]).isCloseTo(right[i], within(1e-4));
            changed = Math.max(changed, Math.abs(half[i] - right[i]));
        }
        assertThat(changed).isGreaterThan(1e-3);
        assertThat(sampled(decoder, "scheduled_sampling: 0.5, sampling_steps: 1"))
                .containsExactly(half);
    }

    private static float[] sampled(String decoder, String setting) {
        Path model =
                lab.train(
                                "sampled-" + ++sampled,
                                MANIFEST.formatted(decoder)
                                        .replace("max_length", setting + ", max_length"),
                                "training.epochs=1",
                                "data.train.samples=160",
                                "data.test.samples=2")
                        .model();
        return Lab.numbers(model).get("invented.weight");
    }

    @Test
    void refusesToSampleWithAProcedure() {
        assertThatThrownBy(
                        () ->
                                lab.train(
                                        "procedure",
                                        MANIFEST.formatted(GRU)
                                                .replace(
                                                        "max_length",
                                                        "scheduled_sampling: 0.5, max_length")
                                                .replace(
                                                        "training:",
                                                        "training:\n  procedure: {type: divided, nodes: [words]}"),
                                        "data.train.samples=20"))
                .hasMessageContaining("SORA-2324");
    }

    /** The choices of one output would be read by the other. */
    @Test
    void refusesToSampleWhatAnotherOutputReads() {
        String two =
                MANIFEST.formatted(GRU)
                        .replace("max_length", "scheduled_sampling: 0.5, max_length")
                        .replace(
                                "training:",
                                "  other: {type: generated-text, column: invented, from: [decoded, so_far]}\ntraining:");
        assertThat(refused(two)).isEqualTo("SORA-2325");
    }

    @Test
    void refusesAttentionThatIsNotThere() {
        String decoder = "{type: attention-gru, from: [before, memory], units: 12}";
        assertThat(refused(MANIFEST.formatted(decoder))).isEqualTo("SORA-2303");
        assertThat(refused(MANIFEST.formatted(GRU).replace("so_far, english]", "so_far, memory]")))
                .isEqualTo("SORA-2303");
        String shorter =
                MANIFEST.formatted(GRU)
                        .replace(
                                "memory: {type: gru, from: words",
                                "short: {type: conv1d, from: words, filters: 8, kernel: 3, stride: 2}\n  memory: {type: gru, from: short");
        assertThat(refused(shorter)).isEqualTo("SORA-4391");
    }

    @Test
    void refusesASequenceSoFarOfAnotherColumn() {
        assertThat(
                        refused(
                                MANIFEST.formatted(GRU)
                                        .replace(
                                                "column: invented, learn",
                                                "column: english, learn")))
                .isEqualTo("SORA-2323");
    }

    private static String refused(String manifest) {
        SoraException refused =
                org.assertj.core.api.Assertions.catchThrowableOfType(
                        SoraException.class, () -> lab.train("refused", manifest));
        return refused.problems().get(0).code();
    }

    @Test
    void refusesAnEmptyText() {
        assertThatThrownBy(() -> transformer.predict(Map.of("english", " \t")))
                .hasMessageContaining("SORA-4383");
    }
}
