// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

/**
 * Carries an exception of the application past the handling of exceptions of a data source, which
 * would blame the source's plugin. {@link SourceReader} unwraps it.
 */
public final class CallerFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private CallerFailure(Throwable thrown) {
        super(thrown);
    }

    /** Wraps what code of the application threw. */
    public static CallerFailure of(RuntimeException thrown) {
        return new CallerFailure(thrown);
    }

    /** Wraps what code of the application threw. */
    public static CallerFailure of(Error thrown) {
        return new CallerFailure(thrown);
    }

    /** Returns the exception of the application, or throws it if it is an error. */
    RuntimeException unwrapped() {
        if (getCause() instanceof Error error) {
            throw error;
        }
        return (RuntimeException) getCause();
    }
}
