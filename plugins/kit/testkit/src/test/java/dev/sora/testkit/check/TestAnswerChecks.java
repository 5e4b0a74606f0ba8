// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerField.Type;
import dev.sora.testkit.trial.Breach;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers are compared with the fields that an output declares. */
final class TestAnswerChecks {

    private static final List<AnswerField> FIELDS =
            List.of(new AnswerField("label", Type.TEXT), new AnswerField("scores", Type.NUMBERS));

    @Test
    void acceptsDeclaredValuesAndMissingOnes() {
        assertThatCode(
                        () ->
                                AnswerChecks.check(
                                        FIELDS,
                                        List.of(
                                                Map.of("label", "a", "scores", Map.of("a", 0.5)),
                                                Map.of("label", 7L))))
                .doesNotThrowAnyException();
        assertThatCode(() -> AnswerChecks.check(List.of(), List.of(Map.of("any", 1))))
                .doesNotThrowAnyException();
    }

    @Test
    void findsValuesThatAreNotDeclared() {
        assertThatThrownBy(() -> AnswerChecks.check(FIELDS, List.of(Map.of("more", 1))))
                .isInstanceOf(Breach.class)
                .hasMessageContaining("'more'");
        assertThatThrownBy(() -> AnswerChecks.check(FIELDS, List.of(Map.of("label", List.of()))))
                .isInstanceOf(Breach.class)
                .hasMessageContaining("'label'");
        assertThatThrownBy(
                        () ->
                                AnswerChecks.check(
                                        List.of(FIELDS.get(0), FIELDS.get(0)), List.of(Map.of())))
                .isInstanceOf(Breach.class)
                .hasMessageContaining("twice");
    }
}
