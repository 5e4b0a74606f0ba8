// SPDX-License-Identifier: Apache-2.0
package dev.sora.source;

import dev.sora.data.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open data source, which yields its records in any number of passes.
 *
 * <p>One thread at a time uses a source. Several of its streams may be open at once.
 *
 * @since 1.0
 */
@ConsumerType
public interface DataSource extends AutoCloseable {

    /** Returns the columns of the records. */
    Schema schema();

    /** Returns the number of records, if it is known without reading all of them. */
    OptionalLong size();

    /** Starts a pass over the records, always in the same order. */
    RecordStream records();

    /**
     * Returns the files the data is read from, for digests in the lock; none if it is generated.
     *
     * <p>A regular file that exists when the source is opened must still exist when core has read
     * the data: otherwise a training that learned from it is refused, because the lock could not
     * state what it learned from. Files that the source itself deletes when it is closed are
     * exempt. Anything else, such as a folder or a name in a store, has no digest.
     */
    default List<Path> files() {
        return List.of();
    }

    /**
     * Returns what is at the path of the source but was not read: files of other formats, empty
     * folders, further pages of a picture. Core calls this after each pass over the records that it
     * needs. What a source finds only while it reads records is counted once, whatever the number
     * of passes.
     *
     * @return one element for each reason; never {@code null}
     * @since 1.2
     */
    default List<PassedOver> passedOver() {
        return List.of();
    }

    /** Releases files and other resources of the source. */
    @Override
    default void close() {}
}
