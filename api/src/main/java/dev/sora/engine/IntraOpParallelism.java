// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Control over how many threads share an operation, on an engine whose threads wait for each other
 * at the end of each one. For operations of some microseconds, waiting costs more than sharing
 * gains, the more so if several callers compute at the same time.
 *
 * @since 2.0
 */
@ConsumerType
public interface IntraOpParallelism {

    /**
     * Does work whose operations run on the calling thread alone. Afterwards the thread shares its
     * operations as it did before. A sum may be rounded otherwise than by several threads.
     *
     * @param work computes with tensors of managers that it asks the engine for
     * @return what the work returns
     */
    <T> T without(Supplier<T> work);
}
