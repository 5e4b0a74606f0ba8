// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One array of numbers that a particle owns: 32-bit floats, laid out and kept by core.
 *
 * @param name unique within the particle, such as {@code weight} or {@code conv1.weight}
 * @param shape the dimensions; a dimension may be unknown (-1) while planning
 * @param initialiser the values it starts with
 * @param role what it is to the optimiser
 * @param rows what the rows of the first dimension stand for, in their order: classes, words,
 *     users; an empty text for a row that stands for nothing of the kind, such as padding; an empty
 *     list if the rows have no names. A training that goes on from a model finds rows by them
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
     * Returns a copy whose rows stand for something.
     *
     * @param names one a row of the first dimension; an empty list for none
     * @since 2.0
     */
    public ParameterSpec withRows(List<String> names) {
        return new ParameterSpec(name, shape, initialiser, role, names);
    }

    /** Returns a parameter of a role that a setting decides, for instance. */
    public static ParameterSpec of(
            String name, Shape shape, Initialiser initialiser, ParameterRole role) {
        return new ParameterSpec(name, shape, initialiser, role);
    }

    /** Returns a trained parameter that decays. */
    public static ParameterSpec weight(String name, Initialiser initialiser, long... dimensions) {
        return new ParameterSpec(name, new Shape(dimensions), initialiser, ParameterRole.WEIGHT);
    }

    /** Returns a trained parameter that does not decay. */
    public static ParameterSpec bias(String name, Initialiser initialiser, long... dimensions) {
        return new ParameterSpec(name, new Shape(dimensions), initialiser, ParameterRole.BIAS);
    }

    /** Returns a parameter that the particle keeps itself. */
    public static ParameterSpec buffer(String name, Initialiser initialiser, long... dimensions) {
        return new ParameterSpec(name, new Shape(dimensions), initialiser, ParameterRole.BUFFER);
    }

    /** Returns a copy whose name starts with a prefix and a full stop. */
    public ParameterSpec within(String prefix) {
        return new ParameterSpec(prefix + "." + name, shape, initialiser, role, rows);
    }
}
