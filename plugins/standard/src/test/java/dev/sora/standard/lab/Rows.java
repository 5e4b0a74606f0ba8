// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.lab;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import dev.sora.tensor.HostTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Records of one column, in memory. */
public record Rows(List<DataRecord> all) implements Records {

    public static Rows of(String column, ColumnType type, Object... values) {
        Schema schema = Schema.of(new Column(column, type));
        List<DataRecord> records = new ArrayList<>();
        for (Object value : values) {
            records.add(new DataRecord(schema, "rows.csv", records.size() + 1, value));
        }
        return new Rows(records);
    }

    /** Uploads encoded tensors. */
    public static NDList upload(List<HostTensor> tensors, NDManager manager) {
        NDList list = new NDList();
        for (HostTensor tensor : tensors) {
            NDArray array = manager.create(tensor.data(), tensor.shape(), tensor.type());
            list.add(array);
        }
        return list;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(all.size());
    }

    @Override
    public void forEach(Consumer<DataRecord> action) {
        all.forEach(action);
    }
}
