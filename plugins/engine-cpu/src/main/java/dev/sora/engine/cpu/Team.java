// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A thread that computes, and the threads that OpenMP made for it.
 *
 * <p>OpenMP gives no list of its threads, but each inherits its native name from the thread that
 * made it, and threads of the JVM take names of their own. So the thread gets a name that no other
 * has; its name in Java stays.
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

    /** Returns the team of the calling thread; null where Linux does not tell threads apart. */
    static @Nullable Team ofCurrentThread() {
        OptionalInt thread = Tasks.current();
        if (thread.isEmpty()) {
            return null;
        }
        int number = thread.getAsInt();
        // Of another engine's: what OpenMP made before has that name.
        Optional<String> had = Tasks.name(number).filter(name -> name.startsWith(PREFIX));
        String name = had.orElseGet(() -> PREFIX + NUMBER.incrementAndGet());
        return had.isPresent() || Tasks.rename(number, name) ? new Team(number, name) : null;
    }

    /** Returns the number of the thread itself. */
    int first() {
        return first;
    }

    boolean hasEnded() {
        Thread thread = owner.get();
        return thread == null || !thread.isAlive();
    }

    /** Returns the members found so far, the first of them the thread itself. */
    List<Integer> members() {
        return members;
    }

    /** Looks for members that OpenMP made since. */
    void find() {
        List<Integer> found = Tasks.named(name);
        found.remove((Integer) first);
        found.add(0, first);
        members = List.copyOf(found);
    }
}
