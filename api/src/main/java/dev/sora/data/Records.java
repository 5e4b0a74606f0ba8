// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.util.OptionalLong;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Records that can be iterated any number of times.
 *
 * @since 1.0
 */
@ProviderType
public interface Records {

    /** Returns the number of records, if it is known. */
    OptionalLong size();

    /**
     * Passes each record to an action, in order; each call is one pass over the data.
     *
     * @throws dev.sora.problem.DataException if the records cannot be read
     */
    void forEach(Consumer<DataRecord> action);
}
