// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import dev.sora.core.host.Nearest;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Creates the problems of invalid command lines. */
final class Usage {

    private Usage() {}

    /** Returns the problem of a verb that does not exist. */
    static Problem unknownVerb(String word, Collection<String> verbs) {
        return Problem.of("SORA-1001", "sora has no verb '%s'".formatted(word))
                .have(String.join(", ", verbs))
                .fix(
                        Nearest.of(word, verbs)
                                .map(meant -> "did you mean 'sora %s'?".formatted(meant))
                                .orElse("sora -h describes each of them"));
    }

    /** Returns the problem of a command line without a verb. */
    static Problem noVerb(Collection<String> verbs) {
        return Problem.of("SORA-1003", "no verb is given")
                .needs("a verb")
                .have(String.join(", ", verbs))
                .fix("sora -h describes each of them");
    }

    /** Returns the problem that the parser found. */
    static Problem of(ParameterException thrown) {
        CommandLine command = thrown.getCommandLine();
        String called = command.getCommandSpec().qualifiedName();
        String help = called + " -h shows its arguments";
        if (thrown instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched().get(0), command, called, help);
        }
        if (thrown instanceof MissingParameterException missing) {
            return Problem.of("SORA-1003", "'%s' lacks an argument".formatted(called))
                    .needs(
                            missing.getMissing().stream()
                                    .map(Usage::label)
                                    .collect(Collectors.joining(", ")))
                    .fix(help);
        }
        ArgSpec argument = thrown.getArgSpec();
        if (argument != null && thrown.getValue() != null) {
            return Problem.of("SORA-1004", "'%s' does not fit".formatted(thrown.getValue()))
                    .where(label(argument))
                    .needs(kind(argument.type()))
                    .fix(help);
        }
        return Problem.of("SORA-1004", String.valueOf(thrown.getMessage())).where(called).fix(help);
    }

    private static Problem unmatched(String word, CommandLine command, String called, String help) {
        if (!word.startsWith("-") || word.equals("-")) {
            Collection<String> verbs = command.getSubcommands().keySet();
            if (!verbs.isEmpty()) {
                return Problem.of("SORA-1001", "'%s' has no verb '%s'".formatted(called, word))
                        .have(String.join(", ", verbs))
                        .fix(
                                Nearest.of(word, verbs)
                                        .map(
                                                meant ->
                                                        "did you mean '"
                                                                + called
                                                                + " "
                                                                + meant
                                                                + "'?")
                                        .orElse(help));
            }
            return Problem.of("SORA-1005", "'%s' takes no further '%s'".formatted(called, word))
                    .fix(help);
        }
        String option = word.split("=", 2)[0];
        List<String> options = new ArrayList<>();
        for (OptionSpec known : command.getCommandSpec().options()) {
            options.add(known.longestName());
        }
        return Problem.of("SORA-1002", "'%s' has no option '%s'".formatted(called, option))
                .have(String.join(", ", options))
                .fix(
                        Nearest.of(option, options)
                                .map(meant -> "did you mean '%s'?".formatted(meant))
                                .orElse(help));
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
                : argument.paramLabel();
    }

    private static String kind(Class<?> type) {
        if (type == Long.class || type == long.class || type == Integer.class) {
            return "an integer";
        }
        return type == boolean.class ? "true or false" : "";
    }
}
