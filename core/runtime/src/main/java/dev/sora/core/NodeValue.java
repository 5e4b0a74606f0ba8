// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import static dev.sora.tensor.Signal.LENGTHS;
import static dev.sora.tensor.Signal.VALUES;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The value of a node of the graph for some records, in host memory: tensors by role, as in a
 * {@link dev.sora.tensor.Signal}. The first dimension of each tensor is the number of records. A
 * generation of particles ({@code count: n}) has such tensors for each of its members; every other
 * node has one member.
 *
 * <p>In a batch of sequences, the values are padded with zeros to the longest sequence; {@code
 * lengths} contains the number of valid steps of each record.
 *
 * @param members the tensors of each member by role; each has {@code values}
 */
public record NodeValue(List<Map<String, HostTensor>> members) {

    /**
     * Copies the list and the maps, and checks that all tensors have the same number of records.
     */
    public NodeValue {
        List<Map<String, HostTensor>> copies = new ArrayList<>();
        for (Map<String, HostTensor> member : members) {
            if (!member.containsKey(VALUES)) {
                throw new IllegalArgumentException("a node has values, not only " + member);
            }
            copies.add(Collections.unmodifiableMap(new LinkedHashMap<>(member)));
        }
        if (copies.isEmpty()) {
            throw new IllegalArgumentException("a node has at least one member");
        }
        members = List.copyOf(copies);
        long records = records(members.get(0).get(VALUES));
        for (Map<String, HostTensor> member : members) {
            member.forEach(
                    (role, part) -> {
                        if (records(part) != records) {
                            throw new IllegalArgumentException(
                                    "'%s' is %s, where there are %d records"
                                            .formatted(role, part.shape(), records));
                        }
                    });
        }
    }

    private static long records(HostTensor part) {
        if (part.shape().dimension() == 0) {
            throw new IllegalArgumentException("the first dimension counts the records");
        }
        return part.shape().get(0);
    }

    /** Returns the value of a node with one member that has only values. */
    public static NodeValue of(HostTensor values) {
        return new NodeValue(List.of(Map.of(VALUES, values)));
    }

    /**
     * Returns the value of a node with one member that has only 32-bit floats.
     *
     * @param values the elements in row-major order
     * @param shape the number of records, then the dimensions of a record
     * @throws IllegalArgumentException if the number of elements differs from that of the shape
     */
    public static NodeValue of(float[] values, long... shape) {
        long size = new Shape(shape).size();
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "%d values for a shape of %d".formatted(values.length, size));
        }
        HostTensor tensor = HostTensor.allocate(DataType.FLOAT32, shape);
        tensor.data().asFloatBuffer().put(values);
        return of(tensor);
    }

    /**
     * Returns the value of a node with one member that yields sequences.
     *
     * @param values {@code (records, steps, …)}, zero after the valid steps
     * @param lengths the number of valid steps of each record
     */
    public static NodeValue sequence(HostTensor values, int... lengths) {
        HostTensor counts = HostTensor.allocate(DataType.INT32, lengths.length);
        counts.data().asIntBuffer().put(lengths);
        return of(values).with(LENGTHS, counts);
    }

    /** Returns a copy in which the tensor of a role of the only member is added or replaced. */
    public NodeValue with(String role, HostTensor part) {
        Map<String, HostTensor> parts = new LinkedHashMap<>(only());
        parts.put(role, part);
        return new NodeValue(List.of(parts));
    }

    /** Returns the number of records. */
    public int records() {
        return Math.toIntExact(members.get(0).get(VALUES).shape().get(0));
    }

    /** Returns the number of members: more than 1 for a generation. */
    public int count() {
        return members.size();
    }

    /** Returns one member, counted from 0. */
    public NodeValue member(int index) {
        return new NodeValue(List.of(members.get(index)));
    }

    /** Returns a copy in which one member, counted from 0, is replaced. */
    public NodeValue withMember(int index, NodeValue member) {
        List<Map<String, HostTensor>> changed = new ArrayList<>(members);
        changed.set(index, member.only());
        return new NodeValue(changed);
    }

    /** Returns one record, counted from 0, as a batch of one. Sequences keep their padding. */
    public NodeValue record(int index) {
        List<Map<String, HostTensor>> rows = new ArrayList<>();
        for (Map<String, HostTensor> member : members) {
            Map<String, HostTensor> row = new LinkedHashMap<>();
            member.forEach((role, part) -> row.put(role, row(part, index)));
            rows.add(row);
        }
        return new NodeValue(rows);
    }

    private static HostTensor row(HostTensor part, int index) {
        Shape shape = new Shape(1).addAll(part.shape().slice(1));
        int bytes = Math.toIntExact(shape.size() * part.type().getNumOfBytes());
        ByteBuffer row = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        row.put(0, part.data(), index * bytes, bytes);
        return HostTensor.of(part.type(), shape, row);
    }

    /**
     * Returns the values of the only member.
     *
     * @throws IllegalStateException if there are several members
     */
    public HostTensor values() {
        return part(VALUES);
    }

    /**
     * Returns the tensor of a role of the only member.
     *
     * @throws IllegalArgumentException if it has no tensor of that role
     * @throws IllegalStateException if there are several members
     */
    public HostTensor part(String role) {
        HostTensor part = only().get(role);
        if (part == null) {
            throw new IllegalArgumentException(
                    "the node has no '%s', only %s".formatted(role, only().keySet()));
        }
        return part;
    }

    /**
     * Returns the values of the only member in row-major order.
     *
     * @throws IllegalStateException if they are not 32-bit floats, or if there are several members
     */
    public float[] floats() {
        HostTensor values = values();
        if (values.type() != DataType.FLOAT32) {
            throw new IllegalStateException("the values are " + values.type());
        }
        float[] floats = new float[Math.toIntExact(values.shape().size())];
        values.data().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer().get(floats);
        return floats;
    }

    /**
     * Returns an integer tensor of the only member, such as the lengths, in row-major order.
     * Booleans are returned as 1 and 0.
     *
     * @throws IllegalStateException if it is a tensor of floats, or if there are several members
     */
    public long[] integers(String role) {
        HostTensor part = part(role);
        ByteBuffer data = part.data().duplicate().order(ByteOrder.nativeOrder());
        long[] integers = new long[Math.toIntExact(part.shape().size())];
        for (int i = 0; i < integers.length; i++) {
            integers[i] =
                    switch (part.type()) {
                        case INT32 -> data.getInt();
                        case INT64 -> data.getLong();
                        case UINT8, BOOLEAN -> data.get() & 0xff;
                        default ->
                                throw new IllegalStateException(
                                        "'%s' is %s".formatted(role, part.type()));
                    };
        }
        return integers;
    }

    private Map<String, HostTensor> only() {
        if (members.size() > 1) {
            throw new IllegalStateException("there are %d members".formatted(members.size()));
        }
        return members.get(0);
    }

    /**
     * Returns roles, element types and shapes as a string, such as {@code values float32 (4, 3)}.
     */
    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        for (Map<String, HostTensor> member : members) {
            List<String> parts = new ArrayList<>();
            member.forEach(
                    (role, part) ->
                            parts.add(
                                    "%s %s %s"
                                            .formatted(
                                                    role,
                                                    part.type().name().toLowerCase(Locale.ROOT),
                                                    part.shape())));
            texts.add(String.join(", ", parts));
        }
        return String.join("; ", texts);
    }
}
