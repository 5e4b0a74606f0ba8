// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.ColumnType;
import dev.sora.data.ColumnValues;
import dev.sora.data.ImageValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages name what a column accepts, in words of no programming language. */
final class TestValueWords {

    @Test
    void whatIsNamedIsAccepted() {
        Map<ColumnType, Object> examples =
                Map.of(
                        ColumnType.TIME, "2026-11-30T12:00:00Z",
                        ColumnType.VECTOR, List.of(0.5, 1L),
                        ColumnType.IDENTIFIERS, List.of(3L, 7L),
                        ColumnType.TEXTS, List.of("a", "b"),
                        ColumnType.NESTED, List.of(Map.of("a", 1L)));
        for (ColumnType type : ColumnType.values()) {
            assertThat(ValueWords.accepted(type)).isNotBlank().doesNotContain("null");
            if (examples.containsKey(type)) {
                assertThat(ColumnValues.of(type, examples.get(type), "|"))
                        .as(type.name())
                        .isNotSameAs(ColumnValues.NONE);
            }
        }
        assertThat(ValueWords.accepted(ColumnType.IMAGE)).contains("base64").contains("form");
    }

    @Test
    void valuesAreShownWithTheirKind() {
        assertThat(ValueWords.shown(5L)).isEqualTo("5, a number");
        assertThat(ValueWords.shown(List.of(1, 2))).isEqualTo("[1, 2], a list");
        assertThat(ValueWords.shown(Map.of("a", 1))).endsWith("an object");
        assertThat(ValueWords.shown(true)).isEqualTo("true, a boolean");
        assertThat(ValueWords.shown(new float[3])).isEqualTo("an array, float[]");
        assertThat(ValueWords.shown("x".repeat(1_000))).hasSize(60 + "…, a string".length());
        assertThat(ValueWords.shown(new ImageValue(2, 3, 1, new byte[6])))
                .isEqualTo("a picture of 2 x 3");
    }
}
