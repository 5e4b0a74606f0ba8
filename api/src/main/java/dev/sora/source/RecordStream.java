// SPDX-License-Identifier: Apache-2.0
package dev.sora.source;

import dev.sora.data.DataRecord;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One pass over the records of a data source. Used by one thread.
 *
 * @since 1.0
 */
@ConsumerType
public interface RecordStream extends AutoCloseable {

    /**
     * Returns the next record; empty after the last.
     *
     * @throws dev.sora.problem.RecordException if this record is broken; the stream is then
     *     positioned after it, and the next call returns the next record
     * @throws dev.sora.problem.DataException if the data is truncated or damaged; the problem names
     *     the file and the record
     */
    Optional<DataRecord> next();

    /** Closes the files of this pass. */
    @Override
    void close();
}
