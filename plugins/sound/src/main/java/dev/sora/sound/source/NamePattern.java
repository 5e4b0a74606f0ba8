// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import dev.sora.data.TextForm;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of file names, such as {@code {label}_{speaker}_{n}.wav}. A field holds at least one
 * character and none of the separators of the pattern, so a name has one meaning or none. The
 * letters of an ending such as {@code .wav} may be capitals.
 *
 * @param text the pattern
 * @param fields the names of the fields, in order
 * @param between the strings around them: one more than there are fields
 */
record NamePattern(String text, List<String> fields, List<String> between) {

    private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)}");

    /**
     * Parses a pattern.
     *
     * @throws SoraException if it has no fields, one twice, or two without a separator
     */
    static NamePattern of(String text) {
        List<String> fields = new ArrayList<>();
        List<String> between = new ArrayList<>();
        Matcher matcher = FIELD.matcher(text);
        int end = 0;
        while (matcher.find()) {
            between.add(text.substring(end, matcher.start()));
            fields.add(matcher.group(1));
            end = matcher.end();
        }
        between.add(text.substring(end));
        Set<String> distinct = new HashSet<>(fields);
        boolean touching = between.subList(1, Math.max(1, fields.size())).contains("");
        boolean braces =
                between.stream().anyMatch(part -> part.contains("{") || part.contains("}"));
        if (fields.isEmpty() || distinct.size() < fields.size() || touching || braces) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-4524",
                                    "'names' is not a pattern of file names: '%s'".formatted(text))
                            .needs(
                                    "fields in braces, each with another name, with characters"
                                            + " between them")
                            .fix("write it like '{label}_{speaker}_{n}.wav'"));
        }
        return new NamePattern(text, List.copyOf(fields), List.copyOf(between));
    }

    /**
     * Returns the values of the fields; empty if the name does not match. The pattern describes the
     * last parts of a path, as many as it has itself.
     */
    Optional<List<String>> match(String path) {
        String name = tail(path);
        if (!name.startsWith(between.get(0))) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>(fields.size());
        int position = between.get(0).length();
        for (int i = 1; i < between.size(); i++) {
            String next = between.get(i);
            boolean last = i == between.size() - 1;
            int end = last ? name.length() - next.length() : name.indexOf(next, position + 1);
            if (end <= position || last && !ends(name, next)) {
                return Optional.empty();
            }
            String value = name.substring(position, end);
            if (between.stream().anyMatch(part -> !part.isEmpty() && value.contains(part))
                    || value.contains("/")) {
                return Optional.empty();
            }
            values.add(TextForm.nameOf(value));
            position = end + next.length();
        }
        return Optional.of(values);
    }

    /** Returns whether a name ends alike; an ending such as .WAV is that of the same files. */
    private static boolean ends(String name, String end) {
        return name.regionMatches(
                end.startsWith("."), name.length() - end.length(), end, 0, end.length());
    }

    private String tail(String path) {
        int end = path.length();
        for (long parts = text.chars().filter(c -> c == '/').count();
                parts >= 0 && end >= 0;
                parts--) {
            end = path.lastIndexOf('/', end - 1);
        }
        return path.substring(end + 1);
    }
}
