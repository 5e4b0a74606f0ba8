// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.packaging.Arrangement;
import dev.sora.core.packaging.IndexFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The vectors of known identities, which an {@link Identifier} compares with those of new records.
 * Immutable; several threads may use it at once.
 */
public final class IdentityIndex {

    private final IndexFile contents;

    IdentityIndex(IndexFile contents) {
        this.contents = contents;
    }

    /**
     * Reads an index.
     *
     * @param file untrusted
     * @throws dev.sora.problem.DataException if it is not an index, or is damaged
     */
    public static IdentityIndex read(Path file) {
        return new IdentityIndex(IndexFile.read(file));
    }

    /**
     * Writes the index to a file.
     *
     * @throws dev.sora.problem.DataException if it cannot be written; then no file is left
     */
    public void write(Path file) {
        IndexFile.write(file, contents);
    }

    /** Returns the names of the identities, in the order in which they were enrolled. */
    public List<String> names() {
        return contents.names();
    }

    /** Returns the number of enrolled records. */
    public int records() {
        return contents.owners().length;
    }

    /**
     * Returns the type that arranged the vectors, with its plugin, such as {@code neighbours/hnsw};
     * empty if a search compares all of them.
     */
    public Optional<String> type() {
        return contents.arrangement().map(Arrangement::type);
    }

    /** Returns the least score at which a record is taken for an identity, if the index has one. */
    public OptionalDouble threshold() {
        return contents.threshold();
    }

    String model() {
        return contents.model();
    }

    String output() {
        return contents.output();
    }

    int size() {
        return contents.size();
    }

    /**
     * The nearest enrolled record.
     *
     * @param identity its identity
     * @param score the dot product of both vectors, from -1 to 1
     */
    record Match(String identity, double score) {}

    IndexFile contents() {
        return contents;
    }

    /** Returns the nearest enrolled record; of equally near ones, the one enrolled first. */
    Match nearest(float[] vector) {
        Nearest nearest = new Nearest(vector);
        for (int row = 0; row < contents.owners().length; row++) {
            nearest.compare(row);
        }
        return nearest.match();
    }

    /**
     * Returns the nearest of some enrolled records; of equally near ones, the one enrolled first.
     *
     * @param candidates their numbers, at least one
     */
    Match nearest(float[] vector, int[] candidates) {
        Nearest nearest = new Nearest(vector);
        for (int row : candidates) {
            nearest.compare(row);
        }
        return nearest.match();
    }

    /** The nearest record of those that were compared. */
    private final class Nearest {

        private final float[] vector;
        private int best = -1;
        private double highest = Double.NEGATIVE_INFINITY;

        Nearest(float[] vector) {
            this.vector = vector;
        }

        void compare(int row) {
            float[] vectors = contents.vectors();
            double score = 0;
            int at = row * vector.length;
            for (int j = 0; j < vector.length; j++) {
                score += (double) vectors[at + j] * vector[j];
            }
            if (score > highest || score == highest && row < best) {
                highest = score;
                best = row;
            }
        }

        Match match() {
            return new Match(contents.names().get((int) contents.owners()[best]), highest);
        }
    }
}
