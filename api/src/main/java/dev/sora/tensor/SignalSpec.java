// SPDX-License-Identifier: Apache-2.0
package dev.sora.tensor;

import static dev.sora.tensor.Signal.LENGTHS;
import static dev.sora.tensor.Signal.VALUES;

import ai.djl.ndarray.types.DataType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The specification of a {@link Signal}: the element types and shapes of its tensors by role,
 * without the batch dimension.
 *
 * <p>A <em>sequence</em> has the part {@link Signal#LENGTHS}, the number of valid steps of each
 * record, {@code INT32}. Its values are {@code (steps, …)}; the padding is at the end and is zero.
 * A batch may be trimmed to its longest sequence, so a particle takes the number of steps from the
 * tensor, never from the plan. In a sequence of indices, index 0 is always padding. Where there is
 * no padding, the input defines the meaning of index 0, such as an unknown user or a missing value.
 *
 * <p>Use the factories, not the constructor: its signature changes when a component is added.
 *
 * @param parts the tensors by role, {@link Signal#VALUES} among them; values come first, then
 *     lengths, then the further parts in the order in which they were added
 * @param entries if the values are indices, the names of the rows of their table, such as words, in
 *     the order of the rows; an empty string for a row without a meaning; an empty list if the
 *     names are not known
 * @param partEntries the same for further parts that are indices, by their roles; a part whose
 *     names are not known is left out
 * @since 1.0
 */
public record SignalSpec(
        Map<String, TensorSpec> parts,
        List<String> entries,
        Map<String, List<String>> partEntries) {

    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9_]*");

    private static final TensorSpec COUNT = TensorSpec.of(DataType.INT32);

    /** Copies both; checks the roles, the lengths and that there is one entry for each row. */
    public SignalSpec {
        parts = ordered(parts);
        entries = List.copyOf(entries);
        partEntries = copied(partEntries, parts);
        TensorSpec values = parts.get(VALUES);
        if (values == null) {
            throw new IllegalArgumentException("a signal has values, not only " + parts.keySet());
        }
        if (parts.containsKey(LENGTHS)) {
            if (values.rank() < 1) {
                throw new IllegalArgumentException("a sequence has steps");
            }
            if (!COUNT.equals(parts.get(LENGTHS))) {
                throw new IllegalArgumentException(
                        "lengths are %s, not %s"
                                .formatted(COUNT.describe(), parts.get(LENGTHS).describe()));
            }
        }
        if (!entries.isEmpty() && entries.size() != values.tableSize()) {
            throw new IllegalArgumentException(
                    "%d entries for %s of %d"
                            .formatted(entries.size(), values, values.tableSize()));
        }
    }

    /** Creates a signal whose further parts have no entries. */
    public SignalSpec(Map<String, TensorSpec> parts, List<String> entries) {
        this(parts, entries, Map.of());
    }

    private static Map<String, List<String>> copied(
            Map<String, List<String>> entries, Map<String, TensorSpec> parts) {
        Map<String, List<String>> copy = new TreeMap<>();
        entries.forEach(
                (role, rows) -> {
                    TensorSpec part = parts.get(role);
                    if (role.equals(VALUES) || part == null || part.tableSize() != rows.size()) {
                        throw new IllegalArgumentException(
                                "%d entries for the part '%s', %s"
                                        .formatted(rows.size(), role, part));
                    }
                    copy.put(role, List.copyOf(rows));
                });
        return Collections.unmodifiableMap(copy);
    }

    private static Map<String, TensorSpec> ordered(Map<String, TensorSpec> parts) {
        Map<String, TensorSpec> ordered = new LinkedHashMap<>();
        for (String role : List.of(VALUES, LENGTHS)) {
            if (parts.containsKey(role)) {
                ordered.put(role, parts.get(role));
            }
        }
        parts.forEach((role, part) -> ordered.putIfAbsent(checkRole(role), part));
        return Collections.unmodifiableMap(ordered);
    }

    static String checkRole(String role) {
        if (!ROLE.matcher(role).matches()) {
            throw new IllegalArgumentException(
                    "the role of a part, '%s', must match %s".formatted(role, ROLE));
        }
        return role;
    }

    /** Returns a signal that has only values. */
    public static SignalSpec of(TensorSpec values) {
        return new SignalSpec(Map.of(VALUES, values), List.of());
    }

    /** Returns a signal of 32-bit floats. */
    public static SignalSpec floats(long... dimensions) {
        return of(TensorSpec.floats(dimensions));
    }

    /**
     * Returns a signal of indices into a table, without further parts.
     *
     * @param tableSize the number of rows of the table, or {@link TensorSpec#UNKNOWN}
     */
    public static SignalSpec indices(long tableSize, long... dimensions) {
        return of(TensorSpec.indices(tableSize, dimensions));
    }

    /**
     * Returns a signal that is a sequence.
     *
     * @param values the values, whose first dimension counts the steps
     */
    public static SignalSpec sequence(TensorSpec values) {
        return of(values).with(LENGTHS, COUNT);
    }

    /** Returns whether the signal is a sequence: whether it has lengths. */
    public boolean isSequence() {
        return parts.containsKey(LENGTHS);
    }

    /** Returns the tensor that holds the values. */
    public TensorSpec values() {
        return parts.get(VALUES);
    }

    /** Returns whether the signal has a part. */
    public boolean has(String role) {
        return parts.containsKey(role);
    }

    /**
     * Returns a part.
     *
     * @throws ShapeException if the signal has no part of that role
     */
    public TensorSpec part(String role) {
        if (!has(role)) {
            throw new ShapeException("a signal that has '%s'".formatted(role), this);
        }
        return parts.get(role);
    }

    /**
     * Returns the number of rows of the table that the values are indices into; {@link
     * TensorSpec#UNKNOWN} before the data determines it, 0 if the values are not indices.
     */
    public long tableSize() {
        return values().tableSize();
    }

    /** Returns a copy with a part added or replaced. */
    public SignalSpec with(String role, TensorSpec part) {
        Map<String, TensorSpec> changed = new LinkedHashMap<>(parts);
        changed.put(role, part);
        Map<String, List<String>> others = new TreeMap<>(partEntries);
        others.remove(role);
        return new SignalSpec(changed, role.equals(VALUES) ? List.of() : entries, others);
    }

    /** Returns a copy with other values, whose entries are not known, and the same other parts. */
    public SignalSpec withValues(TensorSpec values) {
        return with(VALUES, values);
    }

    /** Returns a copy with the names of the rows of the table. */
    public SignalSpec withEntries(List<String> rows) {
        return new SignalSpec(parts, rows, partEntries);
    }

    /**
     * Returns a copy with the names of the rows of the table of a further part.
     *
     * @since 2.2
     */
    public SignalSpec withEntries(String role, List<String> rows) {
        Map<String, List<String>> others = new TreeMap<>(partEntries);
        others.put(role, rows);
        return new SignalSpec(parts, entries, others);
    }

    /**
     * Returns the names of the rows of the table of a part; an empty list if they are not known.
     *
     * @since 2.2
     */
    public List<String> entries(String role) {
        return role.equals(VALUES) ? entries : partEntries.getOrDefault(role, List.of());
    }

    /** Returns the shapes, such as {@code (128)} or {@code (?, 100) + lengths}. */
    @Override
    public String toString() {
        return texts(TensorSpec::toString);
    }

    /** Returns shapes and element types, such as {@code (?) of indices + lengths}. */
    String describe() {
        return texts(TensorSpec::describe);
    }

    private String texts(Function<TensorSpec, String> text) {
        return parts.entrySet().stream()
                .map(
                        part ->
                                switch (part.getKey()) {
                                    case VALUES -> text.apply(part.getValue());
                                    case LENGTHS -> LENGTHS;
                                    default -> part.getKey() + " " + text.apply(part.getValue());
                                })
                .collect(Collectors.joining(" + "));
    }
}
