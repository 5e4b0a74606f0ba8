// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sora.core.io.Json;
import dev.sora.core.search.SearchCode;
import dev.sora.core.search.results.SearchTree;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.search.Trial;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * The journal of a search: one line of JSON for each event, written through to the disk before the
 * search continues. Whenever the process ends, at most the last line is incomplete; it is dropped
 * when the journal is opened again.
 *
 * <p>While it is open no other search can open it.
 */
final class Journal implements AutoCloseable {

    /** The maximum size, for reading. */
    private static final long MOST_BYTES = 256L << 20;

    private static final String HEAD = "search";

    /** How a journal begins. */
    private static final String BEGIN = "{\"search\":1,";

    /**
     * The journals that are open in this process. A file that it has locked must not be opened a
     * second time: closing it there would release the lock (POSIX).
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path file;

    private final Path key;

    /**
     * Not a channel: a channel closes when its thread is interrupted, which is how a search is
     * stopped.
     */
    private final RandomAccessFile lines;

    private final FileLock lock;
    private DoubleSupplier clock = () -> 0;

    private Journal(Path file, Path key, RandomAccessFile lines, FileLock lock) {
        this.file = file;
        this.key = key;
        this.lines = lines;
        this.lock = lock;
    }

    /** Opens a journal; creates it if necessary. */
    static Journal open(Path file) {
        Path key = null;
        try {
            Path own = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
            if (!OPEN.add(own)) {
                throw used(file);
            }
            key = own;
            RandomAccessFile lines = new RandomAccessFile(file.toFile(), "rw");
            FileLock lock = lock(lines);
            if (lock == null) {
                throw used(file);
            }
            Journal journal = new Journal(file, own, lines, lock);
            key = null;
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (key != null) {
                OPEN.remove(key);
            }
        }
    }

    /** Returns the lock; null, with the file closed, if another process has it. */
    private static FileLock lock(RandomAccessFile lines) throws IOException {
        FileLock lock = null;
        try {
            lock = lines.getChannel().tryLock();
            return lock;
        } catch (OverlappingFileLockException e) {
            // a link to the journal of a search of this process
            return null;
        } finally {
            if (lock == null) {
                lines.close();
            }
        }
    }

    private static SoraException used(Path file) {
        return new SoraException(
                SearchCode.FOLDER
                        .problem("another search uses this folder")
                        .where(file.toString())
                        .fix("wait for its end, or name another folder with --out"));
    }

    /** Sets what returns the seconds of the search until now. */
    void clock(DoubleSupplier seconds) {
        clock = seconds;
    }

    /** Returns whether it has no event. */
    boolean isEmpty() {
        try {
            return lines.length() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the events in their order, and removes an incomplete last line.
     *
     * @throws SoraException if another line is not an event
     */
    List<Map<String, Object>> read() {
        try {
            long size = lines.length();
            if (size > MOST_BYTES) {
                throw damaged(1, "it has %d bytes".formatted(size));
            }
            byte[] bytes = new byte[(int) size];
            lines.seek(0);
            lines.readFully(bytes);
            List<Map<String, Object>> events = new ArrayList<>();
            int kept = events(bytes, events);
            checkOwn(bytes, events);
            lines.setLength(kept);
            lines.seek(kept);
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks that a search has written the file, before anything of it is removed. */
    private void checkOwn(byte[] bytes, List<Map<String, Object>> events) {
        String begun = new String(bytes, 0, Math.min(bytes.length, BEGIN.length()), UTF_8);
        boolean own = events.isEmpty() ? BEGIN.startsWith(begun) : events.get(0).get(HEAD) != null;
        if (!own) {
            throw damaged(1, "no line that begins the journal of a search");
        }
    }

    /** Adds the events and returns the number of bytes that they take. */
    private int events(byte[] bytes, List<Map<String, Object>> events) {
        int at = 0;
        for (int end = at; end < bytes.length; end++) {
            if (bytes[end] != '\n') {
                continue;
            }
            String line = new String(bytes, at, end - at, UTF_8);
            try {
                events.add(Json.readObject(line, file + ":" + (events.size() + 1)));
            } catch (SoraException e) {
                if (end < bytes.length - 1) {
                    throw damaged(events.size() + 1, e.problems().get(0).message());
                }
                return at;
            }
            at = end + 1;
        }
        return at;
    }

    /** Returns the exception for a line that is not what a search wrote. */
    SoraException damaged(int line, String why) {
        return new SoraException(
                SearchCode.JOURNAL
                        .problem("the journal of the search is damaged")
                        .where(file + ":" + line)
                        .have(why)
                        .fix(
                                "start again in another folder, or remove this line and all after it"));
    }

    void begin(String identity) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put(HEAD, 1L);
        event.put("identity", identity);
        append(event);
    }

    void started(Trial trial) {
        append(event(trial.number(), "start", trial.values(), "epochs", (long) trial.epochs()));
    }

    void branched(Trial trial) {
        append(
                event(
                        trial.number(),
                        "start",
                        trial.values(),
                        "epochs",
                        (long) trial.epochs(),
                        "parent",
                        (long) trial.parent().orElseThrow(),
                        "after",
                        (long) trial.inheritedEpochs()));
    }

    void proceeded(Trial trial) {
        append(event(trial.number(), "proceed", (long) trial.epochs()));
    }

    void repeated(int number, int earlier) {
        append(event(number, "repeat", (long) earlier));
    }

    void completed(int number, List<Double> costs, double seconds) {
        append(event(number, "costs", costs, "seconds", seconds));
    }

    void failed(int number, List<Problem> problems, double seconds) {
        append(
                event(
                        number,
                        "problems",
                        problems.stream().map(SearchTree::problem).toList(),
                        "seconds",
                        seconds));
    }

    /** Notes the metrics of the best trial on the test data. */
    void measured(TestMeasurement test) {
        append(
                event(
                        test.trial(),
                        "test",
                        test.metrics(),
                        "epochs",
                        (long) test.epochs(),
                        "data",
                        test.data()));
    }

    /** Notes the time that the search took until now. */
    void stopped() {
        append(new LinkedHashMap<>(Map.of("stopped", true)));
    }

    private static Map<String, Object> event(int number, Object... entries) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("trial", (long) number);
        for (int i = 0; i < entries.length; i += 2) {
            event.put((String) entries[i], entries[i + 1]);
        }
        return event;
    }

    private void append(Map<String, Object> event) {
        Map<String, Object> timed = new LinkedHashMap<>(event);
        timed.put("at", clock.getAsDouble());
        byte[] line = (Json.line(timed) + "\n").getBytes(UTF_8);
        try {
            lines.write(line);
            lines.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            OPEN.remove(key);
        }
    }
}
