// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The words of a command line, looked at before anything is parsed: what decides how much has to be
 * loaded.
 *
 * @param words all of them
 * @param verb the first word that is no option; empty if there is none
 * @param help whether help is asked for
 * @param version whether the version is asked for
 * @param verbose whether more is to be said
 * @param json whether a document is expected
 */
record Arguments(
        String[] words, String verb, boolean help, boolean version, boolean verbose, boolean json) {

    private static final Set<String> HELP = Set.of("-h", "--help");
    private static final Set<String> VERSION = Set.of("-V", "--version");
    private static final Set<String> VERBOSE = Set.of("-v", "--verbose");

    /** Verbs that do their work without plugins. */
    private static final Set<String> ALONE = Set.of("completion");

    /** Verbs of {@code plugin} that start plugins on trial, in a host of their own. */
    private static final Set<String> TRIAL = Set.of("install", "update", "remove", "check");

    static Arguments of(String... words) {
        List<String> all = List.of(words);
        int end = all.indexOf("--");
        List<String> options = end < 0 ? all : all.subList(0, end);
        String verb = options.stream().filter(word -> !word.startsWith("-")).findFirst().orElse("");
        if (verb.equals("help") || (!verb.isEmpty() && HELP.contains(words[0]))) {
            // "sora help train" and "sora -h train" mean "sora train -h".
            return of(Stream.concat(all.stream().skip(1), Stream.of("-h")).toArray(String[]::new));
        }
        return new Arguments(
                words.clone(),
                verb,
                options.stream().anyMatch(HELP::contains),
                verb.isEmpty() && options.stream().anyMatch(VERSION::contains),
                options.stream().anyMatch(VERBOSE::contains),
                options.contains("--json"));
    }

    /** Returns whether it is sure that plugins will be asked for. */
    boolean needsPlugins() {
        return !help
                && !version
                && Verbs.names().contains(verb)
                && !ALONE.contains(verb)
                && !(verb.equals("plugin") && TRIAL.contains(second()));
    }

    private String second() {
        return Stream.of(words)
                .filter(word -> !word.startsWith("-"))
                .skip(1)
                .findFirst()
                .orElse("");
    }
}
