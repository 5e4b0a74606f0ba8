// SPDX-License-Identifier: Apache-2.0
package dev.sora.problem;

import java.util.Optional;

/**
 * Reports one record that is broken or invalid, while other records may be valid.
 *
 * <p>Thrown by streams of records, which are then positioned after the broken record, and by input
 * and output particles. The manifest ({@code on_error}) determines whether the run ends or
 * continues without the record; core counts and reports the skipped records.
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

    /** Creates an exception for one problem, with its cause. */
    public RecordException(Problem problem, Throwable cause) {
        this(problem, cause, "");
    }

    private RecordException(Problem problem, Throwable cause, String origin) {
        super(problem, cause);
        this.origin = origin;
    }

    /**
     * Returns a copy of this exception with the origin of the record. A stream sets it where the
     * problem's {@code where} is not the origin and line of the record, for example for files in a
     * folder. A record that cannot be read then has the same name as it would have otherwise.
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
