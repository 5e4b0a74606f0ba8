// SPDX-License-Identifier: Apache-2.0
package dev.sora.problem;

/**
 * Data that cannot be read or does not fit: a cut file, a wrong count, a label never seen.
 *
 * @since 1.0
 */
public final class DataException extends SoraException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception for one problem; its {@code where} names the file and the record. */
    public DataException(Problem problem) {
        super(problem);
    }

    /** Creates an exception for one problem with the failure that led to it. */
    public DataException(Problem problem, Throwable cause) {
        super(problem, cause);
    }
}
