// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.sora.container.flat.FlatHost;
import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.core.Prediction;
import dev.sora.examples.reversal.ReversalPlugin;
import dev.sora.examples.reversal.Symbols;
import dev.sora.tensor.HostTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An encoder and a decoder that learn to reverse strings of digits. In training, the decoder
 * receives the right digits so far. Then it generates one digit at a time: the encoder is computed
 * once, and each step computes only the decoder's part of the graph.
 */
final class TestStepByStep {

    private static final String MANIFEST =
            """
            manifest: 1
            name: reversal
            seed: 5
            data:
              train: {type: csv, path: %1$s, types: {text: text, reversed: text}}
              test: {fraction: 0.1}
            inputs:
              text: {type: digit-string, column: text}
              so_far: {type: digit-string, column: reversed, begins: true}
            particles:
              letters: {type: embedding, from: text, units: 16}
              memory: {type: gru, from: letters, units: 24, bidirectional: true, returns: sequence}
              before: {type: embedding, from: so_far, units: 16}
              asking: {type: gru, from: before, units: 32, returns: sequence}
              found: {type: look-back, from: [asking, memory]}
            outputs:
              reversed: {type: digit-sequence, column: reversed, from: found}
            training:
              optimiser: {type: adam, learning_rate: 0.01}
              epochs: 12
              batch_size: 64
            """;

    private static final int LONGEST = 5;

    @TempDir private static Path folder;
    private static Lab lab;
    private static Model model;

    @BeforeAll
    static void train() throws IOException {
        lab = new Lab(folder, FlatHost.offer(new ReversalPlugin(), "1.0.0"));
        StringBuilder rows = new StringBuilder("text,reversed\n");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 3000; i++) {
            String text = digits(random);
            rows.append(text).append(',').append(reversed(text)).append('\n');
        }
        Path data = Files.writeString(folder.resolve("digits.csv"), rows);
        model = lab.runtime().open(lab.train("reversal", MANIFEST.formatted(data)).model());
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static String digits(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(2, LONGEST + 1); text.length() < length; ) {
            text.append(random.nextInt(10));
        }
        return text.toString();
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /** The generated symbols of each record so far, in the form that the decoder's input yields. */
    private static NodeValue soFar(List<List<Integer>> said) {
        int steps = said.get(0).size();
        HostTensor values = HostTensor.allocate(DataType.INT32, said.size(), steps);
        said.forEach(one -> one.forEach(index -> values.data().putInt(index)));
        values.data().rewind();
        int[] lengths = new int[said.size()];
        Arrays.fill(lengths, steps);
        return NodeValue.sequence(values, lengths);
    }

    private static List<List<Integer>> begun(int records) {
        List<List<Integer>> said = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            said.add(new ArrayList<>(List.of(Symbols.BEGIN)));
        }
        return said;
    }

    /** Returns the most probable symbol after the last step of each record. */
    private static int[] next(NodeValue logits) {
        long[] shape = logits.values().shape().getShape();
        int steps = (int) shape[1];
        int symbols = (int) shape[2];
        float[] all = logits.floats();
        int[] best = new int[(int) shape[0]];
        for (int row = 0; row < best.length; row++) {
            int from = (row * steps + steps - 1) * symbols;
            for (int symbol = 1; symbol < symbols; symbol++) {
                best[row] = all[from + symbol] > all[from + best[row]] ? symbol : best[row];
            }
        }
        return best;
    }

    private static List<String> generate(List<String> texts) {
        List<Map<String, String>> records =
                texts.stream().map(text -> Map.of("text", text)).toList();
        NodeValue memory = model.tap(records, "memory").get("memory");
        // the records are not read any more
        List<Map<String, String>> none = Collections.nCopies(texts.size(), Map.of());
        List<List<Integer>> said = begun(texts.size());
        for (int step = 0; step <= LONGEST; step++) {
            NodeValue logits =
                    model.tapWith(none, Map.of("memory", memory, "so_far", soFar(said)), "reversed")
                            .get("reversed");
            int[] next = next(logits);
            for (int row = 0; row < next.length; row++) {
                said.get(row).add(next[row]);
            }
        }
        return said.stream().map(TestStepByStep::text).toList();
    }

    private static String text(List<Integer> said) {
        StringBuilder text = new StringBuilder();
        for (int index : said.subList(1, said.size())) {
            if (index == Symbols.END) {
                break;
            }
            text.append(Symbols.digit(index));
        }
        return text.toString();
    }

    @Test
    void turnsStringsAroundThatItNeverSaw() {
        SplittableRandom random = new SplittableRandom(2);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            texts.add(digits(random));
        }

        List<String> said = generate(texts);

        long right = 0;
        for (int i = 0; i < texts.size(); i++) {
            right += said.get(i).equals(reversed(texts.get(i))) ? 1 : 0;
        }
        assertThat(right).isGreaterThan(90);
    }

    @Test
    void saysTheSameStepByStepAsAtOnce() {
        String text = "4071";
        Map<String, String> record = Map.of("text", text, "reversed", reversed(text));
        NodeValue atOnce = model.tap(List.of(record), "reversed").get("reversed");
        int symbols = (int) atOnce.values().shape().get(2);
        float[] all = atOnce.floats();
        NodeValue memory = model.tap(List.of(record), "memory").get("memory");

        List<List<Integer>> said = begun(1);
        for (int step = 0; step <= text.length(); step++) {
            float[] now =
                    model.tapWith(
                                    List.of(Map.of()),
                                    Map.of("memory", memory, "so_far", soFar(said)),
                                    "reversed")
                            .get("reversed")
                            .floats();
            assertThat(Arrays.copyOfRange(now, step * symbols, now.length))
                    .containsExactly(
                            Arrays.copyOfRange(all, step * symbols, (step + 1) * symbols),
                            within(1e-4f));
            if (step < text.length()) {
                said.get(0).add(reversed(text).charAt(step) - '0' + Symbols.END + 1);
            }
        }
    }

    @Test
    void answersWithWhatComesNext() {
        Prediction first = model.predict(Map.of("text", "4071"));
        NodeValue memory = model.tap(List.of(Map.of("text", "4071")), "memory").get("memory");
        NodeValue begun = soFar(begun(1));

        assertThat(first.output("reversed"))
                .containsEntry("next", "1")
                .containsEntry("ended", false);
        assertThat(model.predictWith(List.of(Map.of()), Map.of("memory", memory, "so_far", begun)))
                .extracting(prediction -> prediction.output("reversed"))
                .containsExactly(first.output("reversed"));
    }
}
