// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key without a space between its colon and its value. To YAML, {@code epochs:2} is one string,
 * and {@code view:{type: dense}} has the key <code>view:{type</code>.
 *
 * @param key the key that is meant
 * @param value what follows the colon
 */
public record TightKey(String key, String value) {

    /** Neither a URL nor a path with a drive; no drive has a bracket or quote after its colon. */
    private static final Pattern FORM =
            Pattern.compile(
                    "\\s*(?:- +)?([A-Za-z_][A-Za-z0-9_-]+|[A-Za-z_](?=:[\\[{\"'])):"
                            + "([^\\s:/\\\\].*)");

    /** The longest value that a message repeats. */
    private static final int SHOWN = 60;

    /** Returns the key and value of a string or line; empty if it has another form. */
    public static Optional<TightKey> of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new TightKey(matcher.group(1), matcher.group(2).strip()))
                : Optional.empty();
    }

    /**
     * Returns the key with all that its line has of its value, if it begins that line; otherwise
     * itself.
     *
     * @param text the text that contains the key
     * @param line the line of the key, counted from 1
     */
    TightKey onLine(String text, int line) {
        return text.lines()
                .skip(line - 1L)
                .findFirst()
                .flatMap(TightKey::ofLine)
                .filter(whole -> whole.key().equals(key))
                .orElse(this);
    }

    /** Returns the key and value of a line, without a comment at its end. */
    static Optional<TightKey> ofLine(String line) {
        int comment = line.indexOf(" #");
        return of(comment < 0 ? line : line.substring(0, comment));
    }

    /**
     * Returns a remedy for a string that stands where a mapping is needed; empty if its keys do not
     * lack a space. Lines one below the other make one such string.
     */
    public static Optional<String> remedyBelow(String text) {
        List<String> lines = new ArrayList<>();
        String[] words = text.strip().split("\\s+");
        for (String word : words) {
            of(word).map(tight -> "'" + tight.line() + "'").ifPresent(lines::add);
        }
        if (lines.size() == words.length && words.length > 1) {
            return Optional.of(
                    "write %s below it, each on a line of its own, with a space after the ':'"
                            .formatted(String.join(", ", lines)));
        }
        // 'jdbc:sqlite:cells.db' is no key
        return of(text).filter(tight -> tight.opens() || tight.value().indexOf(':') < 0)
                .map(
                        tight ->
                                "write '%s' below it, on a line of its own, with a space after the ':'"
                                        .formatted(tight.line()));
    }

    /** Returns whether the value begins a mapping, a list or a quoted string. */
    boolean opens() {
        return "{[\"'".indexOf(value.charAt(0)) >= 0;
    }

    /** Returns whether the bracket or quote that the value begins with ends in it. */
    boolean closes() {
        char first = value.charAt(0);
        if (first == '"' || first == '\'') {
            return value.indexOf(first, 1) > 0;
        }
        int depth = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (depth == 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns the key and the value as they should be written. */
    String line() {
        return key + ": " + (value.length() > SHOWN ? value.substring(0, SHOWN - 1) + "…" : value);
    }

    /** Returns the remedy for a key on a line of its own, or between brackets. */
    public String remedy() {
        return "write '%s', with a space after the ':'".formatted(line());
    }

    /** Returns a problem without a place. */
    Problem problem() {
        return ManifestCode.SYNTAX
                .problem("a space is missing after the ':'")
                .needs("key: value")
                .fix(remedy());
    }
}
