// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.DataProfile;
import dev.sora.core.profile.HashSample;
import dev.sora.core.profile.Hashes;
import dev.sora.core.profile.RecordHashes;
import dev.sora.core.profile.Relations;
import dev.sora.core.profile.RowSample;
import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Computes the profile of records in one pass and bounded memory. Columns are distributed over
 * threads, and each thread receives the values of its columns in order; so equal data gives equal
 * profiles for any number of threads.
 */
public final class Profiler implements AutoCloseable {

    private static final int CHUNK = 512;
    private static final int AHEAD = 4;
    private static final int MOST_HELD = 16_384;
    private static final int MOST_HELD_BY_ALL = 2 << 20;
    private static final int LEAST_HELD = 256;
    private static final int MOST_RECORDS = 1 << 20;

    private final Schema schema;
    private final List<ColumnSummary> columns = new ArrayList<>();
    private final HashSample records = HashSample.ofRepeated(MOST_RECORDS, 0);
    private final RowSample rows;
    private final List<ExecutorService> threads = new ArrayList<>();
    private final Deque<Chunk> running = new ArrayDeque<>();
    private Chunk chunk = new Chunk();
    private long count;

    private static final class Chunk {
        private final List<DataRecord> records = new ArrayList<>(CHUNK);
        private final List<Future<long[][]>> hashes = new ArrayList<>();
    }

    /** Creates a profiler for records with these columns. */
    public Profiler(Schema schema) {
        this.schema = schema;
        int held =
                Math.max(
                        LEAST_HELD,
                        Math.min(
                                MOST_HELD,
                                MOST_HELD_BY_ALL / Math.max(1, schema.columns().size())));
        for (Column column : schema.columns()) {
            columns.add(new ColumnSummary(column, held));
        }
        rows = new RowSample(columns.size());
        int cores = Math.min(Runtime.getRuntime().availableProcessors(), columns.size());
        for (int i = 0; i < cores; i++) {
            String name = "sora-profile-" + (i + 1);
            threads.add(
                    Executors.newSingleThreadExecutor(
                            work -> {
                                Thread thread = new Thread(work, name);
                                thread.setDaemon(true);
                                return thread;
                            }));
        }
    }

    /** Adds the next record. */
    public void add(DataRecord record) {
        chunk.records.add(record);
        if (chunk.records.size() == CHUNK) {
            submit();
        }
    }

    private void submit() {
        Chunk full = chunk;
        chunk = new Chunk();
        for (int i = 0; i < threads.size(); i++) {
            int first = i;
            full.hashes.add(threads.get(i).submit(() -> profiled(full.records, first)));
        }
        running.add(full);
        while (running.size() > AHEAD) {
            take(running.remove());
        }
    }

    /** Adds the values of a group of columns; returns their hashes. */
    private long[][] profiled(List<DataRecord> some, int first) {
        int step = threads.size();
        long[][] hashes = new long[(columns.size() - first + step - 1) / step][some.size()];
        for (int i = 0; i < hashes.length; i++) {
            ColumnSummary column = columns.get(first + i * step);
            for (int row = 0; row < some.size(); row++) {
                DataRecord record = some.get(row);
                hashes[i][row] =
                        column.add(record.find(column.name()).orElse(null), record.origin());
            }
        }
        return hashes;
    }

    /** Adds whole records, in order. */
    private void take(Chunk done) {
        long[][] hashes = new long[columns.size()][];
        for (int i = 0; i < threads.size(); i++) {
            long[][] some = get(done.hashes.get(i));
            for (int j = 0; j < some.length; j++) {
                hashes[i + j * threads.size()] = some[j];
            }
        }
        long[] row = new long[hashes.length];
        for (int i = 0; i < done.records.size(); i++) {
            long whole = 0;
            for (int j = 0; j < row.length; j++) {
                row[j] = hashes[j][i];
                whole = Hashes.join(whole, row[j]);
            }
            records.add(whole);
            rows.add(done.records.get(i), schema, row);
            count++;
        }
    }

    private static long[][] get(Future<long[][]> hashes) {
        try {
            return hashes.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException("stopped while reading the data");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    /** Returns the profile of all records added. */
    public DataProfile finish() {
        if (!chunk.records.isEmpty()) {
            submit();
        }
        running.forEach(this::take);
        running.clear();
        List<ColumnProfile> profiles = columns.stream().map(ColumnSummary::profile).toList();
        boolean[] telling = new boolean[profiles.size()];
        for (int i = 0; i < telling.length; i++) {
            telling[i] = profiles.get(i).distinct() > 1;
        }
        return new DataProfile(
                count,
                records.repeated(),
                records.isExact(),
                profiles,
                new Relations(
                        profiles.stream().map(ColumnProfile::name).toList(),
                        columns.stream().mapToLong(ColumnSummary::order).toArray(),
                        telling,
                        rows),
                new RecordHashes(records));
    }

    /** Ends the threads. */
    @Override
    public void close() {
        threads.forEach(ExecutorService::shutdownNow);
    }
}
