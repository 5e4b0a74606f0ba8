// SPDX-License-Identifier: Apache-2.0
package dev.sora.problem;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A failure that the user can fix, with all problems that were found.
 *
 * <p>The area of the first problem's code determines the exit status of the command line. Plugins
 * throw one of the subclasses; a plain {@link RuntimeException} of a plugin is reported as a fault
 * of that plugin.
 *
 * @since 1.0
 */
public class SoraException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Creates an exception for one problem. */
    public SoraException(Problem problem) {
        this(List.of(problem), null);
    }

    /** Creates an exception for one problem, with its cause. */
    public SoraException(Problem problem, Throwable cause) {
        this(List.of(problem), cause);
    }

    /**
     * Creates an exception for several problems.
     *
     * @param cause the cause; may be {@code null}
     * @throws IllegalArgumentException if there are no problems
     */
    public SoraException(List<Problem> problems, Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n\n")), cause);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an exception needs at least one problem");
        }
        this.problems = List.copyOf(problems);
    }

    /** Returns all problems, in the order in which they were found; never empty. */
    public final List<Problem> problems() {
        return problems;
    }
}
