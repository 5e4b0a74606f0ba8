// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.flat;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.List;

/** Describes why a plugin without a bundle does not start. */
final class StartProblem {

    private static final String FIX =
            "remove it from the class path, or report it to its author; --verbose shows more";

    private StartProblem() {}

    /**
     * Returns the problems of a plugin.
     *
     * @param what what does not start, such as {@code a plugin on the class path}
     * @param where the jar or class
     * @param thrown anything that code of a plugin and the JVM's loading of it can throw
     */
    static List<Problem> of(String what, String where, Throwable thrown) {
        if (thrown instanceof SoraException known) {
            return known.problems();
        }
        if (thrown instanceof UnsupportedClassVersionError) {
            return List.of(
                    Problem.of("SORA-3109", what + " was compiled for a newer Java")
                            .where(where)
                            .needs(String.valueOf(thrown.getMessage()))
                            .have("Java " + Runtime.version().feature())
                            .fix("use a newer Java, or an older version of the plugin"));
        }
        Problem problem = Problem.of("SORA-3106", what + " failed to start").where(where);
        if (thrown instanceof NoClassDefFoundError && thrown.getMessage() != null) {
            return List.of(
                    problem.needs("the class " + thrown.getMessage().replace('/', '.'))
                            .have("a class path without it")
                            .fix("add the library that holds it, or remove the plugin"));
        }
        return List.of(problem.have(said(thrown)).fix(FIX));
    }

    /** The message of a service loader names the plugin; its cause says what is wrong with it. */
    private static String said(Throwable thrown) {
        Throwable cause = thrown.getCause();
        String message = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
        return cause == null ? message : message + ": " + cause;
    }
}
