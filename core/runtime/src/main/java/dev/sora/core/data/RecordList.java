// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Records that are held in memory.
 *
 * @param list the records
 */
public record RecordList(List<DataRecord> list) implements Records {

    @Override
    public OptionalLong size() {
        return OptionalLong.of(list.size());
    }

    @Override
    public void forEach(Consumer<DataRecord> action) {
        list.forEach(action);
    }
}
