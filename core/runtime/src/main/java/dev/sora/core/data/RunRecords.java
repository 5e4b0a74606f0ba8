// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.RunListener;
import dev.sora.core.data.split.Split;
import dev.sora.core.data.split.Splitter;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.SourcePlan;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The records of a run, by split. */
public final class RunRecords implements AutoCloseable {

    private final Map<Split, SplitRecords> parts = new EnumMap<>(Split.class);
    private final Map<String, List<Path>> files = new LinkedHashMap<>();
    private final Set<Path> learned = new HashSet<>();
    private final Set<RecordStore> stores = new LinkedHashSet<>();

    private RunRecords() {}

    /**
     * Reads all data of a plan.
     *
     * @throws dev.sora.problem.DataException if a split is empty, or broken
     */
    public static RunRecords read(Plan plan) {
        return read(plan, true);
    }

    /**
     * Reads all data of a plan.
     *
     * @param held whether the training records may be held in memory; otherwise every pass reads
     *     them again
     * @throws dev.sora.problem.DataException if a split is empty, or broken
     */
    public static RunRecords read(Plan plan, boolean held) {
        RunRecords records = new RunRecords();
        try {
            records.readAll(plan, held);
            return records;
        } catch (RuntimeException | Error e) {
            records.close();
            throw e;
        }
    }

    private void readAll(Plan plan, boolean held) {
        DataPlan data = plan.data();
        MemoryBound memory = MemoryBound.of(data);
        RecordStore train =
                add(
                        plan,
                        data.train().orElseThrow(),
                        splitter(plan),
                        Split.TRAIN,
                        held ? memory : MemoryBound.nothing());
        Splitter whole = whole(plan);
        if (data.validationSplit().isPresent()) {
            parts.put(Split.VALIDATION, train.part(Split.VALIDATION));
        }
        data.validation().ifPresent(s -> add(plan, s, whole, Split.VALIDATION, memory));
        if (data.testSplit().isPresent()) {
            parts.put(Split.TEST, train.part(Split.TEST));
        }
        data.test().ifPresent(s -> add(plan, s, whole, Split.TEST, memory));
    }

    /**
     * Reads only the test data.
     *
     * @param other the source to use instead of the plan's test data
     */
    public static RunRecords readTest(Plan plan, Optional<SourcePlan> other) {
        DataPlan data = plan.data();
        MemoryBound memory = MemoryBound.of(data);
        RunRecords records = new RunRecords();
        if (other.isEmpty() && data.testSplit().isPresent()) {
            // the same seed takes the same records from the same data
            RecordStore train =
                    records.add(
                            plan, data.train().orElseThrow(), splitter(plan), Split.TRAIN, memory);
            records.parts.remove(Split.TRAIN);
            records.parts.put(Split.TEST, train.part(Split.TEST));
        } else {
            records.add(plan, other.or(data::test).orElseThrow(), whole(plan), Split.TEST, memory);
        }
        return records;
    }

    private static Splitter splitter(Plan plan) {
        return new Splitter(plan.data(), plan.seed(), plan.manifest()::where);
    }

    private static Splitter whole(Plan plan) {
        return new Splitter(
                DataPlan.none(plan.data().unicode()), plan.seed(), plan.manifest()::where);
    }

    private RecordStore add(
            Plan plan, SourcePlan source, Splitter splitter, Split part, MemoryBound memory) {
        RecordStore store =
                RecordStore.read(
                        source,
                        plan.data().unicode(),
                        splitter,
                        part,
                        memory,
                        schema -> ColumnTypes.check(plan, schema, source.planned().path()));
        stores.add(store);
        files.put(part.word(), store.files());
        if (part != Split.TEST) {
            learned.addAll(store.filesFound());
        }
        parts.put(part, store.part(part));
        return store;
    }

    /** Returns the records of a split, if the run has it. */
    public Optional<SplitRecords> of(Split part) {
        return Optional.ofNullable(parts.get(part));
    }

    /** Returns the files that were read, by split. */
    public Map<String, List<Path>> files() {
        return files;
    }

    /** Returns the files that were there when they were opened, of what is learned from. */
    public Set<Path> filesLearned() {
        return learned;
    }

    /** Tells a listener which files were not read, and which records were left out. */
    public void tell(RunListener listener) {
        stores.forEach(store -> store.tell(listener));
    }

    /** Returns the number of records that were left out, by split and code. */
    public Map<String, Map<String, Long>> skipped() {
        Map<String, Map<String, Long>> skipped = new LinkedHashMap<>();
        stores.forEach(
                store ->
                        store.skips()
                                .counts()
                                .forEach((part, codes) -> skipped.put(part.word(), codes)));
        return skipped;
    }

    /** Closes the sources that are still open. */
    @Override
    public void close() {
        stores.forEach(RecordStore::close);
    }
}
