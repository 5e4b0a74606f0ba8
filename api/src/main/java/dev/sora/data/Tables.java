// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The tables of a run, {@code data.tables} in a manifest, as far as an input named them.
 *
 * @since 2.1
 */
@ProviderType
@FunctionalInterface
public interface Tables {

    /**
     * Returns the rows of a table. They have the columns that the input named for this table, in
     * that order, and no other. Each pass reads the source again.
     *
     * @throws IllegalArgumentException if the input did not name the table
     */
    Records table(String name);

    /** Returns tables of which there are none. */
    static Tables none() {
        return name -> {
            throw new IllegalArgumentException("there is no table '%s'".formatted(name));
        };
    }
}
