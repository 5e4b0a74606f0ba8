// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import java.io.IOException;

/**
 * Uses something, and may fail at input or output.
 *
 * @param <T> what it uses
 */
@FunctionalInterface
public interface IoConsumer<T> {

    /** Uses it. */
    void accept(T subject) throws IOException;
}
