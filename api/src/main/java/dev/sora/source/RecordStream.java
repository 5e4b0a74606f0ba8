// SPDX-License-Identifier: Apache-2.0
package dev.sora.source;

import dev.sora.data.DataRecord;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One pass over the records of a data source.
 *
 * @since 1.0
 */
@ConsumerType
public interface RecordStream extends AutoCloseable {

    /**
     * Returns the next record, or nothing after the last.
     *
     * @throws dev.sora.problem.RecordException if this one record is broken; the stream stands
     *     behind it and can be asked for the next
     * @throws dev.sora.problem.DataException if the data is cut short or broken; the problem names
     *     the file and the record
     */
    Optional<DataRecord> next();

    /** Releases files. */
    @Override
    void close();
}
