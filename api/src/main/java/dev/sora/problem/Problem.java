// SPDX-License-Identifier: Apache-2.0
package dev.sora.problem;

import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * One thing that is wrong, said so that the person who reads it can mend it.
 *
 * <p>The same five parts appear, in this order, on the terminal, in JSON and in the exception that
 * an embedding application catches. Parts that say nothing are empty strings, never {@code null}.
 *
 * @param code stable identifier such as {@code SORA-2103}; the thousands digit names the area (1
 *     command line, 2 manifest, 3 plugins, 4 data, 5 engine, 9 a fault of Sora's own)
 * @param message one sentence in the reader's words
 * @param where the place: {@code net.yaml:14:11}, or a file and a record
 * @param needs what was expected
 * @param have what was found, or the nearest thing to what was asked for
 * @param fix what to do about it
 * @since 1.0
 */
public record Problem(
        String code, String message, String where, String needs, String have, String fix) {

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9]*-\\d{4}");

    /** Checks the code and that no part is {@code null}. */
    public Problem {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("code '%s' must match %s".formatted(code, CODE));
        }
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(needs, "needs");
        Objects.requireNonNull(have, "have");
        Objects.requireNonNull(fix, "fix");
    }

    /** Returns a problem with a code and a message; the other parts are added by the withers. */
    public static Problem of(String code, String message) {
        return new Problem(code, message, "", "", "", "");
    }

    /** Returns a copy that names the place. */
    public Problem where(String place) {
        return new Problem(code, message, place, needs, have, fix);
    }

    /** Returns a copy that says what was expected. */
    public Problem needs(String expected) {
        return new Problem(code, message, where, expected, have, fix);
    }

    /** Returns a copy that says what was found. */
    public Problem have(String found) {
        return new Problem(code, message, where, needs, found, fix);
    }

    /** Returns a copy that says what to do. */
    public Problem fix(String remedy) {
        return new Problem(code, message, where, needs, have, remedy);
    }

    /** Returns the text form: the code and sentence, then one indented line for each other part. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner("\n");
        text.add(code + "  " + message);
        part(text, "where", where);
        part(text, "needs", needs);
        part(text, "have ", have);
        part(text, "fix  ", fix);
        return text.toString();
    }

    private static void part(StringJoiner text, String name, String value) {
        if (!value.isEmpty()) {
            text.add("  " + name + "  " + value);
        }
    }
}
