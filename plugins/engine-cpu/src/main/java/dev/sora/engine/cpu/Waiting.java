// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.Stream;

/** Applies the wait policy of one engine, as far as the system supports it. */
final class Waiting {

    /** Variables by which the user has bound threads to processors. */
    private static final String[] BOUND = {"OMP_PROC_BIND", "OMP_PLACES", "GOMP_CPU_AFFINITY"};

    private final String name;
    private final Optional<SpinThrottle> throttle;
    private final Optional<NeighbourWatch> watch;

    private Waiting(String name, Optional<SpinThrottle> throttle, Optional<NeighbourWatch> watch) {
        this.name = name;
        this.throttle = throttle;
        this.watch = watch;
    }

    static Waiting of(WaitPolicy policy, int threads, Path natives) {
        if (threads == 1) {
            return new Waiting("a single thread does not wait", Optional.empty(), Optional.empty());
        }
        Optional<SpinThrottle> throttle =
                policy == WaitPolicy.SPIN
                        ? Optional.empty()
                        : SpinThrottle.in(natives, Tasks.processors());
        if (policy == WaitPolicy.SPIN || throttle.isEmpty()) {
            return new Waiting("spin", Optional.empty(), Optional.empty());
        }
        if (policy == WaitPolicy.PASSIVE) {
            return new Waiting("passive", throttle, Optional.empty());
        }
        if (Stream.of(BOUND).anyMatch(variable -> System.getenv(variable) != null)) {
            return new Waiting("spin", Optional.empty(), Optional.empty());
        }
        Optional<NeighbourWatch> watch =
                Affinity.find()
                        .map(
                                affinity ->
                                        new NeighbourWatch(
                                                affinity,
                                                throttle.get(),
                                                threads,
                                                Processor.quota()));
        return new Waiting("adaptive", Optional.empty(), watch);
    }

    /** Records that the calling thread computes. */
    void add() {
        watch.ifPresent(NeighbourWatch::add);
        throttle.ifPresent(SpinThrottle::on);
    }

    /** Records that a computation is about to start. */
    void awake() {
        watch.ifPresent(NeighbourWatch::awake);
    }

    void close() {
        watch.ifPresent(NeighbourWatch::close);
        throttle.ifPresent(SpinThrottle::off);
    }

    @Override
    public String toString() {
        Optional<BitSet> confined = watch.flatMap(NeighbourWatch::confined);
        return name + confined.map(cpus -> ", now on processors " + cpus).orElse("");
    }
}
