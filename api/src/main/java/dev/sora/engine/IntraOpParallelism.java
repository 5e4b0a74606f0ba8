// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Runs work without intra-op parallelism: each operation uses one thread. On an engine whose
 * threads wait for each other at the end of each operation, this is faster for operations of a few
 * microseconds, and for several callers that compute at the same time.
 *
 * @since 2.0
 */
@ConsumerType
public interface IntraOpParallelism {

    /**
     * Runs work whose operations use only the calling thread. Afterwards, operations of this thread
     * are shared as before. A sum may be rounded differently than with several threads.
     *
     * @param work computes with tensors of managers that it requests from the engine
     * @return what the work returns
     */
    <T> T without(Supplier<T> work);
}
