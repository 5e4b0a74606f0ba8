// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces environment variables in strings: {@code ${NAME}}, {@code ${NAME:-default}}; {@code $${}
 * stands for <code>${</code> itself. The values of variables are not searched for variables.
 */
final class Interpolation {

    /** The maximum number of problems that are reported for one string. */
    private static final int MOST = 20;

    private static final Pattern VARIABLE =
            Pattern.compile("(?<!\\$)\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-)?");

    /** Forms of other programs, or almost a variable: spaces, {@code -default}, no end. */
    private static final Pattern NEARLY =
            Pattern.compile(
                    "\\$\\{ *([A-Za-z_][A-Za-z0-9_]*) *(?::?(?:[-=]([^}]{0,40})|[?+][^}]*))?}?");

    private final Map<String, String> environment;

    Interpolation(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Returns the string with all variables replaced.
     *
     * @param problems receives a problem without a place for each variable that cannot be replaced
     */
    String apply(String text, List<Problem> problems) {
        int at = text.indexOf("${");
        if (at < 0) {
            return text;
        }
        StringBuilder result = new StringBuilder();
        int copied = 0;
        while (at >= 0 && problems.size() < MOST) {
            if (at > 0 && text.charAt(at - 1) == '$') {
                result.append(text, copied, at - 1).append("${");
                copied = at + 2;
            } else {
                int end = text.indexOf('}', at);
                if (end < 0) {
                    problems.add(malformed(text.substring(at)));
                    return text;
                }
                result.append(text, copied, at).append(value(text, at + 2, end, problems));
                copied = end + 1;
            }
            at = text.indexOf("${", copied);
        }
        return result.append(text, copied, text.length()).toString();
    }

    /** Returns the variables whose values a string uses, without those whose defaults it uses. */
    List<String> used(String text) {
        if (text.indexOf("${") < 0) {
            return List.of();
        }
        List<String> used = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find() && used.size() < MOST) {
            String name = matcher.group(1);
            String value = environment.get(name);
            boolean set = value != null && (matcher.group(2) == null || !value.isEmpty());
            if (set && !used.contains(name)) {
                used.add(name);
            }
        }
        return used;
    }

    private String value(String text, int start, int end, List<Problem> problems) {
        int nameEnd = start;
        while (nameEnd < end && isNamePart(text.charAt(nameEnd), nameEnd == start)) {
            nameEnd++;
        }
        String name = text.substring(start, nameEnd);
        boolean fallback = text.startsWith(":-", nameEnd) && nameEnd + 2 <= end;
        if (name.isEmpty() || !(nameEnd == end || fallback)) {
            problems.add(malformed(text.substring(start - 2, end + 1)));
            return "";
        }
        String value = environment.get(name);
        if (fallback && (value == null || value.isEmpty())) {
            return text.substring(nameEnd + 2, end);
        }
        if (value == null) {
            problems.add(
                    ManifestCode.VARIABLE_MISSING
                            .problem("the environment variable " + name + " is not set")
                            .fix(
                                    "set it: export %s=…   or give a default: ${%s:-…}"
                                            .formatted(name, name)));
            return "";
        }
        return value;
    }

    private static boolean isNamePart(char c, boolean first) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || c == '_'
                || (!first && c >= '0' && c <= '9');
    }

    private static Problem malformed(String have) {
        Matcher matcher = NEARLY.matcher(have);
        boolean plain = matcher.matches() && (matcher.group(2) == null);
        String near =
                plain
                        ? "${%s}".formatted(matcher.group(1))
                        : matcher.matches()
                                ? "${%s:-%s}".formatted(matcher.group(1), matcher.group(2))
                                : "";
        String shown = have.length() > 60 ? have.substring(0, 57) + "..." : have;
        return ManifestCode.VARIABLE_FORM
                .problem("${ begins an environment variable, but this is not one")
                .needs("${NAME} or ${NAME:-default}")
                .have(shown)
                .fix(
                        near.isEmpty()
                                ? "for the characters themselves write $${"
                                : "write %s; for the characters themselves write $${"
                                        .formatted(near));
    }
}
