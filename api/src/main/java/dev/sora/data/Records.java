// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.util.OptionalLong;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Records that can be gone through more than once.
 *
 * @since 1.0
 */
@ProviderType
public interface Records {

    /** Returns how many there are, if that is known. */
    OptionalLong size();

    /**
     * Goes through all records once, in their order.
     *
     * @throws dev.sora.problem.DataException if they cannot be read
     */
    void forEach(Consumer<DataRecord> action);
}
