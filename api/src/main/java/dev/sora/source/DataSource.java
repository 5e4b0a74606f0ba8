// SPDX-License-Identifier: Apache-2.0
package dev.sora.source;

import dev.sora.data.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Data that yields records, as often as asked.
 *
 * <p>Used by one thread at a time, but several streams may be open at once.
 *
 * @since 1.0
 */
@ConsumerType
public interface DataSource extends AutoCloseable {

    /** Returns the columns of its records. */
    Schema schema();

    /** Returns the number of records, if it is known without reading them all. */
    OptionalLong size();

    /** Starts a pass over the records, always in the same order. */
    RecordStream records();

    /**
     * Returns the files the data is read from, for digests in the lock; none if it is generated.
     */
    default List<Path> files() {
        return List.of();
    }

    /**
     * Returns what the source did not read though it lies where the source reads: files of other
     * kinds, empty folders, further pages of a picture. Core asks after each pass over the records
     * that it needs; what is only seen while records are read is counted once however many passes
     * there are.
     *
     * @return one element a reason; never {@code null}
     * @since 1.2
     */
    default List<PassedOver> passedOver() {
        return List.of();
    }

    /** Releases what the source holds. */
    @Override
    default void close() {}
}
