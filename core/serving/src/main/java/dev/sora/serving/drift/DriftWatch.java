// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.drift;

import dev.sora.core.Prediction;
import dev.sora.core.drift.PopulationStability;
import dev.sora.core.drift.TrainingDistributions;
import dev.sora.core.drift.WatchedValue;
import dev.sora.data.DataRecord;
import dev.sora.serving.config.ServingConfig.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Counts the values of the records of a version that were answered lately, and those of their
 * answers, by the bins of the training. Safe for any thread; its memory depends on the model alone.
 */
public final class DriftWatch {

    private final Drift config;
    private final List<WatchedValue> inputs;
    private final List<WatchedValue> outputs;

    /** The place of the first bin of each value, inputs first; the first place counts records. */
    private final int[] offsets;

    private final SlidingCounts counts;

    /**
     * How far a value is from the training.
     *
     * @param part {@code input} or {@code output}
     * @param name the column or output
     * @param field the measure of the column, or the field of the answers
     * @param index the population stability index
     */
    public record Index(String part, String name, String field, double index) {}

    /**
     * Starts to count.
     *
     * @param columns the columns that a request has; others are not watched
     */
    public DriftWatch(Drift config, TrainingDistributions training, Set<String> columns) {
        this(config, training, columns, System::nanoTime);
    }

    DriftWatch(
            Drift config, TrainingDistributions training, Set<String> columns, LongSupplier clock) {
        this.config = config;
        this.inputs =
                training.inputs().stream().filter(each -> columns.contains(each.name())).toList();
        this.outputs = training.outputs();
        this.offsets = new int[inputs.size() + outputs.size()];
        int size = 1;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = size;
            size += watched(i).distribution().size();
        }
        this.counts = new SlidingCounts(size, config.window(), clock);
    }

    private WatchedValue watched(int place) {
        return place < inputs.size() ? inputs.get(place) : outputs.get(place - inputs.size());
    }

    /**
     * Counts a record with its answer.
     *
     * @param record as inputs read it, because clients write a value in several ways
     */
    public void observe(DataRecord record, Prediction prediction) {
        int[] places = new int[offsets.length + 1];
        for (int i = 0; i < offsets.length; i++) {
            WatchedValue watched = watched(i);
            Object value =
                    i < inputs.size()
                            ? record.find(watched.name()).orElse(null)
                            : prediction
                                    .outputs()
                                    .getOrDefault(watched.name(), Map.of())
                                    .get(watched.field());
            places[i + 1] = offsets[i] + watched.bin(value);
        }
        counts.add(places);
    }

    /** Returns whether the package holds what to compare with. */
    public boolean isKnown() {
        return offsets.length > 0;
    }

    /** Returns the number of records of the last minutes. */
    public long records() {
        return counts.sums()[0];
    }

    /** Returns the least number of records for an index. */
    public int needed() {
        return config.records();
    }

    /** Returns the index of each value; none if there are too few records. */
    public List<Index> indices() {
        long[] sums = counts.sums();
        List<Index> indices = new ArrayList<>();
        for (int i = 0; i < offsets.length && sums[0] >= config.records(); i++) {
            WatchedValue watched = watched(i);
            double[] live = new double[watched.distribution().size()];
            for (int j = 0; j < live.length; j++) {
                live[j] = (double) sums[offsets[i] + j] / sums[0];
            }
            indices.add(
                    new Index(
                            i < inputs.size() ? "input" : "output",
                            watched.name(),
                            watched.field(),
                            PopulationStability.index(watched.distribution().shares(), live)));
        }
        return indices;
    }
}
