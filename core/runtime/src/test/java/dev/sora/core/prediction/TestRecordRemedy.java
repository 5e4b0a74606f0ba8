// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A remedy helps in the verb that shows it. */
final class TestRecordRemedy {

    private static String fix(RecordRemedy verb, String given) {
        RecordException thrown =
                catchThrowableOfType(
                        RecordException.class,
                        () ->
                                verb.in(
                                        () -> {
                                            throw new RecordException(
                                                    Problem.of("SORA-4000", "broken").fix(given));
                                        }));
        return thrown.problems().get(0).fix();
    }

    /** The forms in which sources, inputs and outputs name the setting. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct it, or set 'on_error: skip'",
                "correct it, or 'on_error: skip'",
                "correct it or set 'on_error: skip'",
                "correct it, or set 'on_error: skip' under 'data'",
                "correct it; or set 'on_error: skip' under 'data'",
                "correct it, or leave such records out with 'on_error: skip' on the data source",
                "correct it; or leave such records out with 'on_error: skip' on the data source"
            })
    void noSettingOfAManifestIsNamedWhereNoneIsWritten(String given) {
        assertThat(fix(RecordRemedy.TRAINING, given)).isEqualTo(given);
        assertThat(fix(RecordRemedy.PREDICTION, given))
                .isEqualTo(
                        "correct it; --on-error skip gives such records a line with their error");
        assertThat(fix(RecordRemedy.EVALUATION, given))
                .isEqualTo(
                        "correct it; name the source with --data and set 'on_error: skip' on it");
        assertThat(RecordRemedy.withoutSetting(given)).isEqualTo("correct it");
    }

    @Test
    void theSettingAloneLeavesTheRemedyOfTheVerb() {
        assertThat(fix(RecordRemedy.PREDICTION, "set 'on_error: skip'"))
                .isEqualTo("--on-error skip gives such records a line with their error");
        assertThat(fix(RecordRemedy.EVALUATION, ""))
                .isEqualTo("name the source with --data and set 'on_error: skip' on it");
    }

    @Test
    void whatOnlyATrainingCanChangeSaysSo() {
        String given = "set 'unknown: own' on the input, or 'on_error: skip'";

        assertThat(fix(RecordRemedy.TRAINING, given)).isEqualTo(given);
        assertThat(fix(RecordRemedy.PREDICTION, given))
                .isEqualTo(
                        "set 'unknown: own' on the input (settings of inputs and outputs need another"
                                + " training); --on-error skip gives such records a line with their"
                                + " error");
    }

    @Test
    void whatIsLeftOfSeveralRemediesIsASentence() {
        assertThat(
                        RecordRemedy.withoutSetting(
                                "complete the record, remove it, or set 'on_error: skip'"))
                .isEqualTo("complete the record or remove it");
        assertThat(
                        RecordRemedy.withoutSetting(
                                "complete the record or remove it, or set 'on_error: skip'"))
                .isEqualTo("complete the record or remove it");
    }
}
