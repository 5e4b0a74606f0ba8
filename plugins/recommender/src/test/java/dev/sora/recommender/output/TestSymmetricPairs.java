// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.Retrieval;
import dev.sora.particle.Retrieval.Pairs;
import dev.sora.particle.Retrieval.Question;
import dev.sora.recommender.InMemoryRecords;
import dev.sora.recommender.Offers;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Pairs of names without direction: edges of an undirected graph. */
final class TestSymmetricPairs {

    private static OutputParticle implicit(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(Map.of("user", "user", "item", "item"));
        settings.putAll(more);
        return Offers.output("implicit", settings);
    }

    private static Retrieval retrieval(InMemoryRecords rows, Map<String, ?> more) {
        return implicit(more).fit(rows).retrieval().orElseThrow();
    }

    private static List<Question> questions(Retrieval retrieval, InMemoryRecords rows) {
        List<Question> questions = new ArrayList<>();
        retrieval.questions(rows, questions::add);
        return questions;
    }

    /**
     * In a graph without directions, an edge of the training is known from both of its ends:
     * neither its reverse nor the node itself is a wrong answer, or one to measure.
     */
    @Test
    void pairsWithoutDirectionAreKnownFromBothEnds() {
        InMemoryRecords edges =
                InMemoryRecords.texts("user item", "a b", "b c", "c d", "d a", "a e", "e f");
        InMemoryRecords held =
                InMemoryRecords.texts(
                        "user item others", "b a c,d", "a b c,d", "f e c,d", "f a c,f,e");
        FittedOutput fitted = implicit(Map.of("symmetric", true, "negatives", 20)).fit(edges);
        Retrieval retrieval = fitted.retrieval().orElseThrow();
        // candidates: b c d a e f
        List<List<Integer>> unknown =
                List.of(
                        List.of(1, 5),
                        List.of(2, 4, 5),
                        List.of(3, 4, 5),
                        List.of(0, 4, 5),
                        List.of(1, 5),
                        List.of(0, 1, 2));
        Pairs pairs = retrieval.draw(6, fitted.encode(edges.all()), new SplittableRandom(1));
        for (int i = 0; i < pairs.candidates().length; i++) {
            if (i % 21 > 0) {
                assertThat(pairs.candidates()[i]).isIn(unknown.get(i / 21));
            }
        }
        List<Question> questions = questions(retrieval, held);
        assertThat(questions).hasSize(1);
        assertThat(questions.get(0).candidates()).containsExactly(0, 1, 2, 3);
        assertThat(questions.get(0).relevant()).containsExactly(3);
        assertThat(questions(retrieval(edges, Map.of()), held)).hasSize(2);
        for (String protocol : List.of("given", "sampled")) {
            Map<String, Object> settings =
                    Map.of(
                            "symmetric",
                            true,
                            "evaluation",
                            protocol,
                            "negatives_column",
                            "others",
                            "sampled_negatives",
                            1);
            List<Question> asked = questions(retrieval(edges, settings), held);
            assertThat(asked).as(protocol).hasSize(1);
            assertThat(asked.get(0).candidates()).as(protocol).hasSize(2).contains(3);
        }
        // degrees, without the node itself
        assertThat(retrieval.baseline().orElseThrow().scores(questions.get(0)))
                .containsExactly(2, 2, 2, 3);
        assertThatThrownBy(
                        () ->
                                implicit(Map.of("symmetric", true, "exclude_seen", false))
                                        .plan(List.of(SignalSpec.floats(1))))
                .isInstanceOf(ShapeException.class);
    }
}
