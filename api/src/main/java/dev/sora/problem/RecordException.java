// SPDX-License-Identifier: Apache-2.0
package dev.sora.problem;

/**
 * One record that is broken or does not fit, among others that may be sound.
 *
 * <p>Thrown by a stream of records, which then stands behind the broken one, and by input and
 * output particles. Whether the run ends or goes on without the record is up to the manifest
 * ({@code on_error}); core counts and reports what was left out.
 *
 * @since 1.1
 */
public final class RecordException extends SoraException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception for one problem; its {@code where} names the file and the line. */
    public RecordException(Problem problem) {
        super(problem);
    }

    /** Creates an exception for one problem with the failure that led to it. */
    public RecordException(Problem problem, Throwable cause) {
        super(problem, cause);
    }
}
