// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestLookAlikes {

    @ParameterizedTest
    @CsvSource({
        "cat, Cat",
        "New York, NewYork",
        ">50K, >50K.",
        "1, 1.0",
        "-3, -3.00",
        // the Cyrillic letters that look Latin
        "cop, \u0441\u043e\u0440",
        "COP, \u0421\u041e\u0420",
        "STRASSE, stra\u00dfe",
        "\uff21\uff11, a1",
        // two sigmas
        "\u039f\u0394\u039f\u03a3, \u03bf\u03b4\u03bf\u03c2",
    })
    void findsThem(String one, String other) {
        assertThat(LookAlikes.skeleton(one)).isEqualTo(LookAlikes.skeleton(other));
    }

    @ParameterizedTest
    @CsvSource({"rare1, rare2", "-1, 1", "1.5, 15", "cafe, caf\u00e9", "a-b, ab", "10, 1.0"})
    void leavesWhatDiffers(String one, String other) {
        assertThat(LookAlikes.skeleton(one)).isNotEqualTo(LookAlikes.skeleton(other));
    }

    @Test
    void groupsThem() {
        assertThat(LookAlikes.among(List.of("b", "Cat", "dog", "cat", "B", "cat.")))
                .containsExactly(List.of("b", "B"), List.of("Cat", "cat", "cat."));
        assertThat(LookAlikes.among(List.of("a", "b"))).isEmpty();
    }

    @Test
    void showsCodePointsWhereLettersLookTheSame() {
        assertThat(LookAlikes.quoted("c\u0430t", List.of("cat", "dog")))
                .isEqualTo("'c\u0430t' (c\\u0430t)");
        assertThat(LookAlikes.quoted("cafe\u0301", List.of("caf\u00e9")))
                .isEqualTo("'cafe\u0301' (cafe\\u0301)");
        assertThat(LookAlikes.quoted("Cat", List.of("cat"))).isEqualTo("'Cat'");
    }
}
