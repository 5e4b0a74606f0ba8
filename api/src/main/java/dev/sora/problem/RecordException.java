// SPDX-License-Identifier: Apache-2.0
package dev.sora.problem;

import java.util.Optional;

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

    private final String origin;

    /** Creates an exception for one problem; its {@code where} names the file and the line. */
    public RecordException(Problem problem) {
        this(problem, null);
    }

    /** Creates an exception for one problem with the failure that led to it. */
    public RecordException(Problem problem, Throwable cause) {
        this(problem, cause, "");
    }

    private RecordException(Problem problem, Throwable cause, String origin) {
        super(problem, cause);
        this.origin = origin;
    }

    /**
     * Returns this exception of a record that comes from there. A stream says so where the place of
     * the problem is not the origin of the record and its line, as of files in a folder: a record
     * that cannot be read is then named like the others.
     *
     * @param from the origin that the record would have had
     * @since 1.3
     */
    public RecordException from(String from) {
        RecordException told = new RecordException(problems().get(0), getCause(), from);
        told.setStackTrace(getStackTrace());
        return told;
    }

    /**
     * Returns the origin of the record, if it is known.
     *
     * @since 1.3
     */
    public Optional<String> origin() {
        return origin.isEmpty() ? Optional.empty() : Optional.of(origin);
    }
}
