// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.metric.MetricResult;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Entities in tags, by the rules of conlleval, and tags that are refused. */
final class TestBio {

    private static String spans(String tags) {
        StringBuilder shown = new StringBuilder();
        Bio.spans(List.of(tags.split(" ")))
                .forEach(
                        s ->
                                shown.append(s.kind())
                                        .append(s.from())
                                        .append('-')
                                        .append(s.to())
                                        .append(' '));
        return shown.toString().strip();
    }

    @Test
    void entitiesBeginAndEndAsInConlleval() {
        assertThat(spans("B-A I-A O B-A B-A I-B I-B O")).isEqualTo("A0-2 A3-4 A4-5 B5-7");
        assertThat(spans("I-A I-A O I-A B-A")).isEqualTo("A0-2 A3-4 A4-5");
        assertThat(spans("O O")).isEmpty();
        assertThat(spans("B-A I-B I-A")).isEqualTo("A0-1 B1-2 A2-3");
        assertThat(spans("I-A-x I-A-x B-A-x")).isEqualTo("A-x0-2 A-x2-3");
    }

    /**
     * The example in the description of conlleval: 371 of 539 found phrases are right, of 459 in
     * all; precision 68.83 %, recall 80.83 %, FB1 74.35.
     */
    @Test
    void precisionRecallAndF1AreThoseOfConlleval() {
        List<String> right = new ArrayList<>(Collections.nCopies(459, "B-NP"));
        right.addAll(Collections.nCopies(539 - 371, "O"));
        List<String> found = new ArrayList<>(Collections.nCopies(371, "B-NP"));
        found.addAll(Collections.nCopies(459 - 371, "O"));
        found.addAll(Collections.nCopies(539 - 371, "B-NP"));
        TagOutcome outcome = new TagOutcome(List.of(found), List.of(right));

        assertThat(value(EntityCounts.Value.PRECISION, outcome)).isCloseTo(0.6883, within(5e-5));
        assertThat(value(EntityCounts.Value.RECALL, outcome)).isCloseTo(0.8083, within(5e-5));
        assertThat(value(EntityCounts.Value.F1, outcome)).isCloseTo(0.7435, within(5e-5));
    }

    private static double value(EntityCounts.Value value, TagOutcome outcome) {
        EntityCounts counts = new EntityCounts(value);
        counts.add(outcome);
        return ((MetricResult.Number) counts.result()).value();
    }

    @Test
    void tagsThatAreNotBioAreRefusedWithTheirPlace() {
        for (String tags : List.of("O I-A", "B-A I-B", "I-A", "B-A A", "B-")) {
            RecordException thrown =
                    catchThrowableOfType(RecordException.class, () -> of(tags, "bio"));
            assertThat(thrown).as(tags).isNotNull();
            Problem problem = thrown.problems().get(0);
            assertThat(problem.code()).isEqualTo("SORA-4566");
            assertThat(problem.where()).isEqualTo("samples.csv:2");
            of(tags, "none");
        }
    }

    private static void of(String tags, String scheme) {
        TagsType type = new TagsType();
        type.create(Workbench.settings(type, Map.of("column", "tags", "scheme", scheme)))
                .fit(
                        SampleRecords.of(
                                        Column.of("tokens", ColumnType.TEXTS),
                                        Column.of("tags", ColumnType.TEXTS))
                                .row(List.of(tags.split(" ")), List.of(tags.split(" "))));
    }

    @Test
    void bestTagsFollowTheSchemeEvenIfScoresDoNot() {
        // I-A has by far the greatest score everywhere, but cannot be first
        float[] scores = {0, 0.5f, 9, 0, 0.5f, 9};
        boolean[] follows = {true, true, false, true, true, true, true, true, true};
        Viterbi viterbi =
                Viterbi.of(
                        new float[9],
                        new float[3],
                        new float[3],
                        follows,
                        new boolean[] {true, true, false});
        int[] tags = new int[2];

        viterbi.decode(scores, 0, 2, tags, 0);

        assertThat(tags).containsExactly(1, 2);
    }
}
