// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Records in memory.
 *
 * @param schema the columns
 * @param list the records, in their order
 */
public record RecordList(Schema schema, List<DataRecord> list) implements Records {

    /** Copies the list. */
    public RecordList {
        list = List.copyOf(list);
    }

    /** Returns a number of records; starts again from the first if there are fewer. */
    public List<DataRecord> many(int count) {
        List<DataRecord> many = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            many.add(list.get(i % list.size()));
        }
        return many;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(list.size());
    }

    @Override
    public void forEach(Consumer<DataRecord> action) {
        list.forEach(action);
    }
}
