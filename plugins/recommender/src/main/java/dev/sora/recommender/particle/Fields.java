// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of several signals of indices and of numbers. Each index and each number is a field; a
 * sequence of indices, such as the genres of a film, is one field, whose vectors are pooled.
 *
 * <p>The signal at position n of the indices, counted from 1, has the table {@code table<n>}.
 *
 * @param width the size of a vector
 * @param indices how vectors are looked up
 * @param deviation the standard deviation of the initial vectors
 * @param linear whether the first value of each vector is a linear weight that starts at zero
 * @param pooling how the vectors of a sequence become one
 */
record Fields(long width, Indices indices, double deviation, boolean linear, Pooling pooling) {

    /**
     * The number of fields.
     *
     * @param indices fields of indices, or -1 if unknown
     * @param numbers fields of numbers, or -1 if unknown
     */
    record Count(long indices, long numbers) {

        long all() {
            return indices < 0 || numbers < 0 ? TensorSpec.UNKNOWN : indices + numbers;
        }

        /**
         * Returns the length of a row: the vectors of all index fields, and the numbers unchanged.
         */
        long row(long width) {
            return indices < 0 || numbers < 0 ? TensorSpec.UNKNOWN : indices * width + numbers;
        }
    }

    /** Counts the fields; fails if there are none. */
    static Count count(List<SignalSpec> inputs, String who) {
        long fields = 0;
        long numbers = 0;
        for (SignalSpec input : inputs) {
            TensorSpec values = input.values();
            if (!values.isIndices() && values.type() != DataType.FLOAT32) {
                throw new ShapeException(
                        "indices or numbers for " + who,
                        input,
                        "name inputs such as user, item, category and number in 'from'");
            }
            if (input.isSequence() && !values.isIndices()) {
                throw new ShapeException(
                        "sequences of indices, or values of one size, for " + who,
                        "a sequence " + values,
                        "put a particle before it that makes one vector of a sequence, such as"
                                + " 'pool'");
            }
            if (values.isIndices()) {
                long size = input.isSequence() ? 1 : values.size();
                fields = fields < 0 || size < 0 ? TensorSpec.UNKNOWN : fields + size;
            } else {
                long size = values.size();
                numbers = numbers < 0 || size < 0 ? TensorSpec.UNKNOWN : numbers + size;
            }
        }
        if (fields == 0 && numbers == 0) {
            throw new ShapeException("at least one value for " + who, inputs.get(0));
        }
        return new Count(fields, numbers);
    }

    /** Returns the tables of all index fields. */
    List<ParameterSpec> tables(List<SignalSpec> inputs) {
        List<ParameterSpec> tables = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).values().isIndices()) {
                long rows = Indices.known(inputs.get(i).tableSize());
                ParameterSpec table = Indices.table("table" + (i + 1), rows, width, deviation);
                tables.add(weighted(table.withRows(inputs.get(i).entries())));
            }
        }
        return tables;
    }

    /**
     * Returns the vectors of number fields, {@code numbers (numbers, width)}; empty without
     * numbers.
     */
    List<ParameterSpec> numbers(Count count) {
        return count.numbers() == 0
                ? List.of()
                : List.of(
                        weighted(
                                ParameterSpec.weight(
                                        "numbers",
                                        Initialiser.normal(deviation),
                                        count.numbers(),
                                        width)));
    }

    private ParameterSpec weighted(ParameterSpec table) {
        if (!linear) {
            return table;
        }
        Initialiser draw = table.initialiser();
        return ParameterSpec.of(
                table.name(),
                table.shape(),
                (values, shape, random) -> {
                    draw.fill(values, shape, random);
                    for (int i = 0; i < values.length; i += (int) width) {
                        values[i] = 0;
                    }
                },
                table.role());
    }

    /**
     * Returns the vectors of all index fields, {@code (batch, fields, width)}, if there are any.
     */
    NDList vectors(List<Signal> inputs, Pass pass) {
        NDList vectors = new NDList();
        for (int i = 0; i < inputs.size(); i++) {
            Signal input = inputs.get(i);
            if (input.values().getDataType() == DataType.FLOAT32) {
                continue;
            }
            long batch = input.values().getShape().get(0);
            NDArray dropped = indices.drop(input.values(), pass);
            NDArray table = pass.parameter("table" + (i + 1));
            NDArray found =
                    input.isSequence()
                            ? pooling.of(dropped, input.lengths(), table, indices, pass)
                            : indices.lookUp(dropped, table, pass);
            vectors.add(found.reshape(new Shape(batch, -1, width)));
        }
        return vectors;
    }

    /** Returns all numbers, {@code (batch, numbers)}, if there are any. */
    static NDList numbers(List<Signal> inputs) {
        NDList numbers = new NDList();
        for (Signal input : inputs) {
            if (input.values().getDataType() == DataType.FLOAT32) {
                NDArray values = input.values();
                numbers.add(values.reshape(new Shape(values.getShape().get(0), -1)));
            }
        }
        return numbers.isEmpty() ? numbers : new NDList(join(numbers, 1));
    }

    /**
     * Returns the vectors of all fields, {@code (batch, fields, width)}: those of indices, then
     * those of numbers, each multiplied by its number.
     */
    NDArray all(List<Signal> inputs, Pass pass) {
        NDList vectors = vectors(inputs, pass);
        for (NDArray numbers : numbers(inputs)) {
            vectors.add(numbers.expandDims(2).mul(pass.parameter("numbers")));
        }
        return join(vectors, 1);
    }

    /** Returns one row for each record: the vectors of all index fields, and the numbers. */
    NDArray row(List<Signal> inputs, Pass pass) {
        NDList parts = new NDList();
        for (NDArray vectors : vectors(inputs, pass)) {
            parts.add(vectors.reshape(new Shape(vectors.getShape().get(0), -1)));
        }
        parts.addAll(numbers(inputs));
        return join(parts, 1);
    }

    private static NDArray join(NDList parts, int axis) {
        return parts.size() == 1 ? parts.head() : NDArrays.concat(parts, axis);
    }
}
