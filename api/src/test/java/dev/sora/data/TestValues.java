// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.RecordException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestValues {

    private static DataRecord record(Object value) {
        return new DataRecord(Schema.of(new Column("v", ColumnType.TEXT)), "a.csv", 1, value);
    }

    @Test
    void oneValueHasOneNameHoweverItIsWritten() {
        Map.of(
                        "1", List.of(1L, 1.0, "1", "1.0", "1.000"),
                        "0", List.of(0L, -0.0, "0", "0.0", "-0.0"),
                        "-12", List.of(-12L, -12.0, "-12.0"),
                        "true", List.of(true, "true", "True", "TRUE"),
                        "0.1", List.of(0.1, (double) 0.1f, "0.1"),
                        "0.00001", List.of(1e-5, "0.00001"),
                        "6144039378640938", List.of("6144039378640938.000000"),
                        "9007199254740991", List.of((1L << 53) - 1, (double) ((1L << 53) - 1)))
                .forEach(
                        (name, values) ->
                                assertThat(values)
                                        .allSatisfy(
                                                value ->
                                                        assertThat(Values.name(value))
                                                                .as("%s", value)
                                                                .isEqualTo(name)));
    }

    @Test
    void textsThatAreNoNumbersAreTheirOwnNames() {
        for (String text :
                List.of(
                        "007",
                        "00.0",
                        "1.10",
                        "1.2.0",
                        "v1.0",
                        "1e0",
                        "1e10",
                        ".0",
                        "-.0",
                        "1,0",
                        "18446744073709551615",
                        "truE?",
                        "false!",
                        "10",
                        "100",
                        "+1.0",
                        "ä.0")) {
            assertThat(Values.name(text)).isEqualTo(text);
        }
    }

    @Test
    void whatIsMissingHasNoNameAndNoNumber() {
        for (Object value : new Object[] {null, "", Double.NaN}) {
            assertThat(Values.name(record(value), "v")).isEmpty();
            assertThat(Values.number(value)).isNaN();
        }
        assertThat(Values.number("NaN")).isNaN();
        assertThat(Values.number(" ")).isNaN();
        assertThat(Values.name(record("NaN"), "v")).contains("NaN");
    }

    @Test
    void aNumberThatWasRoundedNamesNothing() {
        for (double value : List.of(9007199254740992.0, -1e19, Double.POSITIVE_INFINITY)) {
            assertThatThrownBy(() -> Values.name(record(value), "v"))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("SORA-4018");
        }
    }

    @Test
    void listsAreSeveralValuesAndNotOne() {
        DataRecord several = record(List.of("a, b", "1.0", " "));
        assertThat(Values.names(several, "v", ",")).containsExactly("a, b", "1");
        assertThat(Values.names(record("a, b,,1.0"), "v", ",")).containsExactly("a", "b", "1");
        assertThat(Values.names(record("a, b"), "v", "")).containsExactly("a, b");
        assertThat(Values.names(record(new long[] {7, -1}), "v", ",")).containsExactly("7", "-1");
        assertThat(Values.names(record(7.0), "v", ",")).containsExactly("7");
        assertThat(Values.names(record(null), "v", ",")).isEmpty();
        assertThat(Values.name(record(List.of("a")), "v")).contains("a");
        assertThat(Values.name(record(List.of()), "v")).isEmpty();
        for (Object value : List.of(List.of("a", "b"), new long[1], Instant.EPOCH)) {
            assertThatThrownBy(() -> Values.name(record(value), "v"))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("SORA-4019");
        }
    }

    @Test
    void saysWhatIsWrittenInPlaceOfANumber() {
        assertThat(Values.number(true)).isEqualTo(1);
        assertThat(Values.number("False")).isZero();
        assertThat(Values.number(" 1e0 ")).isEqualTo(1);
        assertThat(Values.number(7L)).isEqualTo(7);
        Map.of(
                        "1,5", "decimal comma",
                        "1.234,5", "decimal comma",
                        "5k", "other characters",
                        "10 %", "other characters",
                        "$3", "other characters",
                        "1e999", "64 bits",
                        "inf", "infinite",
                        "5d", "other characters",
                        "two", "a text")
                .forEach(
                        (text, reason) ->
                                assertThatThrownBy(() -> Values.number(text))
                                        .as(text)
                                        .isInstanceOf(NumberFormatException.class)
                                        .hasMessageContaining(reason));
        assertThatThrownBy(() -> Values.number(Double.NEGATIVE_INFINITY))
                .isInstanceOf(NumberFormatException.class);
    }

    @Test
    void aBackslashTakesARangeForAName() {
        assertThat(ColumnRange.expand("Q1\\..Q3")).containsExactly("Q1..Q3");
        assertThat(ColumnRange.expand("Q1..Q3")).hasSize(3);
        assertThat(ColumnRange.remedy(List.of("a", "Q1..Q3"), "Q2").orElseThrow())
                .startsWith("write Q1\\..Q3 for");
        assertThat(ColumnRange.remedy(List.of("a", "Q1..Q3"), "Q4")).isEmpty();
    }
}
