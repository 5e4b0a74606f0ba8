// SPDX-License-Identifier: Apache-2.0
package dev.sora.problem;

import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * A problem, described so that the user can fix it.
 *
 * <p>The terminal, JSON output and the exception that an embedding application catches show the
 * same parts in the same order. A part without content is an empty string, never {@code null}.
 *
 * @param code stable identifier such as {@code SORA-2103}; the thousands digit is the area (1
 *     command line, 2 manifest, 3 plugins, 4 data, 5 engine, 6 serving, 9 a bug of Sora)
 * @param message one sentence, with the value and the name
 * @param where the place, such as {@code net.yaml:14:11}, or a file and a record
 * @param needs what was expected
 * @param have what was found, or the most similar name that exists
 * @param fix the remedy
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

    /**
     * Returns a problem with a code and a message; the other methods return copies with further
     * parts.
     */
    public static Problem of(String code, String message) {
        return new Problem(code, message, "", "", "", "");
    }

    /** Returns a copy with the place. */
    public Problem where(String place) {
        return new Problem(code, message, place, needs, have, fix);
    }

    /** Returns a copy with what was expected. */
    public Problem needs(String expected) {
        return new Problem(code, message, where, expected, have, fix);
    }

    /** Returns a copy with what was found. */
    public Problem have(String found) {
        return new Problem(code, message, where, needs, found, fix);
    }

    /** Returns a copy with the remedy. */
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
