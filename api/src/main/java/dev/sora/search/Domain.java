// SPDX-License-Identifier: Apache-2.0
package dev.sora.search;

import java.util.List;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The values that a parameter can have, laid out over the positions from 0 to below 1. A uniform
 * position gives a value that is uniform in the domain, or in its logarithm.
 *
 * @since 0.3
 */
@ProviderType
public sealed interface Domain permits ChoiceDomain, IntegerDomain, NumberDomain {

    /**
     * Returns the value at a position.
     *
     * @param position from 0 to 1; positions outside are moved to the nearest end
     */
    Object at(double position);

    /**
     * Returns the position of a value: in the middle of all positions that give it.
     *
     * @throws IllegalArgumentException if the domain does not contain it
     */
    double position(Object value);

    /** Returns whether a value belongs to the domain. */
    boolean contains(Object value);

    /** Returns the number of values; empty if they are continuous. */
    OptionalLong size();

    /**
     * Returns values for a grid: all of them, or as many as asked for, evenly spaced, with both
     * ends.
     *
     * @param most at least 1
     */
    List<Object> grid(int most);
}
