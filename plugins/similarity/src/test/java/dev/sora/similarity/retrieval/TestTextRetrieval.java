// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import dev.sora.metric.RankingOutcome;
import dev.sora.particle.Retrieval;
import dev.sora.particle.Retrieval.Question;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Texts to choose among: what is ranked, what is learned, and the baseline. */
final class TestTextRetrieval {

    private static final Schema SCHEMA =
            Schema.of(Column.of("asked", ColumnType.TEXT), Column.of("answer", ColumnType.TEXT));

    private static final RetrievedText SETTINGS =
            new RetrievedText("answer", Optional.of("asked"), true, 20, 4, 2);

    /** Questions and answers, in pairs. */
    private static Records records(String... texts) {
        List<DataRecord> list = new ArrayList<>();
        for (int i = 0; i < texts.length; i += 2) {
            list.add(new DataRecord(SCHEMA, "talk", 1 + i / 2, texts[i], texts[i + 1]));
        }
        return new Records() {
            @Override
            public OptionalLong size() {
                return OptionalLong.of(list.size());
            }

            @Override
            public void forEach(Consumer<DataRecord> action) {
                list.forEach(action);
            }
        };
    }

    private static Retrieval fitted(String... texts) {
        return SETTINGS.fit(records(texts)).retrieval().orElseThrow();
    }

    private static List<Question> questions(Retrieval retrieval, Records records) {
        List<Question> asked = new ArrayList<>();
        retrieval.evaluating(records).questions(records, asked::add);
        return asked;
    }

    @Test
    void equalTextsAreOneCandidate() {
        Retrieval retrieval = fitted("a", "Yes.", "b", "No.", "c", " Yes. ");

        assertThat(retrieval.catalogue())
                .extracting(record -> record.get("answer", String.class))
                .containsExactly("Yes.", "No.");
    }

    @Test
    void anEvaluationRanksTheTextsOfItsOwnRecords() {
        Retrieval retrieval = fitted("a", "Yes.", "b", "No.");
        String[] texts = new String[40];
        for (int i = 0; i < 20; i++) {
            texts[2 * i] = "question " + i;
            texts[2 * i + 1] = "answer " + i % 15;
        }
        Records unseen = records(texts);

        List<Question> first = questions(retrieval, unseen);

        assertThat(first).hasSize(20);
        for (int i = 0; i < 20; i++) {
            Question question = first.get(i);
            assertThat(question.candidates()).hasSize(4).doesNotHaveDuplicates();
            assertThat(question.relevant()).containsExactly(i % 15);
            assertThat(question.candidates()).contains(i % 15);
        }
        assertThat(questions(retrieval, unseen))
                .extracting(question -> Arrays.toString(question.candidates()))
                .isEqualTo(
                        first.stream().map(asked -> Arrays.toString(asked.candidates())).toList());
        assertThat(first.stream().flatMapToInt(q -> Arrays.stream(q.candidates())).distinct())
                .as("drawn from all texts")
                .hasSize(15);
    }

    @Test
    void fewTextsAreAllRanked() {
        Retrieval retrieval = fitted("a", "Yes.", "b", "No.");

        assertThat(questions(retrieval, records("a", "One.", "b", "Two.", "c", "Three.")))
                .allSatisfy(q -> assertThat(q.candidates()).containsExactly(0, 1, 2));
        assertThat(questions(retrieval, records("a", "Same.", "b", "Same.")))
                .as("a single text would always be right")
                .isEmpty();
    }

    /**
     * Duplicates within a minibatch are right answers, not wrong ones (sentence-transformers 2756
     * and 3189).
     */
    @Test
    void theSameTextOfAnotherRecordIsNotAWrongOne() {
        FittedRetrievedText fitted =
                (FittedRetrievedText)
                        SETTINGS.fit(records("a", "Yes.", "b", "No.", "c", "Yes.", "d", "Why?"));
        double[][] scores = {{2, 1, 2, 0}, {0, 3, 0, 1}, {1, 1, 1, 1}, {2, 0, 2, -1}};
        int[] texts = {0, 1, 0, 2};
        double expected = 0;
        for (int i = 0; i < 4; i++) {
            double sum = 0;
            for (int j = 0; j < 4; j++) {
                sum += j == i || texts[j] != texts[i] ? Math.exp(scores[i][j]) : 0;
            }
            expected += (Math.log(sum) - scores[i][i]) / 4;
        }
        try (Workbench bench = new Workbench()) {
            NDManager manager = bench.manager();
            float[] flat = new float[16];
            for (int i = 0; i < 16; i++) {
                flat[i] = (float) scores[i / 4][i % 4];
            }
            // with unit vectors as the texts, the first factor is the scores
            NDArray query = manager.create(flat, new Shape(4, 4));
            Signal prediction =
                    Signal.of(manager.zeros(new Shape(4, 1)))
                            .with(RetrievedText.QUERY, query)
                            .with(RetrievedText.ANSWER, manager.eye(4));
            Signal target = Signal.of(manager.create(new long[] {0, 1, 0, 2}, new Shape(4, 1)));

            assertThat((double) fitted.loss(prediction, target, null).getFloat())
                    .isCloseTo(expected, within(1e-5));
        }
    }

    /** Of equal scores the order of the candidates must not decide (beir 105, mteb 5241). */
    @Test
    void theBaselinePrefersRareSharedWords() {
        Retrieval retrieval =
                fitted("x", "the dog is here", "x", "the cat is there", "x", "the sea is deep");
        Records records =
                records("Where is the CAT?", "the dog barks", "x", "the cat sleeps", "zebra", "is");
        Retrieval evaluating = retrieval.evaluating(records);
        Retrieval.Baseline baseline = evaluating.baseline().orElseThrow();
        List<Question> asked = questions(retrieval, records);

        float[] scores = baseline.scores(asked.get(0));
        assertThat(scores[1]).isGreaterThan(scores[0]).isGreaterThan(scores[2]);
        assertThat(baseline.scores(asked.get(2))).containsOnly(0);
        RankingOutcome outcome =
                (RankingOutcome) evaluating.outcome(asked.get(2), baseline.scores(asked.get(2)));
        assertThat(outcome.rankings().get(0).ranks())
                .as("without any difference the right text is the last")
                .containsExactly(3);
    }

    @Test
    void aPredictionListsTheBestTexts() {
        Retrieval retrieval = fitted("a", "Yes.", "b", "No.", "c", "Why?");
        DataRecord record = new DataRecord(SCHEMA, "talk", 1, "asked", null);

        Map<String, Object> decoded =
                retrieval.decode(retrieval.question(record), new float[] {4, -20, 10});

        assertThat(decoded)
                .containsEntry("text", "Why?")
                .containsEntry("score", 0.5)
                .containsEntry("texts", List.of("Why?", "Yes."))
                .containsEntry("scores", List.of(0.5, 0.2));
    }

    @Test
    void refusesWhatCannotBeChosen() {
        assertThatThrownBy(() -> fitted("a", "Yes.", "b", "Yes."))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4613");
        assertThatThrownBy(() -> fitted("a", "Yes.", "b", "  "))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4614");
        assertThatThrownBy(
                        () ->
                                SETTINGS.fit(records("a", "Yes.", "b", "No."))
                                        .encode(
                                                List.of(
                                                        new DataRecord(
                                                                SCHEMA, "x", 1, "a", "Maybe."))))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4615");
        assertThatThrownBy(
                        () ->
                                new RetrievedText("asked", Optional.of("asked"), true, 1, 2, 1)
                                        .fit(records("a", "b", "c", "d")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4612");
        assertThatThrownBy(
                        () ->
                                SETTINGS.restore(
                                        State.builder().strings("texts", List.of("a", "")).build()))
                .isInstanceOf(DataException.class);
    }
}
