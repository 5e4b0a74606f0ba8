// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import java.util.List;

/**
 * The expected meaning of a value.
 *
 * @param title a description
 * @param value the value
 * @param other another value of the same kind
 * @param number its number: "missing", "refused", or the number
 * @param name its name: "missing", "refused", or the name; several are separated by bars
 * @param date its date as local time in Berlin: "missing", "refused", or the date
 */
record Meaning(String title, Value value, Value other, Object number, String name, String date) {

    private static final String REFUSED = "refused";
    private static final String MISSING = "missing";

    /** Returns the table of all values. */
    static List<Meaning> table() {
        return List.of(
                new Meaning("integer", Value.integer(7), Value.integer(5), 7.0, "7", REFUSED),
                new Meaning("1.0", Value.real(1), Value.real(2), 1.0, "1", REFUSED),
                new Meaning(
                        "1e0",
                        Value.real(1).inJson("1e0").inCsv("1e0").only("csv"),
                        Value.real(2),
                        1.0,
                        "1e0",
                        REFUSED),
                new Meaning(
                        "1e0 where numbers have a type",
                        Value.real(1).inJson("1e0").only("jsonl", "npz", "sql"),
                        Value.real(2),
                        1.0,
                        "1",
                        REFUSED),
                new Meaning(
                        "beyond 2^53",
                        Value.integer(9007199254740993L),
                        Value.integer(9007199254740995L),
                        9007199254740992.0,
                        "9007199254740993",
                        REFUSED),
                new Meaning(
                        "beyond 2^53, a decimal",
                        Value.integer(9007199254740993L)
                                .inSql("9007199254740993::DECIMAL(38,0)")
                                .only("sql"),
                        Value.integer(9007199254740995L).inSql("9007199254740995::DECIMAL(38,0)"),
                        9007199254740992.0,
                        "9007199254740993",
                        REFUSED),
                new Meaning(
                        "beyond 2^53, rounded",
                        Value.real(1e19).only("jsonl", "npz", "sql"),
                        Value.real(1.5),
                        1e19,
                        REFUSED,
                        REFUSED),
                new Meaning(
                        "the last of 63 bits",
                        Value.integer(Long.MAX_VALUE),
                        Value.integer(Long.MAX_VALUE - 1),
                        9.223372036854775807e18,
                        "9223372036854775807",
                        REFUSED),
                new Meaning(
                        "beyond 2^63",
                        Value.unsigned("18446744073709551615"),
                        Value.unsigned("18446744073709551614"),
                        1.8446744073709552e19,
                        "18446744073709551615",
                        REFUSED),
                new Meaning("boolean", Value.truth(true), Value.truth(false), 1.0, "true", REFUSED),
                new Meaning("TRUE", Value.text("TRUE"), Value.text("x"), 1.0, "true", REFUSED),
                new Meaning(
                        "infinite",
                        Value.real(Double.NEGATIVE_INFINITY).only("jsonl", "npz", "sql"),
                        Value.real(2.5),
                        REFUSED,
                        REFUSED,
                        REFUSED),
                new Meaning(
                        "-inf, a text",
                        Value.text("-inf"),
                        Value.text("x"),
                        REFUSED,
                        "-inf",
                        REFUSED),
                new Meaning(
                        "NaN",
                        Value.real(Double.NaN).only("jsonl", "npz", "sql"),
                        Value.real(2.5),
                        MISSING,
                        MISSING,
                        MISSING),
                new Meaning(
                        "NaN, a text", Value.text("NaN"), Value.text("x"), MISSING, "NaN", REFUSED),
                new Meaning("empty", Value.text(""), Value.text("x"), MISSING, MISSING, MISSING),
                new Meaning(
                        "null",
                        Value.text("").inJson("null").inSql("NULL::VARCHAR"),
                        Value.text("x"),
                        MISSING,
                        MISSING,
                        MISSING),
                new Meaning(
                        "absent",
                        Value.text("").inJson("absent").only("jsonl"),
                        Value.text("x"),
                        MISSING,
                        MISSING,
                        MISSING),
                new Meaning("5k", Value.text("5k"), Value.text("x"), REFUSED, "5k", REFUSED),
                new Meaning("10%", Value.text("10%"), Value.text("x"), REFUSED, "10%", REFUSED),
                new Meaning("$3", Value.text("$3"), Value.text("x"), REFUSED, "$3", REFUSED),
                new Meaning("1,5", Value.text("1,5"), Value.text("x"), REFUSED, "1,5", REFUSED),
                new Meaning("007", Value.text("007"), Value.text("x"), 7.0, "007", REFUSED),
                new Meaning(
                        "decimal",
                        Value.real(1.5).inSql("1.50::DECIMAL(9,2)"),
                        Value.real(2.5).inSql("2.50::DECIMAL(9,2)"),
                        1.5,
                        "1.5",
                        REFUSED),
                new Meaning(
                        "of 32 bits",
                        Value.single(0.1f),
                        Value.single(0.3f),
                        (double) 0.1f,
                        "0.1",
                        REFUSED),
                new Meaning(
                        "1e39",
                        Value.real(1e39).inCsv("1e39"),
                        Value.real(2.5),
                        REFUSED,
                        null,
                        REFUSED),
                new Meaning(
                        "texts",
                        Value.texts("a", "b"),
                        Value.texts("c", "d"),
                        REFUSED,
                        "a|b",
                        REFUSED),
                new Meaning(
                        "integers",
                        Value.integers(3, 7),
                        Value.integers(4, 5),
                        REFUSED,
                        "3|7",
                        REFUSED),
                new Meaning(
                        "vector",
                        Value.reals(1.5, 2.5),
                        Value.reals(3.5, 4.5),
                        REFUSED,
                        null,
                        REFUSED),
                new Meaning(
                        "day",
                        Value.typed("2023-03-01", "DATE '2023-03-01'"),
                        Value.typed("2023-03-02", "DATE '2023-03-02'"),
                        REFUSED,
                        null,
                        "2023-03-01T00:00"),
                new Meaning(
                        "time without a zone",
                        Value.typed("2023-03-01 17:00", "TIMESTAMP '2023-03-01 17:00:00'"),
                        Value.typed("2023-03-02 17:00", "TIMESTAMP '2023-03-02 17:00:00'"),
                        REFUSED,
                        null,
                        "2023-03-01T17:00"),
                new Meaning(
                        "time of a zone",
                        Value.typed("2023-03-01T23:00:00Z", "TIMESTAMPTZ '2023-03-01 23:00:00+00'"),
                        Value.typed("2023-03-02T23:00:00Z", "TIMESTAMPTZ '2023-03-02 23:00:00+00'"),
                        REFUSED,
                        null,
                        "2023-03-02T00:00"),
                new Meaning(
                        "no day of any month",
                        Value.text("2023-02-31"),
                        Value.text("2023-03-02"),
                        REFUSED,
                        "2023-02-31",
                        REFUSED),
                new Meaning(
                        "seconds",
                        Value.integer(1677708000),
                        Value.integer(1677709000),
                        1677708000.0,
                        "1677708000",
                        "2023-03-01T23:00"),
                new Meaning(
                        "digits of a day",
                        Value.integer(20230301),
                        Value.integer(20230302),
                        20230301.0,
                        "20230301",
                        REFUSED),
                new Meaning(
                        "milliseconds",
                        Value.integer(1677708000000L),
                        Value.integer(1677709000000L),
                        1677708000000.0,
                        "1677708000000",
                        REFUSED));
    }
}
