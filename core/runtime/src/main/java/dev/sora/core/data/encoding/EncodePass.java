// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.data.encoding.ChunkEncoder.Encoded;
import dev.sora.core.profile.RecordSize;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Encodes records chunk by chunk on all cores, and passes the chunks on in order, on the thread
 * that adds the records. A single chunk is encoded on that thread.
 */
final class EncodePass implements AutoCloseable {

    private static final int RECORDS = 2048;
    private static final long BYTES = 32 << 20;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final ChunkEncoder encoder;
    private final EncodedRows rows;
    private final boolean skipping;
    private final Sink sink;
    private final RecordSize size = new RecordSize();
    private final Deque<Future<Result>> running = new ArrayDeque<>();
    private Chunk chunk = new Chunk();
    private ExecutorService pool;

    /** Receives encoded chunks. */
    interface Sink {

        /**
         * Inspects valid records, on the thread that encoded them.
         *
         * @return an action with the result, which is called on the thread that receives the chunks
         */
        default Runnable look(List<DataRecord> kept) {
            return () -> {};
        }

        /**
         * Receives the next chunk.
         *
         * @param kept its valid records
         */
        void add(List<DataRecord> kept, Encoded encoded);

        /** Receives a broken record. */
        void broken(long position, RecordException thrown);
    }

    private static final class Chunk {
        private final List<DataRecord> records = new ArrayList<>();
        private final List<Long> positions = new ArrayList<>();
        private long bytes;
    }

    private record Result(
            List<DataRecord> kept,
            Encoded encoded,
            Runnable seen,
            Map<Long, RecordException> broken) {}

    /**
     * Creates a pass.
     *
     * @param skipping whether broken records are reported to the sink; otherwise the first is
     *     thrown
     */
    EncodePass(ChunkEncoder encoder, boolean skipping, Sink sink) {
        this.encoder = encoder;
        this.rows = new EncodedRows(encoder::bytes);
        this.skipping = skipping;
        this.sink = sink;
    }

    /** Adds a record. */
    void add(long position, DataRecord record) {
        int waiting = chunk.records.size();
        if (waiting == RECORDS
                || chunk.bytes > BYTES
                || waiting > EncodedRows.FEW && waiting >= rows.most(chunk.records)) {
            submit();
        }
        chunk.records.add(record);
        chunk.positions.add(position);
        chunk.bytes += size.of(record);
    }

    /** Encodes the remaining records and waits for all chunks. */
    void finish() {
        if (pool == null) {
            if (!chunk.records.isEmpty()) {
                take(encode(chunk));
            }
            return;
        }
        submit();
        while (!running.isEmpty()) {
            takeFirst();
        }
    }

    private void submit() {
        if (pool == null) {
            pool = Executors.newFixedThreadPool(CORES, named());
        }
        if (running.size() >= CORES + 2) {
            takeFirst();
        }
        Chunk full = chunk;
        chunk = new Chunk();
        running.add(pool.submit(() -> encode(full)));
    }

    private static ThreadFactory named() {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "sora-encode-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private Result encode(Chunk some) {
        if (Thread.currentThread().isInterrupted()) {
            throw stopped();
        }
        try {
            return encoded(some.records, Map.of());
        } catch (RecordException e) {
            if (!skipping) {
                throw e;
            }
        }
        SortedMap<Integer, RecordException> found = encoder.broken(some.records);
        Map<Long, RecordException> broken = new TreeMap<>();
        List<DataRecord> kept = new ArrayList<>();
        for (int i = 0; i < some.records.size(); i++) {
            if (found.containsKey(i)) {
                broken.put(some.positions.get(i), found.get(i));
            } else {
                kept.add(some.records.get(i));
            }
        }
        return kept.isEmpty() ? new Result(kept, null, () -> {}, broken) : encoded(kept, broken);
    }

    private Result encoded(List<DataRecord> kept, Map<Long, RecordException> broken) {
        Encoded encoded = encoder.encode(kept);
        return new Result(kept, encoded, sink.look(kept), broken);
    }

    private void takeFirst() {
        try {
            take(running.remove().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    private void take(Result result) {
        result.broken.forEach(sink::broken);
        if (!result.kept.isEmpty()) {
            encoder.check(result.encoded, result.kept.size());
            sink.add(result.kept, result.encoded);
            result.seen.run();
        }
    }

    private static InterruptedRunException stopped() {
        return new InterruptedRunException("stopped while encoding the data");
    }

    /** Ends the threads, also if chunks are still being encoded. */
    @Override
    public void close() {
        if (pool == null) {
            return;
        }
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            while (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
