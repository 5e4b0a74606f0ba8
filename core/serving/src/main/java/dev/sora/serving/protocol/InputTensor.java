// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.data.ColumnType;
import dev.sora.serving.models.Signature;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An input tensor of a request: the values of one column.
 *
 * @param name the column
 * @param rows the value of each record: a plain one, or a list
 */
record InputTensor(String name, List<Object> rows) {

    private static final long MOST_ELEMENTS = 1 << 24;
    private static final Set<String> KEYS =
            Set.of("name", "shape", "datatype", "parameters", "data");

    /** Reads a tensor. */
    static InputTensor read(Map<?, ?> tree, BinaryInput binary, Signature signature, int most) {
        Map<String, Optional<ColumnType>> columns = signature.columns();
        if (!(tree.get("name") instanceof String name) || !columns.containsKey(name)) {
            throw Refusals.malformed(
                    "request, inputs",
                    "a tensor names no column of the model",
                    String.join(", ", columns.keySet()),
                    String.valueOf(tree.get("name")));
        }
        for (Object key : tree.keySet()) {
            if (!KEYS.contains(key)) {
                throw wrong(
                        name,
                        "has an unknown key",
                        String.join(", ", KEYS.stream().sorted().toList()),
                        key);
            }
        }
        Object size =
                Parameters.value(
                        tree.get("parameters"), Parameters.SIZE, "request, inputs, " + name);
        Optional<ColumnType> column = columns.get(name);
        Datatype type =
                Datatype.of(tree.get("datatype"))
                        .filter(each -> fits(each, column, signature.accepted().get(name)))
                        .orElseThrow(
                                () ->
                                        wrong(
                                                name,
                                                "has a datatype that does not fit its column",
                                                Datatype.of(column).name(),
                                                tree.get("datatype")));
        int[] shape = shape(name, tree.get("shape"), signature, most);
        List<Object> elements =
                size == null
                        ? elements(name, tree, type, shape)
                        : binary(name, tree, binary, type, size, shape, signature);
        checkKept(name, elements, shape[1] > 0 ? listed(signature.accepted().get(name)) : column);
        return new InputTensor(name, rows(elements, shape));
    }

    /** Returns the type of lists whose integers are rounded; those of identifiers are kept. */
    private static Optional<ColumnType> listed(Set<ColumnType> accepted) {
        return Optional.of(ColumnType.VECTOR)
                .filter(vector -> accepted.isEmpty() || accepted.contains(vector));
    }

    /** Refuses integers that the column would round. */
    private static void checkKept(String name, List<Object> elements, Optional<ColumnType> column) {
        for (Object element : elements) {
            if (element instanceof Long integer
                    && column.isPresent()
                    && !Datatype.isKept(integer, column.get())) {
                throw wrong(
                        name,
                        "has an integer with more digits than its column keeps",
                        "a smaller integer, or the float that is meant, as FP64",
                        element);
            }
        }
    }

    /**
     * Returns whether a column takes a type. It may accept several: files state no types, and the
     * same column of one may be read as numbers or as texts. A tensor has the type that the column
     * is described with.
     */
    private static boolean fits(
            Datatype type, Optional<ColumnType> described, Set<ColumnType> accepted) {
        if (described.filter(ColumnType.NUMBER::equals).isPresent()) {
            return type.fits(ColumnType.NUMBER);
        }
        if (described.filter(ColumnType.TEXT::equals).isPresent()) {
            return type.fits(ColumnType.TEXT)
                    || accepted.contains(ColumnType.VECTOR) && type.fits(ColumnType.VECTOR);
        }
        return accepted.isEmpty() || accepted.stream().anyMatch(type::fits);
    }

    /** Returns the number of records and of the elements of each; 0 elements for a plain value. */
    private static int[] shape(String name, Object raw, Signature signature, int most) {
        List<Long> sizes = new ArrayList<>();
        if (raw instanceof List<?> list) {
            list.forEach(size -> sizes.add(size instanceof Long whole ? whole : -1L));
        }
        boolean mayBeList = signature.mayBeList(name);
        boolean mayBePlain = signature.mayBePlain(name);
        boolean one = sizes.size() == 1 || sizes.size() == 2 && sizes.get(1) == 1;
        boolean several = sizes.size() == 2 && sizes.get(1) >= 1 && sizes.get(1) <= MOST_ELEMENTS;
        if (!(one && mayBePlain) && !(several && mayBeList)) {
            throw wrong(
                    name,
                    "has a shape that does not fit its column",
                    !mayBePlain
                            ? "[records, k]"
                            : mayBeList ? "[records] or [records, k]" : "[records]",
                    raw);
        }
        if (sizes.get(0) < 1) {
            throw wrong(name, "has no records", "a first dimension of at least 1", raw);
        }
        PredictRequest.checkCount((int) Math.min(Integer.MAX_VALUE, sizes.get(0)), most);
        // a plain column of shape [n, 1] has one value a record
        boolean asPlain = one && mayBePlain;
        return new int[] {sizes.get(0).intValue(), asPlain ? 0 : sizes.get(1).intValue()};
    }

    private static List<Object> binary(
            String name,
            Map<?, ?> tree,
            BinaryInput binary,
            Datatype type,
            Object size,
            int[] shape,
            Signature signature) {
        if (tree.get("data") != null) {
            throw wrong(name, "has its data twice", "'data' or 'binary_data_size'", "both");
        }
        long count = (long) shape[0] * Math.max(1, shape[1]);
        return binary.take(name, type, size, count, signature.isPicture(name));
    }

    private static List<Object> elements(String name, Map<?, ?> tree, Datatype type, int[] shape) {
        if (!(tree.get("data") instanceof List<?> data)) {
            throw wrong(name, "has no data", "an array in 'data'", tree.get("data"));
        }
        long count = (long) shape[0] * Math.max(1, shape[1]);
        List<Object> elements = new ArrayList<>();
        flatten(name, data, elements, List.of((long) shape[0], (long) Math.max(1, shape[1])), 0);
        if (elements.size() != count) {
            throw wrong(
                    name,
                    "has another number of elements than its shape",
                    "%d elements".formatted(count),
                    "%d elements".formatted(elements.size()));
        }
        elements.replaceAll(
                element ->
                        type.element(element)
                                .orElseThrow(
                                        () ->
                                                wrong(
                                                        name,
                                                        "has an element that is not " + type,
                                                        type.needs(),
                                                        element)));
        return elements;
    }

    /** Adds the elements of a flat list, or of nested lists with exactly the given dimensions. */
    private static void flatten(
            String name, List<?> data, List<Object> elements, List<Long> shape, int depth) {
        boolean nested = !data.isEmpty() && data.get(0) instanceof List;
        if (nested && (depth == 1 || data.size() != shape.get(0))) {
            throw wrong(name, "is nested in another way than its shape", shape.toString(), "");
        }
        for (Object element : data) {
            if (element instanceof List != nested) {
                throw wrong(name, "is nested in another way than its shape", shape.toString(), "");
            }
            if (nested) {
                List<?> row = (List<?>) element;
                if (row.size() != shape.get(1)) {
                    throw wrong(
                            name,
                            "has a row of another length than its shape",
                            shape.get(1) + " elements",
                            row.size() + " elements");
                }
                flatten(name, row, elements, shape, 1);
            } else {
                elements.add(element);
            }
        }
    }

    private static List<Object> rows(List<Object> elements, int[] shape) {
        if (shape[1] == 0) {
            return elements;
        }
        List<Object> rows = new ArrayList<>(shape[0]);
        for (int i = 0; i < shape[0]; i++) {
            rows.add(List.copyOf(elements.subList(i * shape[1], (i + 1) * shape[1])));
        }
        return rows;
    }

    private static RefusedException wrong(String name, String what, String needs, Object have) {
        return Refusals.malformed(
                "request, inputs",
                "the tensor '%s' %s".formatted(name, what),
                needs,
                String.valueOf(have));
    }
}
