// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tensor of a file is which parameter: patterns of names in the file, each with the name of a
 * parameter. Each {@code *} of a pattern stands for any characters; the {@code *} of a parameter's
 * name stand for what the last ones of the pattern stand for. The first pattern that matches
 * decides. Without rules the names are equal.
 */
public final class NameRules {

    private record Rule(Pattern pattern, int stars, String target, Pattern parameters) {}

    /** The most characters of a name that a rule is compared with; no parameter's is as long. */
    private static final int LONGEST = 256;

    private final List<Rule> rules = new ArrayList<>();

    private NameRules() {}

    /** Creates rules from patterns, in order: first those of a manifest, then those of a type. */
    public static NameRules of(Map<String, String> first, Map<String, String> then) {
        NameRules rules = new NameRules();
        first.forEach(rules::add);
        then.forEach(rules::add);
        return rules;
    }

    private void add(String pattern, String target) {
        rules.add(new Rule(compile(pattern), stars(pattern), target, compile(target)));
    }

    /** Returns the number of stars. */
    static int stars(String text) {
        return (int) text.chars().filter(c -> c == '*').count();
    }

    /** Returns the first pattern that has fewer stars than its parameter's name. */
    public static Optional<String> impossible(Map<String, String> map) {
        return map.entrySet().stream()
                .filter(e -> stars(e.getValue()) > stars(e.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Compiles a pattern in which only the star has a meaning. */
    static Pattern compile(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.split("\\*", -1)) {
            regex.append(regex.length() == 0 ? "" : "(.*?)");
            regex.append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString());
    }

    /** Returns the name of the parameter; empty if no rule matches. */
    public Optional<String> parameter(String name) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        if (rules.isEmpty()) {
            return Optional.of(name);
        }
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(name);
            if (matcher.matches()) {
                return Optional.of(filled(rule, matcher));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns whether a parameter is to be in the file: without rules each one, otherwise one that
     * a rule names.
     */
    public boolean expects(String parameter) {
        return rules.isEmpty()
                || rules.stream().anyMatch(r -> r.parameters().matcher(parameter).matches());
    }

    private static String filled(Rule rule, Matcher matcher) {
        int group = rule.stars() - stars(rule.target()) + 1;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < rule.target().length(); i++) {
            char c = rule.target().charAt(i);
            if (c == '*') {
                name.append(matcher.group(group++));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}
