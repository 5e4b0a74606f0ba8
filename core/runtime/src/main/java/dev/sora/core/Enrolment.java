// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.index.VectorIndexes;
import dev.sora.core.packaging.IndexFile;
import dev.sora.data.Values;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Collects the vectors of known identities. Used by one thread. */
public final class Enrolment {

    private static final Path MEMORY = Path.of("index");

    private final Identifier identifier;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final List<Integer> owners = new ArrayList<>();
    private final List<float[]> vectors = new ArrayList<>();
    private Optional<VectorIndexes.Arranger> arranger = Optional.empty();
    private OptionalDouble threshold;
    private long values;

    Enrolment(Identifier identifier) {
        this.identifier = identifier;
        this.threshold = identifier.threshold();
    }

    /**
     * Adds a record. A broken one is passed over.
     *
     * @param prediction a prediction that keeps the column {@link Identifier#column()}
     * @throws DataException if it names no identity
     */
    public void add(Prediction prediction) {
        if (prediction.isBroken()) {
            return;
        }
        String where = "%s, record %d".formatted(prediction.origin(), prediction.number());
        String name = name(prediction.kept().get(identifier.column()), where);
        float[] vector = identifier.vector(prediction);
        if (!vectors.isEmpty()) {
            Identifier.checkLength(vectors.get(0).length, vector.length);
        }
        values += vector.length;
        IndexFile.checkSize(values, MEMORY);
        owners.add(positions.computeIfAbsent(name, n -> positions.size()));
        vectors.add(vector);
    }

    private String name(Object value, String where) {
        String name = value == null ? "" : Values.name(value);
        if (name.isBlank()) {
            throw new DataException(
                    Problem.of("SORA-4911", "the record names no identity")
                            .where(where)
                            .needs("a value in column '%s'".formatted(identifier.column()))
                            .fix("complete the record, or leave it out of the data"));
        }
        if (name.equals(Identifier.UNKNOWN)) {
            throw new DataException(
                    Problem.of("SORA-4915", "an identity cannot be called 'unknown'")
                            .where(where)
                            .needs("a name that differs from the answer for unknown records")
                            .have(name)
                            .fix("give it another name"));
        }
        return name;
    }

    /** Adds the records of an index, before all others. */
    void add(IndexFile before) {
        for (String name : before.names()) {
            positions.put(name, positions.size());
        }
        values = before.vectors().length;
        for (int i = 0; i < before.owners().length; i++) {
            owners.add((int) before.owners()[i]);
            int at = i * before.size();
            vectors.add(Arrays.copyOfRange(before.vectors(), at, at + before.size()));
        }
        before.arrangement().ifPresent(how -> arrangedBy(how.type(), how.settings()));
        threshold = before.threshold().isPresent() ? before.threshold() : threshold;
    }

    /**
     * Returns an index of the records so far. A search compares all of them, unless a type of a
     * plugin arranges them.
     *
     * @param threshold the least score at which a record is taken for an identity; that of the
     *     index that the enrolment began with, or of the model, if absent
     * @throws DataException if there are no records
     */
    public IdentityIndex index(OptionalDouble threshold) {
        IndexFile index = collected(threshold);
        return new IdentityIndex(
                arranger.map(how -> index.arranged(how.arrange(index))).orElse(index));
    }

    /**
     * Lets a type of a plugin arrange the index, so that a search compares few of its records.
     *
     * @param type the type, such as {@code hnsw}
     * @param settings its settings, such as {@code links=32}
     * @return this enrolment
     * @throws dev.sora.problem.SoraException if no plugin offers the type, or a setting does not
     *     fit
     */
    public Enrolment arrangedBy(String type, List<String> settings) {
        arranger = Optional.of(identifier.indexes().arranger(type, settings));
        return this;
    }

    private IndexFile collected(OptionalDouble threshold) {
        if (owners.isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4916", "there is no record to enrol")
                            .needs("at least one record that is not broken")
                            .fix("check the data"));
        }
        int size = vectors.get(0).length;
        float[] all = new float[vectors.size() * size];
        for (int i = 0; i < vectors.size(); i++) {
            System.arraycopy(vectors.get(i), 0, all, i * size, size);
        }
        return new IndexFile(
                identifier.model(),
                identifier.output(),
                threshold.isPresent() ? threshold : this.threshold,
                List.copyOf(positions.keySet()),
                owners.stream().mapToLong(Integer::longValue).toArray(),
                size,
                all,
                Optional.empty());
    }
}
