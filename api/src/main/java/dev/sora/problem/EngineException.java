// SPDX-License-Identifier: Apache-2.0
package dev.sora.problem;

/**
 * Reports an engine that does not start or a device that fails.
 *
 * @since 1.0
 */
public final class EngineException extends SoraException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception for one problem. */
    public EngineException(Problem problem) {
        super(problem);
    }

    /** Creates an exception for one problem, with its cause. */
    public EngineException(Problem problem, Throwable cause) {
        super(problem, cause);
    }
}
