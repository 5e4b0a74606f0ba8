// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.metric.RankingOutcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.Retrieval;
import dev.sora.particle.Retrieval.Pairs;
import dev.sora.particle.Retrieval.Question;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.recommender.InMemoryRecords;
import dev.sora.recommender.Offers;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestImplicit {

    /** Candidates: a, b, c, d, e; b has two users, all others one. */
    private static final InMemoryRecords SEEN =
            InMemoryRecords.texts(
                    "user item genre",
                    "ann a x",
                    "ann b y",
                    "bob b y",
                    "bob c x",
                    "bob d -",
                    "cid e x");

    private static OutputParticle implicit(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(Map.of("user", "user", "item", "item"));
        settings.putAll(more);
        return Offers.output("implicit", settings);
    }

    private static Retrieval retrieval(Map<String, ?> more) {
        return implicit(more).fit(SEEN).retrieval().orElseThrow();
    }

    private static List<Question> questions(Retrieval retrieval, InMemoryRecords rows) {
        List<Question> questions = new ArrayList<>();
        retrieval.questions(rows, questions::add);
        return questions;
    }

    @Test
    void listsTheCandidatesWithWhatDescribesThem() {
        Retrieval retrieval = retrieval(Map.of("item_columns", List.of("genre")));
        assertThat(retrieval.columns()).containsExactlyInAnyOrder("item", "genre");
        assertThat(retrieval.catalogue()).hasSize(5);
        assertThat(retrieval.catalogue().get(1).find("genre")).contains("y");
        assertThat(retrieval.catalogue().get(3).find("genre")).isEmpty();
    }

    @Test
    void drawsUnseenItemsBehindTheSeen() {
        OutputParticle output = implicit(Map.of("negatives", 3));
        FittedOutput fitted = output.fit(SEEN);
        Retrieval retrieval = fitted.retrieval().orElseThrow();
        Pairs pairs = retrieval.draw(6, fitted.encode(SEEN.all()), new SplittableRandom(1));
        assertThat(pairs.records()).hasSize(24).startsWith(0, 0, 0, 0, 1, 1, 1, 1, 2);
        int[] own = {0, 1, 1, 2, 3, 4};
        for (int i = 0; i < 24; i++) {
            int candidate = pairs.candidates()[i];
            if (i % 4 == 0) {
                assertThat(candidate).isEqualTo(own[i / 4]);
                continue;
            }
            switch (pairs.records()[i]) {
                case 0, 1 -> assertThat(candidate).isBetween(2, 4);
                case 5 -> assertThat(candidate).isBetween(0, 3);
                default -> assertThat(candidate).isIn(0, 4);
            }
        }
        assertThat(
                        retrieval
                                .draw(6, fitted.encode(SEEN.all()), new SplittableRandom(1))
                                .candidates())
                .isEqualTo(pairs.candidates());
    }

    @Test
    void ranksAmongAllThatTheUserHasNotSeen() {
        InMemoryRecords test =
                InMemoryRecords.texts(
                        "user item", "ann d", "bob e", "ann e", "ann a", "eve a", "cid new");
        List<Question> questions = questions(retrieval(Map.of()), test);
        assertThat(questions).hasSize(4);
        assertThat(questions.get(0).candidates()).containsExactly(2, 3, 4);
        assertThat(questions.get(0).relevant()).containsExactly(3, 4);
        assertThat(questions.get(1).candidates()).containsExactly(0, 4);
        assertThat(questions.get(1).relevant()).containsExactly(4);
        // nobody knows eve: all items are candidates
        assertThat(questions.get(2).candidates()).hasSize(5);
        // an item that training has not is a miss, and no question left out
        assertThat(questions.get(3).relevant()).isEmpty();
        List<Question> whole = questions(retrieval(Map.of("exclude_seen", false)), test);
        assertThat(whole.get(0).candidates()).hasSize(5);
        assertThat(whole.get(0).relevant()).containsExactly(0, 3, 4);
    }

    /** The list of the published split holds the test item itself for some users. */
    @Test
    void countsTheOwnItemOnceAmongGivenOnes() {
        Retrieval retrieval =
                retrieval(Map.of("evaluation", "given", "negatives_column", "others"));
        List<Question> questions =
                questions(
                        retrieval,
                        InMemoryRecords.texts(
                                "user item others", "ann d c,d,e,e", "bob new a e,zzz"));
        assertThat(questions.get(0).candidates()).containsExactly(2, 3, 4);
        assertThat(questions.get(0).relevant()).containsExactly(3);
        assertThat(questions.get(1).candidates()).containsExactly(0, 4);
        assertThat(questions.get(1).relevant()).isEmpty();
        assertThatThrownBy(
                        () ->
                                questions(
                                        retrieval,
                                        InMemoryRecords.texts("user item others", "ann d -")))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("rows.csv:2");
        // alone it would rank first
        assertThatThrownBy(
                        () ->
                                questions(
                                        retrieval,
                                        InMemoryRecords.texts("user item others", "ann d d,zzz")))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("d zzz");
        assertThatThrownBy(
                        () ->
                                implicit(Map.of("evaluation", "given"))
                                        .plan(List.of(SignalSpec.floats(1))))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void samplesTheSameItemsAgain() {
        InMemoryRecords test = InMemoryRecords.texts("user item", "cid c", "ann e", "eve a");
        Retrieval retrieval = retrieval(Map.of("evaluation", "sampled", "sampled_negatives", 2));
        List<Question> questions = questions(retrieval, test);
        assertThat(questions.get(0).candidates()).contains(2).doesNotContain(4);
        assertThat(questions.get(2).candidates()).hasSize(3).contains(0);
        assertThat(questions(retrieval, test).get(2).candidates())
                .isEqualTo(questions.get(2).candidates());
        // four remain of five, and three are asked for
        retrieval = retrieval(Map.of("evaluation", "sampled", "sampled_negatives", 3));
        assertThat(questions(retrieval, test).get(2).candidates()).hasSize(4).contains(0);
        retrieval = retrieval(Map.of("evaluation", "sampled"));
        assertThat(questions(retrieval, test).get(2).candidates()).hasSize(5);
    }

    /** Three unseen items and the own one are four candidates, whether or not it was seen. */
    @Test
    void samplesAsManyItemsForAnItemThatWasSeen() {
        Retrieval retrieval = retrieval(Map.of("evaluation", "sampled", "sampled_negatives", 3));
        List<Question> questions =
                questions(
                        retrieval, InMemoryRecords.texts("user item", "ann a", "ann c", "ann new"));

        assertThat(questions.get(0).candidates()).containsExactly(0, 2, 3, 4);
        // c is one of the three, so that two others are left
        assertThat(questions.get(1).candidates()).containsExactly(2, 3, 4);
        assertThat(questions.get(2).candidates()).containsExactly(2, 3, 4);
    }

    @Test
    void measuresWhatItRecommends() {
        InMemoryRecords test = InMemoryRecords.texts("user item", "eve b", "ann d");
        float[] scores = {1, 0, 5, 2, 3};
        Map<String, Object> popular = Map.of("top", 3);
        Map<String, Object> model = Map.of("top", 3, "unknown_user", "model");
        for (Map<String, Object> settings : List.of(popular, model)) {
            Retrieval retrieval = retrieval(settings);
            for (Question question : questions(retrieval, test)) {
                float[] own = java.util.Arrays.copyOf(scores, question.candidates().length);
                RankingOutcome outcome = (RankingOutcome) retrieval.outcome(question, own);
                List<Object> best = new ArrayList<>();
                for (int number : outcome.rankings().get(0).top()) {
                    best.add(List.of("a", "b", "c", "d", "e").get(number));
                }

                assertThat((List<?>) retrieval.decode(question, own).get("items"))
                        .as(settings + " " + question.record())
                        .isEqualTo(best.subList(0, 3));
            }
        }
        Question eve = questions(retrieval(popular), test).get(0);
        assertThat(ranks(retrieval(popular), eve, scores)).containsExactly(1);
        assertThat(ranks(retrieval(model), eve, scores)).containsExactly(5);
    }

    /** The baseline of the report asks the questions that the model is asked. */
    @Test
    void comparesWithPopularity() {
        Retrieval retrieval = retrieval(Map.of("unknown_user", "model"));
        Retrieval.Baseline popularity = retrieval.baseline().orElseThrow();
        List<Question> questions =
                questions(retrieval, InMemoryRecords.texts("user item", "cid b", "eve c", "ann d"));

        assertThat(popularity.name()).isEqualTo("popularity");
        // b has two users, all others one; cid has seen e
        assertThat(popularity.scores(questions.get(0))).containsExactly(1, 2, 1, 1);
        assertThat(popularity.scores(questions.get(1))).containsExactly(1, 2, 1, 1, 1);
        assertThat(ranks(retrieval, questions.get(0), popularity.scores(questions.get(0))))
                .containsExactly(1);
        // of equal scores the relevant item's counts as the lowest
        assertThat(ranks(retrieval, questions.get(1), popularity.scores(questions.get(1))))
                .containsExactly(5);
        assertThat(ranks(retrieval, questions.get(2), popularity.scores(questions.get(2))))
                .containsExactly(3);
    }

    private static int[] ranks(Retrieval retrieval, Question question, float[] scores) {
        return ((RankingOutcome) retrieval.outcome(question, scores)).rankings().get(0).ranks();
    }

    @Test
    void namesItsProtocol() {
        assertThat(retrieval(Map.of("unknown_user", "model")).protocol().orElseThrow())
                .isEqualTo(
                        "each user's items are ranked among all items of the training data but"
                                + " those that it has for the user; of equal scores the relevant"
                                + " item's counts as the lowest.");
        assertThat(retrieval(Map.of()).protocol().orElseThrow())
                .endsWith(
                        "counts as the lowest. Users whom training has not seen are ranked for by"
                                + " popularity, as they are recommended to; the loss is the"
                                + " model's.");
        assertThat(
                        retrieval(Map.of("evaluation", "given", "negatives_column", "others"))
                                .protocol()
                                .orElseThrow())
                .contains("the items given in 'others'");
        assertThat(retrieval(Map.of("evaluation", "sampled")).protocol().orElseThrow())
                .contains("99 items drawn at random");
    }

    @Test
    void recommendsWhatScoresBest() {
        Retrieval retrieval = retrieval(Map.of("top", 2));
        Question question = retrieval.question(InMemoryRecords.texts("user", "ann").all().get(0));

        assertThat(question.candidates()).containsExactly(2, 3, 4);
        Map<String, Object> answer = retrieval.decode(question, new float[] {0.5f, -1, 2});
        assertThat(answer)
                .containsEntry("user", "ann")
                .containsEntry("items", List.of("e", "c"))
                .containsEntry("scores", List.of(2.0, 0.5))
                .doesNotContainKey("cold_start");
    }

    @Test
    void recommendsTheUnknownWhatIsPopular() {
        Question question =
                retrieval(Map.of()).question(InMemoryRecords.texts("user", "eve").all().get(0));
        float[] scores = {1, 0, 5, 2, 3};

        Map<String, Object> popular = retrieval(Map.of("top", 1)).decode(question, scores);
        Map<String, Object> model =
                retrieval(Map.of("top", 1, "unknown_user", "model")).decode(question, scores);

        assertThat(popular)
                .containsEntry("items", List.of("b"))
                .containsEntry("scores", List.of(2.0))
                .containsEntry("cold_start", true);
        assertThat(model).containsEntry("items", List.of("c")).containsEntry("cold_start", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "bpr", "softmax"})
    void learnsFromPairsWhatItMeasures(String loss) {
        OutputParticle output = implicit(Map.of("loss", loss, "negatives", 2));
        FittedOutput fitted = output.fit(SEEN);
        Retrieval retrieval = fitted.retrieval().orElseThrow();
        float[] scores = {0.3f, -0.7f, 0.9f, 1.5f, 0.2f, -2};
        try (Workbench bench = new Workbench()) {
            NDArray pairs = bench.manager().create(scores, new Shape(6, 1));
            double trained =
                    fitted.loss(
                                    Signal.of(pairs),
                                    Signal.of(bench.manager().create(0f)),
                                    bench.pass(true, Map.of()))
                            .getFloat();
            // record 0 has the scores 0.3 | -0.7, 0.9 and record 1 has 1.5 | 0.2, -2
            var record = SEEN.all().get(0);
            double measured = 0;
            for (int i = 0; i < 2; i++) {
                measured +=
                        retrieval.loss(
                                        Question.of(record, new int[] {0, 1, 2}, new int[] {0}),
                                        java.util.Arrays.copyOfRange(scores, 3 * i, 3 * i + 3))
                                / 2;
            }

            assertThat(trained).isCloseTo(measured, within(1e-6));
            double s = 0.3;
            double shift = Math.log(2);
            double expected =
                    switch (loss) {
                        case "log" ->
                                (Math.log1p(Math.exp(shift - s))
                                                + Math.log1p(Math.exp(-0.7 - shift))
                                                + Math.log1p(Math.exp(0.9 - shift)))
                                        / 3;
                        case "bpr" ->
                                (Math.log1p(Math.exp(-0.7 - s)) + Math.log1p(Math.exp(0.9 - s)))
                                        / 2;
                        default -> Math.log(Math.exp(s) + Math.exp(-0.7) + Math.exp(0.9)) - s;
                    };
            assertThat(
                            retrieval.loss(
                                    Question.of(record, new int[] {0, 1, 2}, new int[] {0}),
                                    new float[] {0.3f, -0.7f, 0.9f}))
                    .isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void isNeverNoNumber() {
        Retrieval retrieval = retrieval(Map.of());
        Question nothing = Question.of(SEEN.all().get(0), new int[] {0, 1}, new int[0]);
        RankingOutcome outcome = (RankingOutcome) retrieval.outcome(nothing, new float[] {1, 2});

        assertThat(retrieval.loss(nothing, new float[] {1, 2})).isZero();
        assertThat(outcome.catalogueSize()).isEqualTo(5);
        assertThat(outcome.rankings().get(0).ranks()).isEmpty();
    }

    @Test
    void comesBackFromItsState() {
        OutputParticle output = implicit(Map.of("item_columns", List.of("genre")));
        State state = output.fit(SEEN).state();

        assertThat(output.restore(state).state()).isEqualTo(state);
        List<State> columns = state.states("item_columns");
        State type = columns.get(1).toBuilder().string("type", "IMAGE").build();
        State missing = columns.get(0).toBuilder().integers("missing", 0).build();
        State beyond = columns.get(1).toBuilder().integers("missing", 99).build();
        State longer = columns.get(1).toBuilder().strings("values", List.of("x")).build();
        State same =
                columns.get(0).toBuilder()
                        .strings(
                                "values",
                                Collections.nCopies(columns.get(0).strings("values").size(), "a"))
                        .build();
        for (State.Builder wrong :
                List.of(
                        state.toBuilder().strings("users", List.of("ann", "ann")),
                        state.toBuilder().states("item_columns", List.of(columns.get(0))),
                        state.toBuilder().states("item_columns", List.of(columns.get(0), type)),
                        state.toBuilder().states("item_columns", List.of(missing, columns.get(1))),
                        state.toBuilder().states("item_columns", List.of(columns.get(0), beyond)),
                        state.toBuilder().states("item_columns", List.of(columns.get(0), longer)),
                        state.toBuilder().states("item_columns", List.of(same, columns.get(1))),
                        state.toBuilder().string("interactions", "AAAA"),
                        state.toBuilder().without("users"),
                        state.toBuilder().without("item_columns"),
                        state.toBuilder().without("interactions"))) {
            assertThatThrownBy(() -> output.restore(wrong.build()))
                    .as(wrong.build().toString())
                    .isInstanceOf(DataException.class);
        }
    }

    @Test
    void refusesRecordsWithoutAnItem() {
        FittedOutput fitted = implicit(Map.of()).fit(SEEN);

        assertThatThrownBy(() -> fitted.encode(InMemoryRecords.texts("user item", "ann -").all()))
                .isInstanceOf(RecordException.class);
        assertThatThrownBy(() -> implicit(Map.of("item_columns", List.of("none"))).fit(SEEN))
                .isInstanceOf(DataException.class);
    }
}
