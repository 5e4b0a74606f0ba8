// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The words of a command line, looked at before anything is parsed: what decides how much has to be
 * loaded.
 *
 * @param words all of them
 * @param verb the first word that is not an option; empty if there is none
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
     * Returns the first word that is not an option, or one of those after it.
     *
     * @param before how many such words come before it
     * @return the word, empty if there are not as many
     */
    private static String nameIn(List<String> words, int before) {
        // loops, as every start would pay for the first lambda that it runs
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

    /** Returns whether it is sure that plugins will be asked for. */
    boolean needsPlugins() {
        return !help
                && !version
                && Verbs.names().contains(verb)
                && !ALONE.contains(verb)
                && !(verb.equals("plugin") && TRIAL.contains(nameIn(List.of(words), 1)));
    }
}
