// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects load from other processes on the processors of threads that share an operation, and
 * confines these threads to the other processors meanwhile.
 *
 * <p>A separate thread takes a sample ten times a second. It starts with a computation and ends
 * some seconds after the last one; then all changes are undone.
 */
final class NeighbourWatch {

    private static final Logger LOG = LoggerFactory.getLogger(NeighbourWatch.class);

    private static final int PERIOD = 100;

    /** A team that ran less than this share of a sample is idle. */
    private static final double ACTIVE = 0.02;

    private static final int REST = 1_000 / PERIOD;
    private static final int END = 5_000 / PERIOD;

    private final Affinity affinity;
    private final SpinThrottle throttle;
    private final int threads;
    private final int quota;
    private final BitSet usual;
    private final List<Watched> teams = new ArrayList<>();

    private @Nullable Thread thread;
    private @Nullable Watched placed;
    private volatile boolean watching;
    private volatile Optional<BitSet> confined = Optional.empty();
    private volatile boolean closed;

    /** A team with its sampler and its state. */
    private record Watched(Team team, Sampler sampler, Sharing sharing) {}

    NeighbourWatch(Affinity affinity, SpinThrottle throttle, int threads, int quota) {
        this.affinity = affinity;
        this.throttle = throttle;
        this.threads = threads;
        this.quota = quota;
        usual = Tasks.current().stream().mapToObj(affinity::of).findFirst().orElseGet(BitSet::new);
    }

    /** Watches the calling thread and the threads that OpenMP creates for it, until it ends. */
    void add() {
        Team team = Team.ofCurrentThread();
        if (team != null) {
            synchronized (this) {
                BitSet own = affinity.of(team.first());
                // A thread that a restricted thread created inherits the restriction.
                BitSet allowed = confined.isPresent() && confined.get().equals(own) ? usual : own;
                teams.add(
                        new Watched(
                                team,
                                new Sampler(team, allowed),
                                new Sharing(allowed, threads, quota)));
            }
        }
        awake();
    }

    /** Starts the watch again if it ended because nothing was computed. */
    void awake() {
        if (!watching) {
            start();
        }
    }

    private synchronized void start() {
        if (!watching && !closed) {
            watching = true;
            thread = new Thread(this::watch, "sora-neighbours");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Ends the watch; when this returns, all threads may run where they could before. */
    void close() {
        Thread ending;
        synchronized (this) {
            closed = true;
            ending = thread;
            thread = null;
        }
        if (ending != null) {
            ending.interrupt();
            TurnTimer.join(ending);
        }
    }

    /** Returns the processors that a team is confined to; empty if it may use all. */
    Optional<BitSet> confined() {
        return confined;
    }

    private void watch() {
        Placement placement = new Placement(affinity, throttle);
        try {
            int idle = 0;
            for (int tick = 0; idle < END; tick++) {
                // Avoid the same period as the watch of another process: both would yield to each
                // other.
                Thread.sleep(PERIOD * 4 / 5 + ThreadLocalRandom.current().nextInt(PERIOD * 2 / 5));
                idle = step(placement, tick, idle);
            }
        } catch (InterruptedException e) {
            // close() interrupts the thread
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("other programs are not watched any more: {}", e.toString());
            closed = true;
        } finally {
            placement.release();
            confined = Optional.empty();
            watching = false;
        }
    }

    private synchronized int step(Placement placement, int tick, int idle) {
        teams.removeIf(watched -> watched.team().hasEnded());
        Watched active = null;
        LoadSample sample = null;
        int count = 0;
        for (Watched watched : teams) {
            Optional<LoadSample> next = watched.sampler().next();
            if (next.isPresent() && next.get().ran() > ACTIVE) {
                active = watched;
                sample = next.get();
                count++;
            }
        }
        if (count == 0) {
            if (idle + 1 == REST) {
                rest(placement);
            }
            return idle + 1;
        }
        if (count > 1) {
            // The members now exceed the processors, so OpenMP itself shortens its spinning.
            rest(placement);
            return 0;
        }
        if (active.team().members().size() < threads && tick % REST == 0) {
            active.team().find();
        }
        if (active != placed) {
            rest(placement);
            placed = active;
        }
        place(placement, active, active.sharing().next(sample), tick);
        return 0;
    }

    private void place(Placement placement, Watched active, Optional<BitSet> cpus, int tick) {
        if (cpus.equals(placement.current())) {
            if (tick % REST == 0) {
                placement.refresh(active.team());
            }
            return;
        }
        if (cpus.isPresent()) {
            placement.confine(active.team(), cpus.get());
        } else {
            placement.release();
        }
        confined = cpus;
        LOG.debug("threads keep to processors {}", cpus.map(BitSet::toString).orElse("all"));
    }

    private void rest(Placement placement) {
        teams.forEach(watched -> watched.sharing().forget());
        placement.release();
        confined = Optional.empty();
    }
}
