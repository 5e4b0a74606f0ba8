// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.neighbours;

import dev.sora.core.Neighbours;
import dev.sora.core.Neighbours.Neighbour;
import dev.sora.core.explanation.columns.NoRecords;
import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Finds the nearest records of a data set by comparing each with all. The vectors of the records
 * whose neighbours are wanted are in memory; the data set passes by in batches.
 */
public final class NearestRecords {

    /** So many numbers of vectors are held in memory, 64 MiB. */
    private static final long MOST_NUMBERS = 1L << 24;

    private static final long MOST_NEIGHBOURS = 1_000_000;

    private final NodeSpace space;
    private final Neighbours.Options options;
    private final TargetValues targets;
    private final List<Query> queries = new ArrayList<>();
    private long searched;

    /** A record, its vector, and what was found so far, the farthest first. */
    private record Query(String origin, float[] vector, PriorityQueue<Found> found) {}

    private record Found(double distance, long position, Neighbour neighbour) {

        static final Comparator<Found> NEAREST_FIRST =
                Comparator.comparingDouble(Found::distance).thenComparingLong(Found::position);
    }

    /** Creates a search. */
    public NearestRecords(NodeSpace space, Neighbours.Options options, TargetValues targets) {
        this.space = space;
        this.options = options;
        this.targets = targets;
    }

    /**
     * Searches.
     *
     * @param input passes the records whose neighbours are wanted
     * @param data passes the records of the data set
     * @param sink receives the neighbours of each record, in order
     * @throws DataException if there are too many records, none to compare with, or a record whose
     *     vector cannot be compared
     */
    public void find(
            Consumer<Consumer<DataRecord>> input,
            Consumer<Consumer<DataRecord>> data,
            Consumer<Neighbours> sink) {
        space.vectors(input, this::ask);
        space.vectors(data, this::compare);
        if (searched == 0) {
            throw NoRecords.refused();
        }
        long number = 0;
        for (Query query : queries) {
            sink.accept(
                    new Neighbours(
                            query.origin(),
                            ++number,
                            space.name(),
                            options.distance(),
                            searched,
                            query.found().stream()
                                    .sorted(Found.NEAREST_FIRST)
                                    .map(Found::neighbour)
                                    .toList()));
        }
    }

    private void ask(DataRecord record, float[] vector) {
        check(record, vector);
        long count = queries.size() + 1L;
        if (count * vector.length > MOST_NUMBERS || count * options.count() > MOST_NEIGHBOURS) {
            throw new DataException(
                    Problem.of("SORA-4946", "too many records are compared at once")
                            .where(record.where())
                            .needs(
                                    "at most %,d neighbours and %,d numbers of '%s' together"
                                            .formatted(MOST_NEIGHBOURS, MOST_NUMBERS, space.name()))
                            .have(
                                    "%,d records with %,d neighbours and %,d numbers each"
                                            .formatted(count, options.count(), vector.length))
                            .fix("name fewer records with --input, or fewer neighbours"));
        }
        queries.add(
                new Query(
                        record.origin(),
                        vector,
                        new PriorityQueue<>(Found.NEAREST_FIRST.reversed())));
    }

    private void compare(DataRecord record, float[] vector) {
        check(record, vector);
        searched++;
        for (Query query : queries) {
            double distance = options.distance().between(query.vector(), vector);
            PriorityQueue<Found> found = query.found();
            // of equally near records, the first stays
            if (found.size() == options.count()) {
                if (distance >= found.peek().distance()) {
                    continue;
                }
                found.remove();
            }
            found.add(
                    new Found(
                            distance,
                            searched,
                            new Neighbour(
                                    record.origin(),
                                    record.number(),
                                    distance,
                                    targets.of(record))));
        }
    }

    /** Refuses a vector that has no direction, where directions are compared. */
    private void check(DataRecord record, float[] vector) {
        if (options.distance() != Neighbours.Distance.COSINE) {
            return;
        }
        for (float value : vector) {
            if (value != 0) {
                return;
            }
        }
        throw new DataException(
                Problem.of("SORA-4947", "the vector of a record is zero and has no direction")
                        .where(record.where())
                        .needs("a value of '%s' that is not zero".formatted(space.name()))
                        .fix("compare by --distance euclidean, or name another node"));
    }
}
