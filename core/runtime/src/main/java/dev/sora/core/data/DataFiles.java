// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.data.split.Split;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.SourcePlan;
import dev.sora.data.TextForm;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the data of a plan, found without reading any record.
 *
 * @param files the files by split
 * @param failures the problems of the splits whose data cannot be opened
 */
public record DataFiles(Map<String, List<Path>> files, Map<String, List<Problem>> failures) {

    /** Opens each source, asks for its files, and closes it. */
    public static DataFiles of(Plan plan) {
        DataFiles found = new DataFiles(new LinkedHashMap<>(), new LinkedHashMap<>());
        DataPlan data = plan.data();
        found.add(Split.TRAIN.word(), data.train(), data.unicode());
        found.add(Split.VALIDATION.word(), data.validation(), data.unicode());
        found.add(Split.TEST.word(), data.test(), data.unicode());
        for (String name : RunTables.read(plan)) {
            Optional<SourcePlan> source = Optional.ofNullable(data.tables().get(name));
            found.add(RunTables.part(name), source, data.unicode());
        }
        return found;
    }

    private void add(String part, Optional<SourcePlan> source, TextForm unicode) {
        if (source.isEmpty()) {
            return;
        }
        try (SourceReader.OpenSource open = SourceReader.open(source.get().planned(), unicode)) {
            files.put(part, open.files());
        } catch (SoraException e) {
            failures.put(part, e.problems());
        }
    }
}
