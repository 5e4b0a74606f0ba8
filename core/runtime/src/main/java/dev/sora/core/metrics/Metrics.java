// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The values of metrics by split, output and metric, in the order in which they were added.
 * Immutable.
 *
 * @param <V> {@code Double}, or {@link dev.sora.metric.MetricResult}
 */
public final class Metrics<V> {

    /** The splits, also those without a metric, which {@code metrics.json} lists. */
    private final Set<String> splits;

    private final Map<MetricKey, V> values;

    /** The values by split, output and metric, so that those of an output are found at once. */
    private final Map<String, Map<String, Map<String, V>>> index;

    private Metrics(Set<String> splits, Map<MetricKey, V> values) {
        this.splits = Collections.unmodifiableSet(splits);
        this.values = Collections.unmodifiableMap(values);
        this.index = tree();
    }

    /** Returns metrics of no split. */
    public static <V> Metrics<V> none() {
        return new Builder<V>().build();
    }

    /** Returns a split without metrics. */
    public static <V> Metrics<V> none(String split) {
        return new Builder<V>().split(split).build();
    }

    /**
     * Returns the metrics of one output in one split.
     *
     * @param values by the names of the metrics
     */
    public static <V> Metrics<V> of(String split, String output, Map<String, V> values) {
        return new Builder<V>().add(split, output, values).build();
    }

    /** Collects metrics one by one. */
    public static final class Builder<V> {

        private final Set<String> splits = new LinkedHashSet<>();
        private final Map<MetricKey, V> values = new LinkedHashMap<>();

        /** Adds a split, which may have no metric. */
        public Builder<V> split(String split) {
            splits.add(split);
            return this;
        }

        /** Adds the metrics of an output in a split, by their names. */
        public Builder<V> add(String split, String output, Map<String, V> metrics) {
            splits.add(split);
            metrics.forEach(
                    (metric, value) -> values.put(new MetricKey(split, output, metric), value));
            return this;
        }

        /** Returns the metrics. */
        public Metrics<V> build() {
            return new Metrics<>(new LinkedHashSet<>(splits), new LinkedHashMap<>(values));
        }
    }

    /** Returns these metrics and others, which replace values of the same name. */
    public Metrics<V> and(Metrics<V> others) {
        Set<String> allSplits = new LinkedHashSet<>(splits);
        allSplits.addAll(others.splits);
        Map<MetricKey, V> all = new LinkedHashMap<>(values);
        all.putAll(others.values);
        return new Metrics<>(allSplits, all);
    }

    /** Returns the metrics of one split. */
    public Metrics<V> split(String split) {
        Set<String> own = new LinkedHashSet<>();
        if (splits.contains(split)) {
            own.add(split);
        }
        Map<MetricKey, V> found = new LinkedHashMap<>();
        index.getOrDefault(split, Map.of())
                .forEach(
                        (output, metrics) ->
                                metrics.forEach(
                                        (metric, value) ->
                                                found.put(
                                                        new MetricKey(split, output, metric),
                                                        value)));
        return new Metrics<>(own, found);
    }

    /** Returns what a function makes of the values; values without a result are left out. */
    public <R> Metrics<R> map(Function<? super V, Optional<R>> function) {
        Map<MetricKey, R> mapped = new LinkedHashMap<>();
        values.forEach((key, value) -> function.apply(value).ifPresent(r -> mapped.put(key, r)));
        return new Metrics<>(new LinkedHashSet<>(splits), mapped);
    }

    /** Returns the splits. */
    public Set<String> splits() {
        return splits;
    }

    /** Returns the outputs that have a metric in any split. */
    public Set<String> outputs() {
        Set<String> outputs = new LinkedHashSet<>();
        values.keySet().forEach(key -> outputs.add(key.output()));
        return outputs;
    }

    /** Returns the metrics of an output in a split by their names; empty if there are none. */
    public Map<String, V> of(String split, String output) {
        return new LinkedHashMap<>(
                index.getOrDefault(split, Map.of()).getOrDefault(output, Map.of()));
    }

    /**
     * Returns a value.
     *
     * @throws NoSuchElementException if there is none; the message names those that exist
     */
    public V get(String split, String output, String metric) {
        return find(split, output, metric)
                .orElseThrow(
                        () ->
                                new NoSuchElementException(
                                        "%s is not among the metrics %s"
                                                .formatted(
                                                        new MetricKey(split, output, metric),
                                                        values.keySet())));
    }

    /** Returns a value if it exists. */
    public Optional<V> find(String split, String output, String metric) {
        return Optional.ofNullable(values.get(new MetricKey(split, output, metric)));
    }

    /** Returns whether there is no value. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Calls an action for each value. */
    public void forEach(BiConsumer<MetricKey, ? super V> action) {
        values.forEach(action);
    }

    /** Returns the values as a tree of split, output and metric, as {@code metrics.json} has it. */
    public Map<String, Map<String, Map<String, V>>> tree() {
        Map<String, Map<String, Map<String, V>>> tree = new LinkedHashMap<>();
        splits.forEach(split -> tree.put(split, new LinkedHashMap<>()));
        values.forEach(
                (key, value) ->
                        tree.get(key.split())
                                .computeIfAbsent(key.output(), output -> new LinkedHashMap<>())
                                .put(key.metric(), value));
        return tree;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metrics<?> metrics
                && splits.equals(metrics.splits)
                && values.equals(metrics.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return tree().toString();
    }
}
