// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxPreparation;
import dev.sora.export.OnnxValue;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnknownValues;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A fitted input of categories.
 *
 * <p>The indices of the columns follow each other in one table. Each column has an index for
 * missing values, one for unknown values, and one for each known value.
 */
final class FittedCategories implements FittedInput, OnnxPreparation {

    /** The number of the type of 32-bit integers in ONNX. */
    private static final long INT32 = 6;

    private static final int MISSING = 0;
    private static final int UNKNOWN = 1;
    private static final int FIRST = 2;
    private static final int MOST_PLACES = 1 << 16;

    private final CategoryRules rules;
    private final List<List<String>> values;
    private final List<Map<String, Integer>> indices = new ArrayList<>();
    private final List<String> warnings;
    private final int[] offsets;
    private final int size;
    private final List<String> rows;

    FittedCategories(CategoryRules rules, List<List<String>> values, List<String> warnings) {
        this.rules = rules;
        this.warnings = List.copyOf(warnings);
        this.values = List.copyOf(values);
        this.offsets = new int[values.size()];
        long next = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = (int) next;
            Map<String, Integer> known = new HashMap<>();
            for (String value : values.get(i)) {
                known.put(Values.name(value), offsets[i] + FIRST + known.size());
            }
            indices.add(known);
            next += FIRST + known.size();
            for (String value : values.get(i)) {
                // a model of an older version may contain names with surrounding blanks
                known.putIfAbsent(Values.name(value), known.get(value));
            }
            int most = rules.isVector() ? MOST_PLACES : Integer.MAX_VALUE;
            if (next > most) {
                throw InputProblem.tooWide(next, most);
            }
        }
        this.size = (int) next;
        List<String> named = rows(rules.columns(), values);
        // a model of an older version may contain two names for one value
        this.rows = named.size() == size ? named : List.of();
    }

    @Override
    public SignalSpec spec() {
        if (rules.isVector()) {
            return SignalSpec.floats(size);
        }
        SignalSpec indices =
                rules.single()
                        ? SignalSpec.indices(size)
                        : SignalSpec.indices(size, offsets.length);
        return indices.withEntries(rows);
    }

    /** Returns the meaning of each index; empty for missing and unknown values. */
    private static List<String> rows(List<String> columns, List<List<String>> values) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String column = values.size() == 1 ? "" : columns.get(i) + "=";
            rows.addAll(Collections.nCopies(FIRST, ""));
            values.get(i).forEach(value -> rows.add(column + value));
        }
        return List.copyOf(rows);
    }

    @Override
    public List<String> features() {
        List<String> names = new ArrayList<>();
        for (int i = 0; rules.isVector() && i < offsets.length; i++) {
            String column = rules.columns().get(i);
            names.add(column + " missing");
            names.add(column + " unknown");
            values.get(i).forEach(value -> names.add(column + "=" + value));
        }
        return names;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public State state() {
        return State.builder()
                .states(
                        "columns",
                        values.stream()
                                .map(v -> State.builder().strings("values", v).build())
                                .toList())
                .build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        return List.of(rules.isVector() ? places(records) : indices(records));
    }

    @Override
    public Signal forward(NDList encoded, Pass pass) {
        if (!rules.isVector()) {
            return Signal.of(encoded.head());
        }
        NDArray places = encoded.head().toType(DataType.FLOAT32, true);
        return Signal.of(rules.average() ? places.div(places.sum(new int[] {1}, true)) : places);
    }

    /**
     * Finds the index of each text in a table of the names; a missing one is empty, and what the
     * table lacks is unknown.
     */
    @Override
    public OnnxValue prepare(OnnxGraph graph) {
        if (rules.isMany() || rules.unknownFails() || rules.missingFails()) {
            throw new UnsupportedOperationException(
                    rules.isMany()
                            ? "no operators are declared for several values in a field"
                            : "a graph cannot refuse a value, as 'error' does");
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            String column = graph.column(rules.columns().get(i), DataType.STRING);
            String index = graph.node("ai.onnx.ml.LabelEncoder", List.of(column), table(i));
            found.add(
                    rules.single() && !rules.isVector()
                            ? index
                            : graph.node("Unsqueeze", List.of(index, graph.integers(1)), Map.of()));
        }
        String indices =
                found.size() == 1 ? found.get(0) : graph.node("Concat", found, Map.of("axis", 1L));
        if (!rules.isVector()) {
            String whole = graph.node("Cast", List.of(indices), Map.of("to", INT32));
            return new OnnxValue(whole, spec().values());
        }
        String ones = graph.floats(new float[] {0, 1}, 2);
        String each = graph.node("OneHot", List.of(indices, graph.integers(size), ones), Map.of());
        String places =
                graph.node("ReduceSum", List.of(each, graph.integers(1)), Map.of("keepdims", 0L));
        if (rules.average()) {
            String count = graph.floats(new float[] {offsets.length}, 1);
            places = graph.node("Div", List.of(places, count), Map.of());
        }
        return new OnnxValue(places, spec().values());
    }

    /** Returns the names and indices of a column, as an ONNX table. */
    private Map<String, Object> table(int column) {
        Map<String, Long> known = new LinkedHashMap<>();
        known.put("", (long) offsets[column] + MISSING);
        indices.get(column).forEach((name, index) -> known.put(name, (long) index));
        List<String> names = known.keySet().stream().sorted().toList();
        return Map.of(
                "keys_strings",
                names.toArray(String[]::new),
                "values_int64s",
                names.stream().mapToLong(known::get).toArray(),
                "default_int64",
                (long) offsets[column] + UNKNOWN);
    }

    /** Counts fields. A field of several values counts if at least one of them is unknown. */
    @Override
    public List<UnknownValues> unknown(List<DataRecord> records, List<HostTensor> encoded) {
        List<UnknownValues> counts = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            int present = 0;
            int unknown = 0;
            List<String> examples = new ArrayList<>();
            for (int row = 0; row < records.size(); row++) {
                present += isAt(encoded.get(0), row, i, MISSING) ? 0 : 1;
                if (isAt(encoded.get(0), row, i, UNKNOWN)) {
                    unknown++;
                    if (examples.size() < UnknownValues.MOST_EXAMPLES) {
                        rules.values(records.get(row), i).stream()
                                .filter(Predicate.not(indices.get(i)::containsKey))
                                .filter(Predicate.not(examples::contains))
                                .forEach(examples::add);
                    }
                }
            }
            counts.add(
                    UnknownValues.of(
                            rules.columns().get(i), "categories", present, unknown, examples));
        }
        return counts;
    }

    /** Returns whether the value of a record in a column has one of the reserved indices. */
    private boolean isAt(HostTensor encoded, int row, int column, int index) {
        int place = offsets[column] + index;
        return rules.isVector()
                ? encoded.data().get(row * size + place) != 0
                : encoded.data().getInt((row * offsets.length + column) * Integer.BYTES) == place;
    }

    private HostTensor indices(List<DataRecord> records) {
        HostTensor tensor =
                rules.single()
                        ? HostTensor.allocate(DataType.INT32, records.size())
                        : HostTensor.allocate(DataType.INT32, records.size(), offsets.length);
        IntBuffer buffer = tensor.data().asIntBuffer();
        for (DataRecord record : records) {
            for (int i = 0; i < offsets.length; i++) {
                List<String> found = rules.values(record, i);
                buffer.put(found.isEmpty() ? offsets[i] + MISSING : index(record, i, found.get(0)));
            }
        }
        return tensor;
    }

    private HostTensor places(List<DataRecord> records) {
        HostTensor tensor = HostTensor.allocate(DataType.UINT8, records.size(), size);
        ByteBuffer buffer = tensor.data();
        int row = 0;
        for (DataRecord record : records) {
            for (int i = 0; i < offsets.length; i++) {
                List<String> found = rules.values(record, i);
                if (found.isEmpty()) {
                    buffer.put(row + offsets[i] + MISSING, (byte) 1);
                }
                for (String value : found) {
                    buffer.put(row + index(record, i, value), (byte) 1);
                }
            }
            row += size;
        }
        return tensor;
    }

    private int index(DataRecord record, int column, String value) {
        Integer index = indices.get(column).get(value);
        if (index != null) {
            return index;
        }
        if (rules.unknownFails()) {
            throw InputProblem.unknown(record, rules.columns().get(column), value);
        }
        return offsets[column] + UNKNOWN;
    }
}
