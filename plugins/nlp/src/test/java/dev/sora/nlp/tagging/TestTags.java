// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import dev.sora.problem.DataException;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The output of tags: each tag is that of its token, and each row of weights has a name. */
final class TestTags {

    private static final Tags RULES = new Tags("tags", "tokens", Scheme.NONE, 8);
    private static final Schema SCHEMA =
            Schema.of(Column.of("tokens", ColumnType.TEXTS), Column.of("tags", ColumnType.TEXTS));

    private final FittedTags output = new FittedTags(RULES, List.of("A", "B"));

    private static DataRecord record(String tokens, String tags) {
        return new DataRecord(
                SCHEMA,
                "memory",
                1,
                new Object[] {List.of(tokens.split(" ")), List.of(tags.split(" "))});
    }

    /** A stride, or an input that splits a text otherwise, gives other steps than tokens. */
    @Test
    void stepsThatAreNotTheTokensAreRefused() {
        List<DataRecord> records = List.of(record("x y z", "A B A"), record("x", "B"));
        try (Workbench bench = new Workbench()) {
            Map<String, NDArray> parameters =
                    Map.of(
                            Crf.STEPS, bench.manager().zeros(new Shape(4)),
                            Crf.FIRST, bench.manager().zeros(new Shape(2)),
                            Crf.LAST, bench.manager().zeros(new Shape(2)));
            Pass pass = bench.pass(true, parameters);
            NDArray tags = bench.manager().create(new int[] {0, 1, 0, 1, 0, 0}, new Shape(2, 3));
            Signal target = Signal.sequence(tags, bench.manager().create(new int[] {3, 1}));
            Signal right = prediction(bench, 3, 1);
            Signal strided = prediction(bench, 2, 1);
            Signal longer = prediction(bench, 3, 2);

            assertThat(output.loss(right, target, pass).getFloat()).isPositive();
            assertThat(output.outcome(right, target).size()).isEqualTo(2);
            assertThat(output.decode(right, records)).hasSize(2);
            for (Signal wrong : List.of(strided, longer)) {
                assertThatThrownBy(() -> output.loss(wrong, target, pass))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("SORA-4570");
                assertThatThrownBy(() -> output.outcome(wrong, target))
                        .isInstanceOf(DataException.class);
                assertThatThrownBy(() -> output.decode(wrong, records))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("'tokens'");
            }
        }
    }

    private static Signal prediction(Workbench bench, int... lengths) {
        return Signal.sequence(
                        bench.manager().ones(new Shape(2, 3, 2)), bench.manager().create(lengths))
                .masked()
                .with(Tags.TAGS, bench.manager().create(new int[6], new Shape(2, 3)));
    }

    /** With a token less, the steps after it are those of other tokens. */
    @Test
    void aTagHasAScoreWithAllTokensOnly() {
        try (Workbench bench = new Workbench()) {
            NDArray tags = bench.manager().create(new int[] {0, 1, 0}, new Shape(1, 3));
            Signal answered =
                    Signal.sequence(bench.numbers(1, 3, 2), bench.manager().create(new int[] {3}))
                            .with(Tags.TAGS, tags);
            AnswerScore second = output.answerScore(new AnswerPart(answered, "2")).orElseThrow();

            assertThat(second.numbers().apply(answered).toFloatArray())
                    .containsExactly(answered.values().getFloat(0, 1, 1));
            Signal shorter =
                    Signal.sequence(bench.numbers(1, 2, 2), bench.manager().create(new int[] {2}));
            assertThatThrownBy(() -> second.numbers().apply(shorter))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-4571");
        }
    }

    @Test
    void theRowsOfCharactersHaveNames() {
        TokenRules rules = new TokenRules("tokens", 10, 1, true, true, 8, 5);
        SignalSpec input = new FittedTokens(rules, List.of("ab"), List.of("a", "b")).spec();

        ParameterSpec table = new WordCharacters(2, 3, 3, 0).plan(input).parameters().get(0);

        assertThat(table.rows()).containsExactly("", "", "a", "b");
    }

    /** Training that continues with one more tag finds each step between two known tags. */
    @Test
    void theStepsBetweenTagsHaveNames() {
        SignalSpec input = SignalSpec.sequence(TensorSpec.floats(4, 3));

        ParameterSpec steps =
                RULES.plan(input, 3, List.of("A", "B>", "C")).parameters().stream()
                        .filter(spec -> spec.name().equals(Crf.STEPS))
                        .findFirst()
                        .orElseThrow();

        assertThat(steps.shape()).isEqualTo(new Shape(9));
        assertThat(steps.rows())
                .containsExactly(
                        "A>A",
                        "A>B\\>",
                        "A>C",
                        "B\\>>A",
                        "B\\>>B\\>",
                        "B\\>>C",
                        "C>A",
                        "C>B\\>",
                        "C>C");
    }
}
