// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.plan.Plan;
import dev.sora.data.DataRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The training data, divided into its parts; each keeps the order of the data. */
public final class SplitData {

    private final Map<Part, List<DataRecord>> parts = new EnumMap<>(Part.class);

    private SplitData() {}

    /** Divides records as the plan says. */
    public static SplitData of(Plan plan, List<DataRecord> records) {
        SplitData data = new SplitData();
        Splitter splitter = new Splitter(plan.data(), plan.seed(), plan.manifest()::where);
        if (!splitter.isNeeded()) {
            data.parts.put(Part.TRAIN, records);
            return data;
        }
        records.forEach(splitter::accept);
        Parts parts = splitter.finish();
        for (int i = 0; i < records.size(); i++) {
            data.parts.computeIfAbsent(parts.of(i), p -> new ArrayList<>()).add(records.get(i));
        }
        return data;
    }

    /** Returns the records of a part. */
    public List<DataRecord> of(Part part) {
        return parts.getOrDefault(part, List.of());
    }
}
