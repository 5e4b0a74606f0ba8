// SPDX-License-Identifier: Apache-2.0
package dev.sora.problem;

/**
 * Reports data that cannot be read or is invalid: a truncated file, a wrong number of values, an
 * unknown label.
 *
 * @since 1.0
 */
public final class DataException extends SoraException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception for one problem; its {@code where} names the file and the record. */
    public DataException(Problem problem) {
        super(problem);
    }

    /** Creates an exception for one problem, with its cause. */
    public DataException(Problem problem, Throwable cause) {
        super(problem, cause);
    }
}
