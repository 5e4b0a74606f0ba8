// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import dev.sora.setting.SettingProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the correct spelling for a value that a setting does not accept. */
public final class SettingRemedies {

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern REAL =
            Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

    /** A percentage without an exponent, which could make the result arbitrarily long. */
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,20}(\\.[0-9]{0,20})?) *%");

    /** A number in which a separator may mean thousands or decimals. */
    private static final Pattern GROUPED = Pattern.compile("[-+]?[0-9]{1,3},[0-9]{3}");

    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z_][A-Za-z0-9_]*");

    /** The prefix of a list of choices in the needs of a problem. */
    private static final String CHOICE = "one of ";

    private SettingRemedies() {}

    /**
     * Returns what to write instead of a value of another type; empty if that is ambiguous.
     *
     * @param optional whether the setting may be left out
     * @param variable whether the value comes from an environment variable
     */
    static String spelling(SettingProblem problem, boolean optional, boolean variable) {
        String needs = problem.needs();
        String have = problem.have();
        if (have.equals("nothing")) {
            return optional
                    ? "write a value, or remove the key: it may be left out"
                    : "write a value";
        }
        if (needs.startsWith("a group of ")) {
            String first = needs.substring("a group of ".length()).split(", ")[0];
            return "write a mapping of these, such as {%s: …}".formatted(first);
        }
        if (needs.startsWith("a list, each ") && !have.startsWith("a ")) {
            return "put it in brackets, as a list: […]";
        }
        if (have.startsWith("a list of ")
                && !needs.contains("a list")
                && !needs.startsWith("names, each")) {
            return "write one value, without brackets or '-'";
        }
        String word = have.startsWith("'") ? have.substring(1, have.length() - 1) : have;
        if (VARIABLE.matcher(word).matches()) {
            return "an environment variable is written ${%s}".formatted(word.substring(1));
        }
        if (needs.equals("true or false")) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "yes", "on", "true", "1", "y" -> "write true";
                case "no", "off", "false", "0", "n" -> "write false";
                default -> "";
            };
        }
        return have.startsWith("'") && isNumber(needs) ? number(needs, word, variable) : "";
    }

    private static boolean isNumber(String needs) {
        return needs.startsWith("an integer") || needs.startsWith("a number");
    }

    private static String number(String needs, String word, boolean variable) {
        Pattern form = needs.startsWith("an integer") ? WHOLE : REAL;
        if (form.matcher(word).matches()) {
            // inside brackets, YAML accepts no ${…} without quotes
            return variable
                    ? "write it without quotes, on a line of its own and not between brackets"
                    : "write it without quotes";
        }
        int hash = word.indexOf('#');
        if (hash > 0 && form.matcher(word.substring(0, hash)).matches()) {
            return "put a space before the '#', if a comment begins there";
        }
        String plain = withoutGroups(word);
        if (!plain.equals(word) && form.matcher(plain).matches()) {
            return "write " + plain;
        }
        if (form == WHOLE) {
            return "";
        }
        String share = percent(word);
        if (!share.isEmpty()) {
            return "write " + share;
        }
        String point = word.replace(',', '.');
        if (!REAL.matcher(point).matches()) {
            return "";
        }
        return GROUPED.matcher(word).matches()
                ? "write %s or %s, whichever is meant".formatted(point, word.replace(",", ""))
                : "write " + point;
    }

    /** Removes blanks between groups of three digits only: '3 3' is two numbers, not 33. */
    private static String withoutGroups(String word) {
        return word.replaceAll("(?<=[0-9])[_'](?=[0-9])", "")
                .replaceAll("(?<=[0-9]) (?=[0-9]{3}(?![0-9]))", "");
    }

    /** Returns a percentage as a number; empty if the string is not one. */
    public static String percent(String text) {
        Matcher matcher = PERCENT.matcher(text.strip());
        return matcher.matches()
                ? new BigDecimal(matcher.group(1))
                        .movePointLeft(2)
                        .stripTrailingZeros()
                        .toPlainString()
                : "";
    }

    /** Returns the choice that was probably meant; empty if there is none. */
    static String word(SettingProblem problem, PlanProblems problems) {
        List<String> words = new ArrayList<>();
        for (String choice : problem.needs().split(", or ")) {
            if (choice.startsWith(CHOICE)) {
                words.addAll(List.of(choice.substring(CHOICE.length()).split(", ")));
            }
        }
        if (words.isEmpty()) {
            return "";
        }
        return problem.have().startsWith("a list of ") && !problem.needs().contains("a list")
                ? "write one of these, without brackets or '-'"
                : problems.didYouMean(problem.have().replace("'", ""), words, "write one of these");
    }
}
