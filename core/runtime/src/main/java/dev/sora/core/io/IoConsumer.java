// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import java.io.IOException;

/**
 * A consumer that may throw an {@link IOException}.
 *
 * @param <T> the type of its argument
 */
@FunctionalInterface
public interface IoConsumer<T> {

    /** Accepts an argument. */
    void accept(T subject) throws IOException;
}
