// SPDX-License-Identifier: Apache-2.0
package dev.sora.problem;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A failure that a person can mend, carrying every problem that was found.
 *
 * <p>The area of the first problem's code decides the exit status of the command line. Plugins
 * throw the subclass that fits; a plain {@link RuntimeException} from a plugin is reported as that
 * plugin's own fault.
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

    /** Creates an exception for one problem with the failure that led to it. */
    public SoraException(Problem problem, Throwable cause) {
        this(List.of(problem), cause);
    }

    /**
     * Creates an exception for several problems.
     *
     * @throws IllegalArgumentException if there is none
     */
    public SoraException(List<Problem> problems, Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n\n")), cause);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an exception needs at least one problem");
        }
        this.problems = List.copyOf(problems);
    }

    /** Returns every problem, in the order in which they were found. */
    public final List<Problem> problems() {
        return problems;
    }
}
