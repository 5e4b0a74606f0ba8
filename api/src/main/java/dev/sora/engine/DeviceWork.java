// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a device was computing when an operation failed, and how to compute less at a time. Used by
 * the thread that receives it, until the call returns.
 *
 * @since 2.2
 */
@ProviderType
public interface DeviceWork {

    /** Returns the number of records that were computed at a time. */
    int records();

    /**
     * Returns what the user does to compute another number of records at a time, as part of a
     * sentence: {@code set 'training.batch_size' to 32 instead of 64}.
     *
     * @param records at least 1
     */
    String remedy(int records);

    /**
     * Returns how many records can be computed at a time. To find out, a few of them are computed.
     *
     * @param free returns the free memory of the device, in bytes; called once what the failed
     *     operation used was freed
     * @return less than {@link #records}, 0 if not even one record fits; empty if it is not known
     */
    OptionalInt fitting(LongSupplier free);
}
