// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.refusal;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.OptionalLong;

/** A request that is refused, with its status of HTTP. */
public final class RefusedException extends SoraException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final long retryAfter;

    /** Creates a refusal. */
    public RefusedException(int status, Problem problem) {
        this(status, problem, -1);
    }

    /**
     * Creates a refusal that a later request need not meet.
     *
     * @param retryAfter the seconds after which to try again; negative if it does not help
     */
    public RefusedException(int status, Problem problem, long retryAfter) {
        super(problem);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** Returns the status of HTTP, from 400 to 599. */
    public int status() {
        return status;
    }

    /** Returns the problem. */
    public Problem problem() {
        return problems().get(0);
    }

    /** Returns the seconds after which to try again, if that may help. */
    public OptionalLong retryAfter() {
        return retryAfter < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfter);
    }

    /** Refusals are frequent under load, and their stack trace is never shown. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
