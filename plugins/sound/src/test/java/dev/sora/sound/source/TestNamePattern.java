// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.SoraException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestNamePattern {

    private static final NamePattern DIGITS = NamePattern.of("{label}_{speaker}_{n}.wav");

    @Test
    void readsTheFieldsOfAName() {
        assertThat(DIGITS.fields()).containsExactly("label", "speaker", "n");
        assertThat(DIGITS.match("recordings/7_theo_12.wav")).contains(List.of("7", "theo", "12"));
        assertThat(DIGITS.match("7_Theo_12.WAV")).contains(List.of("7", "Theo", "12"));
    }

    /** A name with one more separator would have two meanings. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "7_jack_son_1.wav",
                "7_theo.wav",
                "_theo_1.wav",
                "7_theo_1.WAVE",
                "7_theo_1",
                "x7_theo_.wav"
            })
    void refusesANameWithAnotherMeaning(String name) {
        assertThat(DIGITS.match(name)).isEmpty();
    }

    @Test
    void readsFolders() {
        NamePattern pattern = NamePattern.of("{speaker}/{label}-{n}.wav");

        assertThat(pattern.match("set/theo/seven-1.wav")).contains(List.of("theo", "seven", "1"));
        assertThat(pattern.match("seven-1.wav")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.wav", "{a}{b}.wav", "{a}_{a}.wav", "{a}_{}.wav", "{a", ""})
    void refusesAPatternWithoutAMeaning(String pattern) {
        assertThatThrownBy(() -> NamePattern.of(pattern))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4524");
    }
}
