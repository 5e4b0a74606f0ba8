// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The specification of a parameter of a particle: an array of 32-bit floats, which core allocates
 * and saves.
 *
 * @param name unique within the particle, such as {@code weight} or {@code conv1.weight}
 * @param shape the dimensions; a dimension may be unknown (-1) while planning
 * @param initialiser computes the initial values
 * @param role how the optimiser treats it
 * @param rows the names of the rows of the first dimension, in order: classes, words, users; an
 *     empty string for a row without a meaning, such as padding; an empty list if the rows have no
 *     names. A training that continues from a model finds rows by name
 * @since 1.0
 */
public record ParameterSpec(
        String name, Shape shape, Initialiser initialiser, ParameterRole role, List<String> rows) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");

    /** Checks the name and that all parts are present. */
    public ParameterSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "parameter name '%s' must match %s".formatted(name, NAME));
        }
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(initialiser, "initialiser");
        Objects.requireNonNull(role, "role");
        rows = List.copyOf(rows);
        if (!rows.isEmpty() && (shape.dimension() == 0 || shape.get(0) != rows.size())) {
            throw new IllegalArgumentException(
                    "%d names for the rows of '%s' %s".formatted(rows.size(), name, shape));
        }
    }

    /** Creates a parameter whose rows have no names. */
    public ParameterSpec(String name, Shape shape, Initialiser initialiser, ParameterRole role) {
        this(name, shape, initialiser, role, List.of());
    }

    /**
     * Returns a copy whose rows have names.
     *
     * @param names one for each row of the first dimension; an empty list for no names
     * @since 2.0
     */
    public ParameterSpec withRows(List<String> names) {
        return new ParameterSpec(name, shape, initialiser, role, names);
    }

    /** Returns a parameter of any role, for example one that a setting determines. */
    public static ParameterSpec of(
            String name, Shape shape, Initialiser initialiser, ParameterRole role) {
        return new ParameterSpec(name, shape, initialiser, role);
    }

    /** Returns a trained parameter with weight decay. */
    public static ParameterSpec weight(String name, Initialiser initialiser, long... dimensions) {
        return new ParameterSpec(name, new Shape(dimensions), initialiser, ParameterRole.WEIGHT);
    }

    /** Returns a trained parameter without weight decay. */
    public static ParameterSpec bias(String name, Initialiser initialiser, long... dimensions) {
        return new ParameterSpec(name, new Shape(dimensions), initialiser, ParameterRole.BIAS);
    }

    /** Returns a parameter that the particle changes itself. */
    public static ParameterSpec buffer(String name, Initialiser initialiser, long... dimensions) {
        return new ParameterSpec(name, new Shape(dimensions), initialiser, ParameterRole.BUFFER);
    }

    /** Returns a copy whose name starts with a prefix and a full stop. */
    public ParameterSpec within(String prefix) {
        return new ParameterSpec(prefix + "." + name, shape, initialiser, role, rows);
    }
}
