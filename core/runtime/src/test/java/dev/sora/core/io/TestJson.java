// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.DataException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestJson {

    @Test
    void keepsOrderAndEveryBitOfANumber() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("z", Long.MIN_VALUE);
        tree.put("a", 0.1 + 0.2);
        tree.put("tiny", Double.MIN_VALUE);
        tree.put("zero", -0.0);
        tree.put("whole", 3.0);
        tree.put("text", "größe \"\n\u0000 \uD83D\uDE00");
        tree.put("list", Arrays.asList(true, null, List.of(), Map.of()));

        Map<String, Object> read = Json.readObject(Json.pretty(tree), "test.json");

        assertThat(read).isEqualTo(tree);
        assertThat(read.keySet()).containsExactlyElementsOf(tree.keySet());
        assertThat(Json.readObject(Json.line(tree), "test.json")).isEqualTo(tree);
    }

    /** UTF-8 has no bytes for them: they would come back as question marks, all of them equal. */
    @Test
    void keepsHalvesOfSurrogatePairs() {
        Map<String, Object> tree = Map.of("halves", "\ud800 \"\\\n\u0000 \ud83d\ude00é\udfff");
        String text = Json.pretty(tree);

        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text);
        assertThat(Json.readObject(text, "test.json")).isEqualTo(tree);
    }

    @Test
    void printsForPeople() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", "digits");
        tree.put("shape", List.of(1, 28));
        tree.put("none", List.of());
        tree.put("empty", Map.of());

        assertThat(Json.pretty(tree))
                .isEqualTo(
                        """
                        {
                          "name": "digits",
                          "shape": [
                            1,
                            28
                          ],
                          "none": [],
                          "empty": {}
                        }
                        """);
    }

    @Test
    void writesNullForWhatJsonHasNoWordFor() {
        assertThat(Json.line(List.of(Double.NaN, Double.NEGATIVE_INFINITY, Float.NaN, 1)))
                .isEqualTo("[null,null,null,1]");
    }

    @Test
    void writesAFloatAsTheDoubleOfItsValue() {
        assertThat(Json.line(List.of(0.1f))).isEqualTo("[" + (double) 0.1f + "]");
    }

    @Test
    void refusesToWriteWhatIsNoTree() {
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        List<Object> tooDeep = deep;

        assertThatThrownBy(() -> Json.line(new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a tree holds no value of type [I");
        assertThatThrownBy(() -> Json.line(BigInteger.TEN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.line(tooDeep))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deeper than 100 levels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            ``                        | object was expected
            [1]                       | object was expected
            7                         | object was expected
            {"a": 1                   | not valid JSON
            {"a": 1}}                 | not valid JSON
            {"a": 1} 2                | something follows
            {"a": 1, "a": 1}          | Duplicate field
            {"a": 1,}                 | not valid JSON
            {a: 1}                    | not valid JSON
            {"a": 'x'}                | not valid JSON
            {"a": 12345678901234567890123} | not valid JSON
            {"a": 1e400}              | too large
            {"a": -Infinity}          | not valid JSON
            {"a": 01}                 | not valid JSON
            {"a": /* why */ 1}        | not valid JSON
            """)
    void refusesWhatIsNotJson(String text, String message) {
        assertThatThrownBy(() -> Json.readObject(text, "test.json"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4407")
                .hasMessageContaining("test.json")
                .hasMessageContaining(message);
    }

    @Test
    void refusesWhatIsTooLarge() {
        String deep = "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
        String wide = "{\"a\":[" + "0,".repeat(Json.MAX_VALUES) + "0]}";
        String key = "{\"" + "k".repeat(Json.MAX_KEY + 1) + "\":1}";
        String number = "{\"a\":" + "1".repeat(1000) + "}";

        for (String text : List.of(deep, wide, key, number)) {
            assertThatThrownBy(() -> Json.readObject(text, "test.json"))
                    .isInstanceOf(DataException.class);
        }
    }

    @Test
    void namesTheLine() {
        assertThatThrownBy(() -> Json.readObject("{\n\"a\": 1,\n\"b\": }", "test.json"))
                .hasMessageContaining("test.json:3");
    }

    @Test
    void readsAnArrayOfRecords() {
        assertThat(Json.readRecords(" [{\"age\": 31, \"of\": [1, {}]}, {}] ", "request"))
                .isEqualTo(List.of(Map.of("age", 31L, "of", List.of(1L, Map.of())), Map.of()));
        assertThat(Json.readRecords("[]", "request")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            ``              | array was expected
            {"a": 1}        | array was expected
            [{"a": 1}, 7]   | element 2 of the array is not an object
            [[{"a": 1}]]    | element 1 of the array is not an object
            [{"a": 1}       | not valid JSON
            [{"a": 1}] 2    | something follows the JSON array
            """)
    void refusesWhatIsNotAnArrayOfRecords(String text, String message) {
        assertThatThrownBy(() -> Json.readRecords(text, "request"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4407")
                .hasMessageContaining("request")
                .hasMessageContaining(message)
                .hasMessageContaining("fix    write an array of objects");
    }
}
