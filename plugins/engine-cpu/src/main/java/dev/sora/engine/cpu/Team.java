// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A thread that computes, and the threads that OpenMP created for it.
 *
 * <p>OpenMP does not list its threads, but each inherits the native name of its creator, and
 * threads of the JVM get their own names. Therefore the thread receives a unique native name; its
 * Java name does not change.
 */
final class Team {

    private static final String PREFIX = "sora-omp-";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final WeakReference<Thread> owner = new WeakReference<>(Thread.currentThread());
    private final int first;
    private final String name;
    private List<Integer> members;

    private Team(int first, String name) {
        this.first = first;
        this.name = name;
        members = List.of(first);
    }

    /** Returns the team of the calling thread; null where Linux does not distinguish threads. */
    static @Nullable Team ofCurrentThread() {
        OptionalInt thread = Tasks.current();
        if (thread.isEmpty()) {
            return null;
        }
        int number = thread.getAsInt();
        // The thread computed with another engine: the OpenMP threads of that time have that name.
        Optional<String> had = Tasks.name(number).filter(name -> name.startsWith(PREFIX));
        String name = had.orElseGet(() -> PREFIX + NUMBER.incrementAndGet());
        return had.isPresent() || Tasks.rename(number, name) ? new Team(number, name) : null;
    }

    /** Returns the number of the computing thread itself. */
    int first() {
        return first;
    }

    boolean hasEnded() {
        Thread thread = owner.get();
        return thread == null || !thread.isAlive();
    }

    /** Returns the known members; the first is the computing thread. */
    List<Integer> members() {
        return members;
    }

    /** Finds members that OpenMP created since the last call. */
    void find() {
        List<Integer> found = Tasks.named(name);
        found.remove((Integer) first);
        found.add(0, first);
        members = List.copyOf(found);
    }
}
