// SPDX-License-Identifier: Apache-2.0
package dev.sora.source;

import dev.sora.data.Column;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Set;

/**
 * The training source of a pipeline, for a source type that reads further data in the same way.
 *
 * @param settings the settings of the training source
 * @param wanted the columns that the pipeline's inputs read
 * @param targets the columns that only its outputs read; data for prediction may lack them
 * @since 1.1
 */
public record TrainedOn(Settings settings, List<Column> wanted, Set<String> targets) {

    /** Copies the collections. */
    public TrainedOn {
        wanted = List.copyOf(wanted);
        targets = Set.copyOf(targets);
    }

    /** Returns the names of the columns that the pipeline's inputs read. */
    public List<String> names() {
        return wanted.stream().map(Column::name).distinct().toList();
    }
}
