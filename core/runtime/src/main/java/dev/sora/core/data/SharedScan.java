// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.profile.RecordSize;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets several jobs iterate over the same records, each any number of times, with as few passes
 * over them as possible. If the records are in memory, the jobs run one after the other. Otherwise
 * each job has its own thread; when all jobs wait for records, or are done, one pass feeds all that
 * wait.
 */
public final class SharedScan {

    private static final int CHUNK_RECORDS = 512;
    private static final long CHUNK_BYTES = 4 << 20;
    private static final int QUEUE = 4;

    private final SplitRecords records;
    private final List<Worker> workers = new ArrayList<>();
    private final Object lock = new Object();

    private SharedScan(SplitRecords records) {
        this.records = records;
    }

    /**
     * A job that iterates over records.
     *
     * @param name its name
     * @param work the work
     */
    public record Job(String name, Consumer<Records> work) {}

    /**
     * Runs all jobs.
     *
     * @throws RuntimeException the exception of the first job that failed
     * @throws InterruptedRunException if the thread was interrupted
     */
    public static void run(SplitRecords records, List<Job> jobs) {
        if (records.store().isStreamed()) {
            new SharedScan(records).runAll(jobs);
        } else {
            jobs.forEach(job -> job.work.accept(records));
        }
    }

    private record Chunk(List<DataRecord> records, List<Long> positions) {
        Chunk() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private static final Chunk END = new Chunk(List.of(), List.of());

    private enum State {
        WORKING,
        WAITING,
        IN_PASS,
        DONE
    }

    private void runAll(List<Job> jobs) {
        jobs.forEach(job -> workers.add(new Worker(job)));
        workers.forEach(worker -> worker.thread.start());
        try {
            for (List<Worker> waiting = waiting(); !waiting.isEmpty(); waiting = waiting()) {
                pass(waiting);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped();
        } finally {
            end();
        }
    }

    /** Waits until no job is working; returns the jobs that need another pass. */
    private List<Worker> waiting() throws InterruptedException {
        synchronized (lock) {
            while (workers.stream()
                    .anyMatch(w -> w.state == State.WORKING || w.state == State.IN_PASS)) {
                failIfAny();
                lock.wait();
            }
            failIfAny();
            return workers.stream().filter(w -> w.state == State.WAITING).toList();
        }
    }

    private void failIfAny() {
        for (Worker worker : workers) {
            if (worker.failure instanceof Error error) {
                throw error;
            }
            if (worker.failure != null) {
                throw (RuntimeException) worker.failure;
            }
        }
    }

    private void pass(List<Worker> waiting) throws InterruptedException {
        synchronized (lock) {
            for (Worker worker : waiting) {
                worker.queue = new ArrayBlockingQueue<>(QUEUE);
                worker.state = State.IN_PASS;
            }
            lock.notifyAll();
        }
        Feeder feeder = new Feeder(waiting);
        records.store().forEach(records.part(), feeder::add);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        feeder.flush();
        feeder.hand(END);
    }

    /** Collects records in chunks and passes them to the workers. */
    private final class Feeder {

        private final List<Worker> fed;
        private final RecordSize size = new RecordSize();
        private Chunk chunk = new Chunk();
        private long bytes;

        Feeder(List<Worker> fed) {
            this.fed = fed;
        }

        boolean add(long position, DataRecord record) {
            chunk.records.add(record);
            chunk.positions.add(position);
            bytes += size.of(record);
            if (chunk.records.size() < CHUNK_RECORDS && bytes <= CHUNK_BYTES) {
                return true;
            }
            try {
                flush();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            synchronized (lock) {
                return workers.stream().noneMatch(worker -> worker.failure != null);
            }
        }

        void flush() throws InterruptedException {
            if (!chunk.records.isEmpty()) {
                hand(chunk);
                chunk = new Chunk();
                bytes = 0;
            }
        }

        void hand(Chunk full) throws InterruptedException {
            for (Worker worker : fed) {
                boolean taken = false;
                while (!taken && worker.isInPass()) {
                    taken = worker.queue.offer(full, 50, TimeUnit.MILLISECONDS);
                }
            }
        }
    }

    /** A job on its thread. */
    private final class Worker implements Records {

        private final Job job;
        private final Thread thread;
        private BlockingQueue<Chunk> queue;
        private State state = State.WORKING;
        private Throwable failure;

        Worker(Job job) {
            this.job = job;
            thread = new Thread(this::work, "sora-fit-" + job.name);
            thread.setDaemon(true);
        }

        private void work() {
            Throwable thrown = null;
            try {
                job.work.accept(this);
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
            synchronized (lock) {
                failure = thrown;
                state = State.DONE;
                lock.notifyAll();
            }
        }

        boolean isInPass() {
            synchronized (lock) {
                return state == State.IN_PASS;
            }
        }

        @Override
        public OptionalLong size() {
            return records.size();
        }

        @Override
        public void forEach(Consumer<DataRecord> action) {
            try {
                BlockingQueue<Chunk> own = join();
                for (Chunk next = own.take(); next != END; next = own.take()) {
                    for (int i = 0; i < next.records.size(); i++) {
                        records.act(next.positions.get(i), next.records.get(i), action);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw stopped();
            } finally {
                synchronized (lock) {
                    state = State.WORKING;
                    lock.notifyAll();
                }
            }
        }

        /** Waits for the next pass. */
        private BlockingQueue<Chunk> join() throws InterruptedException {
            synchronized (lock) {
                if (state == State.IN_PASS) {
                    throw new IllegalStateException("the records have already been read");
                }
                state = State.WAITING;
                lock.notifyAll();
                while (state == State.WAITING) {
                    lock.wait();
                }
                return queue;
            }
        }
    }

    private static InterruptedRunException stopped() {
        return new InterruptedRunException("stopped while learning from the data");
    }

    /** Ends the thread. */
    private void end() {
        boolean interrupted = Thread.interrupted();
        workers.forEach(worker -> worker.thread.interrupt());
        for (Worker worker : workers) {
            try {
                worker.thread.join(TimeUnit.MINUTES.toMillis(1));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
