// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.config;

import dev.sora.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The names of models and versions: parts of a path of HTTP, which need no escape. */
public final class Names {

    /** The version of a package for which none is named. */
    public static final String FIRST = "1";

    /** Orders versions by their numbers, {@code 9} before {@code 10}, the newest last. */
    public static final Comparator<String> BY_VERSION = Names::compare;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern PART = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

    private Names() {}

    /** Returns whether a text can name a model or a version. */
    public static boolean fits(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns the problem of a name. */
    public static Problem problem(String name, String what) {
        String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
        return Problem.of("SORA-6002", "'%s' cannot name a %s".formatted(shown, what))
                .needs("letters, digits, '.', '_' and '-', a letter or digit first, at most 128")
                .fix(
                        "give it another name: 'NAME=FILE' or 'NAME:VERSION=FILE' on the command line");
    }

    static void check(String name, String what, List<Problem> problems) {
        if (!fits(name)) {
            problems.add(problem(name, what));
        }
    }

    private static int compare(String one, String other) {
        String[] first = PART.split(one);
        String[] second = PART.split(other);
        for (int i = 0; i < Math.min(first.length, second.length); i++) {
            int order = comparePart(first[i], second[i]);
            if (order != 0) {
                return order;
            }
        }
        int length = Integer.compare(first.length, second.length);
        return length != 0 ? length : one.compareTo(other);
    }

    private static int comparePart(String one, String other) {
        if (!Character.isDigit(one.charAt(0)) || !Character.isDigit(other.charAt(0))) {
            return one.compareTo(other);
        }
        String first = one.replaceFirst("^0+(?=\\d)", "");
        String second = other.replaceFirst("^0+(?=\\d)", "");
        int length = Integer.compare(first.length(), second.length());
        return length != 0 ? length : first.compareTo(second);
    }
}
