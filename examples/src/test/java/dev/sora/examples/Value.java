// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * One value as each kind of source writes it; null if a source cannot.
 *
 * @param csv a field
 * @param json the text after the colon; {@code absent} for a missing key
 * @param numpy the type and the shape of an array element
 * @param bytes its bytes
 * @param sql an expression
 */
record Value(String csv, String json, String numpy, byte[] bytes, String sql) {

    private static final int CHARACTERS = 40;

    static Value integer(long value) {
        return new Value(
                Long.toString(value),
                Long.toString(value),
                "<i8",
                eight(value),
                value + "::BIGINT");
    }

    static Value unsigned(String digits) {
        return new Value(
                digits, digits, "<u8", eight(Long.parseUnsignedLong(digits)), digits + "::UBIGINT");
    }

    static Value real(double value) {
        String json =
                Double.isNaN(value)
                        ? "NaN"
                        : Double.isInfinite(value)
                                ? value > 0 ? "Infinity" : "-Infinity"
                                : Double.toString(value);
        return new Value(
                json, json, "<f8", eight(Double.doubleToLongBits(value)), "'" + json + "'::DOUBLE");
    }

    static Value single(float value) {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
        String text = Float.toString(value);
        return new Value(text, text, "<f4", bytes.array(), text + "::FLOAT");
    }

    static Value truth(boolean value) {
        String text = Boolean.toString(value);
        return new Value(text, text, "|b1", new byte[] {(byte) (value ? 1 : 0)}, text);
    }

    static Value text(String value) {
        return new Value(
                "\"" + value.replace("\"", "\"\"") + "\"",
                "\"" + value + "\"",
                "<U" + CHARACTERS,
                letters(value),
                "'" + value.replace("'", "''") + "'");
    }

    static Value texts(String one, String two) {
        return new Value(
                "\"" + one + "|" + two + "\"",
                "[\"%s\", \"%s\"]".formatted(one, two),
                "<U" + CHARACTERS + ", 2",
                both(letters(one), letters(two)),
                "['%s', '%s']".formatted(one, two));
    }

    static Value integers(long one, long two) {
        return new Value(
                one + "|" + two,
                "[%d, %d]".formatted(one, two),
                "<i8, 2",
                both(eight(one), eight(two)),
                "[%d::BIGINT, %d]".formatted(one, two));
    }

    static Value reals(double one, double two) {
        return new Value(
                "\"[%s, %s]\"".formatted(one, two),
                "[%s, %s]".formatted(one, two),
                "<f8, 2",
                both(eight(Double.doubleToLongBits(one)), eight(Double.doubleToLongBits(two))),
                "[%s::DOUBLE, %s]".formatted(one, two));
    }

    /** A text for which databases have a type. */
    static Value typed(String text, String sql) {
        return text(text).inSql(sql);
    }

    Value inSql(String expression) {
        return new Value(csv, json, numpy, bytes, expression);
    }

    Value inCsv(String field) {
        return new Value(field, json, numpy, bytes, sql);
    }

    Value inJson(String written) {
        return new Value(csv, written, numpy, bytes, sql);
    }

    /** Returns the same value for some sources only. */
    Value only(String... sources) {
        Map<String, Boolean> kept = new java.util.HashMap<>();
        for (String source : sources) {
            kept.put(source, true);
        }
        return new Value(
                kept.containsKey("csv") ? csv : null,
                kept.containsKey("jsonl") ? json : null,
                kept.containsKey("npz") ? numpy : null,
                bytes,
                kept.containsKey("sql") ? sql : null);
    }

    private static byte[] eight(long bits) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array();
    }

    private static byte[] letters(String text) {
        ByteBuffer letters = ByteBuffer.allocate(4 * CHARACTERS).order(ByteOrder.LITTLE_ENDIAN);
        text.codePoints().forEach(letters::putInt);
        return letters.array();
    }

    private static byte[] both(byte[] one, byte[] two) {
        return ByteBuffer.allocate(one.length + two.length).put(one).put(two).array();
    }
}
