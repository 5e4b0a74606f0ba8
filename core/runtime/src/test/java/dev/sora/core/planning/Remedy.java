// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the {@code fix} of a problem to the letter, at the place that its {@code where} names.
 */
final class Remedy {

    private static final Pattern PLACE = Pattern.compile("[^ ]+\\.yaml:(\\d+):(\\d+)");
    private static final Pattern MEANT = Pattern.compile("did you mean '([^'.]+)'\\?.*");
    private static final Pattern SPACE =
            Pattern.compile("write '([\\w-]+): .*', with a space after the ':'");
    private static final Pattern BELOW =
            Pattern.compile("write ('.*') below it, (each )?on a line of its own, with a space.*");
    private static final Pattern ADD = Pattern.compile("add '([^']+: .+?)'( below '(\\w+)')?.*");
    private static final Pattern FILL =
            Pattern.compile("write '(([\\w-]+): [^']+)' instead of the empty one.*");
    private static final Pattern VALUE =
            Pattern.compile(
                    "write (\\{fraction: [0-9.]+\\}|[0-9.]+|true|false|\\$\\{[A-Z_]+\\}|\\{type: \\w+\\}|'[\\w/.@-]+')"
                            + "([,;] .*)?");

    /** A key or value without quotes or brackets. */
    private static final Pattern TOKEN = Pattern.compile("['\"]?[^\\s,{}\\[\\]:'\"]+['\"]?");

    /** A value up to the end of its line, of its bracket or of its own brackets. */
    private static final Pattern WHOLE =
            Pattern.compile(
                    "\\$\\{[^}]*\\}|\\{[^{}]*\\}|\\[[^\\[\\]]*\\]|'[^']*'|\"[^\"]*\"|[^,}\\]#]+");

    private final List<String> lines;
    private final int line;
    private final int column;

    private Remedy(String text, int line, int column) {
        this.lines = new ArrayList<>(text.lines().toList());
        this.line = line - 1;
        this.column = column - 1;
    }

    /**
     * Returns the manifest after the fix; empty if the fix has none of the forms that are known.
     */
    static Optional<String> apply(String text, Problem problem) {
        Matcher place = PLACE.matcher(problem.where());
        if (!place.matches()) {
            return Optional.empty();
        }
        Remedy remedy =
                new Remedy(
                        text, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
        return remedy.follow(problem)
                ? Optional.of(String.join("\n", remedy.lines) + "\n")
                : Optional.empty();
    }

    private boolean follow(Problem problem) {
        // a remedy shows a value that it does not know as '…'
        String fix = problem.fix().replace("…", "something");
        Matcher match = BELOW.matcher(fix);
        if (match.matches()) {
            return below(problem, match.group(1).split("(?<='), (?=')"));
        }
        match = SPACE.matcher(fix);
        if (match.matches()) {
            String before = lines.get(line);
            lines.set(
                    line, before.replaceFirst("([A-Za-z_][\\w-]*):(?=\\S)", match.group(1) + ": "));
            return true;
        }
        match = FILL.matcher(fix);
        if (match.matches()) {
            return replace(Pattern.compile(match.group(2) + ":"), match.group(1));
        }
        match = ADD.matcher(fix);
        if (match.matches()) {
            return match.group(3) == null
                    ? add(problem, match.group(1))
                    : addBelow(match.group(3), match.group(1));
        }
        match = MEANT.matcher(fix);
        if (match.matches()) {
            return replace(TOKEN, match.group(1));
        }
        match = VALUE.matcher(fix);
        if (match.matches()) {
            String value = match.group(1).replace("'", "");
            boolean quoted = lines.get(line).startsWith("\"", column);
            return replace(WHOLE, quoted && value.startsWith("$") ? '"' + value + '"' : value);
        }
        return false;
    }

    private boolean replace(Pattern what, String by) {
        String before = lines.get(line);
        Matcher found = what.matcher(before).region(column, before.length());
        if (!found.lookingAt()) {
            return false;
        }
        lines.set(line, before.substring(0, column) + by + before.substring(found.end()));
        return true;
    }

    private boolean below(Problem problem, String[] written) {
        Matcher key =
                Pattern.compile("'(?:.*\\.)?(.+)' is not a mapping").matcher(problem.message());
        if (!key.matches()) {
            return false;
        }
        int parent = line;
        while (!lines.get(parent).strip().startsWith(key.group(1) + ":")) {
            parent--;
        }
        for (String each : written) {
            String tight = each.substring(1, each.length() - 1).replaceFirst(": ", ":");
            lines.replaceAll(
                    l -> l.endsWith(tight) ? l.substring(0, l.length() - tight.length()) : l);
        }
        for (int i = 0; i < written.length; i++) {
            String each = written[i].substring(1, written[i].length() - 1);
            lines.add(parent + 1 + i, indent(parent) + "  " + each);
        }
        return true;
    }

    /** Adds a key to the mapping whose key is at the place, in brackets or below it. */
    private boolean add(Problem problem, String written) {
        String at = lines.get(line);
        int bracket = at.indexOf('{', column);
        if (!problem.message().startsWith("'")) {
            lines.add(written);
        } else if (bracket >= 0) {
            boolean empty = at.startsWith("{}", bracket);
            lines.set(
                    line,
                    at.substring(0, bracket + 1)
                            + written
                            + (empty ? "" : ", ")
                            + at.substring(bracket + 1));
        } else {
            lines.add(line + 1, indent(line) + "  " + written);
        }
        return true;
    }

    private boolean addBelow(String section, String written) {
        lines.add(lines.indexOf(section + ":") + 1, "  " + written);
        return true;
    }

    private String indent(int number) {
        String at = lines.get(number);
        return at.substring(0, at.length() - at.stripLeading().length());
    }
}
