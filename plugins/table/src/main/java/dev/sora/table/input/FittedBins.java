// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.SignalSpec;
import java.nio.IntBuffer;
import java.util.List;

/**
 * A fitted input of numbers that yields the indices of their bins, in one table for all columns. If
 * the rules indicate missing numbers, they have an index after the bins of their column.
 */
final class FittedBins implements FittedInput {

    private final NumberRules rules;
    private final List<NumberScale> scales;
    private final NumberColumns columns;

    FittedBins(NumberRules rules, NumberColumns columns, List<NumberScale> scales) {
        this.rules = rules;
        this.columns = columns;
        this.scales = List.copyOf(scales);
    }

    /** Returns the signal for a number of columns, with one index for each. */
    static SignalSpec spec(long tableSize, int columns) {
        return columns == 1
                ? SignalSpec.indices(tableSize)
                : SignalSpec.indices(tableSize, columns);
    }

    @Override
    public SignalSpec spec() {
        return spec(scales.stream().mapToLong(this::places).sum(), scales.size());
    }

    private int places(NumberScale scale) {
        return scale.bins() + (rules.indicates() ? 1 : 0);
    }

    @Override
    public State state() {
        return NumberScale.state(scales, rules);
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        int width = columns.width();
        HostTensor tensor =
                width == 1
                        ? HostTensor.allocate(DataType.INT32, records.size())
                        : HostTensor.allocate(DataType.INT32, records.size(), width);
        IntBuffer indices = tensor.data().asIntBuffer();
        double[] values = new double[width];
        for (DataRecord record : records) {
            columns.read(record, rules, values);
            rules.fill(values);
            int offset = 0;
            for (int i = 0; i < width; i++) {
                NumberScale scale = scales.get(i);
                indices.put(offset + index(values[i], scale));
                offset += places(scale);
            }
        }
        return List.of(tensor);
    }

    private int index(double value, NumberScale scale) {
        if (Double.isNaN(value)) {
            return rules.indicates() ? scale.bins() : scale.bin(scale.shift());
        }
        return scale.bin(rules.bend(value));
    }
}
