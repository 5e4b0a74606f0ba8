// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.core.Prediction;
import dev.sora.problem.SoraException;
import dev.sora.tensor.HostTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program replaces the outputs of nodes: the effects, and what is refused. */
final class TestGivenValues {

    private static final String POINTS =
            """
            manifest: 1
            name: points
            data:
              train: {type: points, samples: 60}
            inputs:
              x: {type: trial-vector, column: x}
              z: {type: trial-vector, column: z}
            particles:
              stem: {type: dense, from: x, units: 3, activation: relu}
              view: {type: dense, from: stem, units: 2, count: 3}
              pairs: {type: dense, from: view, units: 2, count: 3}
            combiners:
              whole: {type: sum, from: pairs}
              both: {type: concat, from: [whole, z, "view[1]"]}
            outputs:
              kind: {type: classification, column: kind, from: both}
              y: {type: regression, column: y, from: whole}
            training: {epochs: 1}
            """;

    private static final String TEXTS =
            """
            manifest: 1
            name: texts
            data:
              train: {type: generated-texts, samples: 100}
            inputs:
              words: {type: text, column: text, length: 6}
            particles:
              meaning: {type: embedding, from: words, units: 2}
              gist: {type: pool, from: meaning}
            outputs:
              sentiment: {type: classification, column: label, from: gist}
            training: {epochs: 1}
            """;

    private static final String TOP =
            """
            manifest: 1
            name: top
            data:
              train: {type: generated-ratings, users: 30, items: 20}
            inputs:
              user: {type: user, column: user}
              item: {type: item, column: item}
            particles:
              mf: {type: mf, from: [user, item], factors: 4}
            outputs:
              top: {type: implicit, user: user, item: item, from: mf}
            training: {epochs: 1}
            """;

    private static final List<Map<String, Object>> TWO = List.of(point(1), point(2));

    @TempDir private static Path folder;
    private static Lab lab;
    private static Model points;
    private static Model texts;
    private static Model top;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
        points = lab.runtime().open(lab.train("points", POINTS).model());
        texts = lab.runtime().open(lab.train("texts", TEXTS).model());
        top = lab.runtime().open(lab.train("top", TOP).model());
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static Map<String, Object> point(float at) {
        return Map.of("x", new float[] {at, -1, 2, at}, "z", new float[] {2, at, 3});
    }

    @Test
    void onlyWhatIsNeededIsReadOfTheRecords() {
        List<Map<String, Object>> half = List.of(Map.of("x", new float[] {1, -1, 2, 1}));

        assertThat(points.tap(half, "view")).isEqualTo(points.tap(List.of(point(1)), "view"));
        assertThatThrownBy(() -> points.tap(List.of(Map.of("a", 1)), "view"))
                .hasMessageContaining("SORA-4013")
                .hasMessageContaining("leave the record out");
        NodeValue whole = points.tap(half, "whole").get("whole");
        assertThat(points.tapWith(List.of(Map.of()), Map.of("whole", whole), "y"))
                .isEqualTo(points.tap(half, "y"));
    }

    @Test
    void membersAreReplacedOneByOne() {
        Map<String, NodeValue> all = points.tap(TWO, "view", "pairs", "whole");
        NodeValue zero = NodeValue.of(new float[4], 2, 2);

        Map<String, NodeValue> changed =
                points.tapWith(
                        TWO,
                        Map.of("pairs[0]", zero, "view[1]", zero, "pairs[2]", zero),
                        "view",
                        "pairs",
                        "whole");

        assertThat(changed.get("view")).isEqualTo(all.get("view").withMember(1, zero));
        // of the pairs only the second is computed, and it reads the second view
        assertThat(changed.get("pairs").member(0)).isEqualTo(zero);
        assertThat(changed.get("pairs").member(1))
                .isEqualTo(
                        points.tapWith(
                                        TWO,
                                        Map.of("view", all.get("view").withMember(1, zero)),
                                        "pairs")
                                .get("pairs")
                                .member(1))
                .isNotEqualTo(all.get("pairs").member(1));
        assertThat(changed.get("whole").floats())
                .containsExactly(changed.get("pairs").member(1).floats());
        assertThat(
                        points.tapWith(
                                        TWO,
                                        Map.of("view[0]", zero, "view[1]", zero, "view[2]", zero),
                                        "view")
                                .get("view"))
                .isEqualTo(new NodeValue(Collections.nCopies(3, zero.members().get(0))));
    }

    @Test
    void anotherValueChangesThePrediction() {
        List<Prediction> before = points.predict(TWO);

        List<Prediction> after =
                points.predictWith(TWO, Map.of("y", NodeValue.of(new float[] {0, 0}, 2, 1)));

        assertThat(after)
                .extracting(p -> p.output("kind"))
                .isEqualTo(before.stream().map(p -> p.output("kind")).toList());
        assertThat(after.get(0).output("y")).isEqualTo(after.get(1).output("y"));
        assertThat(before.get(0).output("y")).isNotEqualTo(before.get(1).output("y"));
        assertThat(after).extracting(Prediction::number).containsExactly(1L, 2L);
    }

    @Test
    void namesThatAreNoneAreRefused() {
        refused(
                () -> points.tap(TWO, "sten"),
                "SORA-4901",
                "no node 'sten'",
                "did you mean 'stem'?");
        refused(
                () -> points.tap(TWO, "view[3]"),
                "SORA-4901",
                "no 'view[3]'",
                "'view[0]' to 'view[2]'");
        refused(() -> points.tap(TWO, "stem[1]"), "SORA-4901", "have   1 member", "name 'stem'");
        refused(
                () -> points.predictWith(TWO, Map.of("who", NodeValue.of(new float[2], 2, 1))),
                "SORA-4901",
                "no node 'who'");
        refused(() -> points.tap(List.of(), "stem"), "SORA-4903");
    }

    @Test
    void valuesThatDoNotFitAreRefused() {
        refuse(
                points,
                "stem",
                NodeValue.of(new float[4], 2, 2),
                "needs  values (2, 3) of float32",
                "have   values (2, 2) of float32");
        refuse(points, "stem", NodeValue.of(new float[3], 1, 3), "have   values (1, 3) of float32");
        refuse(
                points,
                "stem",
                NodeValue.of(HostTensor.allocate(DataType.INT32, 2, 3)),
                "have   values (2, 3) of int32");
        refuse(
                points,
                "stem",
                NodeValue.sequence(HostTensor.allocate(DataType.FLOAT32, 2, 3), 1, 1),
                "lengths (2) of int32");
        refuse(
                points,
                "view",
                NodeValue.of(new float[4], 2, 2),
                "needs  3 members",
                "have   1 member");
    }

    @Test
    void sequencesThatAreNoneAreRefused() {
        refuse(
                texts,
                "meaning",
                NodeValue.of(new float[8], 2, 2, 2),
                "needs  values (2, up to 6, 2) of float32, lengths (2) of int32");
        refuse(
                texts,
                "meaning",
                NodeValue.sequence(HostTensor.allocate(DataType.FLOAT32, 2, 3, 2), 4, 1),
                "needs  lengths from 0 to 3",
                "have   4");
        HostTensor full = HostTensor.allocate(DataType.FLOAT32, 2, 3, 2);
        full.data().putFloat(10 * Float.BYTES, 1);
        refuse(
                texts,
                "meaning",
                NodeValue.sequence(full, 3, 2),
                "needs  zeros after the valid steps",
                "step 2 of record 2");
        HostTensor words = HostTensor.allocate(DataType.INT32, 2, 1);
        words.data().putInt(4, 1_000_000);
        refuse(
                texts,
                "words",
                NodeValue.sequence(words, 1, 1),
                "needs  'values' from 0 to",
                "have   1000000");
    }

    private static void refuse(Model model, String node, NodeValue value, String... texts) {
        List<Map<String, Object>> records =
                model == points ? TWO : List.of(Map.of("text", "a"), Map.of("text", "b"));
        refused(
                () -> model.predictWith(records, Map.of(node, value)),
                "SORA-4902",
                "the value given for '%s' does not fit".formatted(node));
        refused(() -> model.tapWith(records, Map.of(node, value), node), texts);
    }

    private static void refused(ThrowingCallable call, String... texts) {
        assertThatThrownBy(call).isInstanceOf(SoraException.class).hasMessageContainingAll(texts);
    }

    @Test
    void candidatesAreTappedInPairs() {
        Map<String, Object> pair = Map.of("user", "u1", "item", "i2");
        NodeValue score = top.tap(List.of(pair), "top").get("top");

        assertThat(score.records()).isEqualTo(1);
        // each side can be computed alone
        assertThat(top.tap(List.of(Map.of("item", "i2")), "item"))
                .isEqualTo(top.tap(List.of(pair), "item"));
        NodeValue other = top.tap(List.of(Map.of("item", "i3")), "item").get("item");
        assertThat(top.tapWith(List.of(pair), Map.of("item", other), "top"))
                .isEqualTo(top.tap(List.of(Map.of("user", "u1", "item", "i3")), "top"));
        refused(
                () -> top.predictWith(List.of(pair), Map.of("item", other)),
                "SORA-4904",
                "'top' chooses among candidates");
    }

    @Test
    void severalThreadsTapAtOnce() throws Exception {
        List<Map<String, Object>> records = new ArrayList<>();
        List<Map<String, NodeValue>> alone = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            records.add(point(i));
            alone.add(points.tap(records.subList(i, i + 1), "view", "kind"));
        }
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Map<String, NodeValue>>> calls = new ArrayList<>();
            records.forEach(record -> calls.add(() -> points.tap(List.of(record), "view", "kind")));
            int i = 0;
            for (Future<Map<String, NodeValue>> tapped : pool.invokeAll(calls)) {
                assertThat(tapped.get()).isEqualTo(alone.get(i++));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aClosedModelIsNotTapped() {
        Model model = lab.runtime().open(folder.resolve("points/model.sora"));
        model.close();

        assertThatIllegalStateException().isThrownBy(() -> model.tap(TWO, "stem"));
    }
}
