// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The arguments of a command line, examined before they are parsed: they decide what has to be
 * loaded.
 *
 * @param words all arguments
 * @param verb the first argument that is not an option; empty if there is none
 * @param help whether help is requested
 * @param version whether the version is requested
 * @param verbose whether more output is requested
 * @param json whether the output is JSON
 */
record Arguments(
        String[] words, String verb, boolean help, boolean version, boolean verbose, boolean json) {

    private static final Set<String> HELP = Set.of("-h", "--help");
    private static final Set<String> VERSION = Set.of("-V", "--version");
    private static final Set<String> VERBOSE = Set.of("-v", "--verbose");

    /** Verbs that need no plugins. */
    private static final Set<String> ALONE = Set.of("completion");

    /** Verbs of {@code plugin} that start plugins in a host of their own, for a dry run. */
    private static final Set<String> TRIAL = Set.of("install", "update", "remove", "check");

    static Arguments of(String... words) {
        List<String> all = List.of(words);
        int end = all.indexOf("--");
        List<String> options = end < 0 ? all : all.subList(0, end);
        String verb = nameIn(options, 0);
        if (verb.equals("help") || (!verb.isEmpty() && HELP.contains(words[0]))) {
            // "sora help train" and "sora -h train" mean "sora train -h".
            List<String> turned = new ArrayList<>(all.subList(1, all.size()));
            turned.add("-h");
            return of(turned.toArray(new String[0]));
        }
        return new Arguments(
                words.clone(),
                verb,
                names(options, HELP),
                verb.isEmpty() && names(options, VERSION),
                names(options, VERBOSE),
                options.contains("--json"));
    }

    /**
     * Returns the first argument that is not an option, or a later one.
     *
     * @param before the number of such arguments before it
     * @return the argument; empty if there are too few
     */
    private static String nameIn(List<String> words, int before) {
        // A loop, because the first lambda of a process costs time at every start.
        int left = before;
        for (String word : words) {
            if (!word.startsWith("-") && left-- == 0) {
                return word;
            }
        }
        return "";
    }

    private static boolean names(List<String> options, Set<String> wanted) {
        for (String option : options) {
            if (wanted.contains(option)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the call certainly needs plugins. */
    boolean needsPlugins() {
        return !help
                && !version
                && Verbs.names().contains(verb)
                && !ALONE.contains(verb)
                && !(verb.equals("plugin") && TRIAL.contains(nameIn(List.of(words), 1)));
    }
}
