// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides on which processors a team computes while others need some of them too.
 *
 * <p>All members of a team have to reach the end of an operation, and there are hundreds a second
 * to thousands. One member that waits for its processor, a few milliseconds each time, holds up all
 * others. So processors that others use are left to them, if the team would wait otherwise: two
 * members that take turns on one free processor are faster than two of which one waits.
 *
 * <p>This is a rule over samples alone: it reads and changes nothing.
 */
final class Sharing {

    /** From this share of a processor on, it is left to others. */
    private static final double USED = 0.3;

    /** Below this share, others have left. */
    private static final double LEFT = 0.15;

    /** A member that waits more than this share of the time shares its processor. */
    private static final double WAITS = 0.1;

    /** At this share one sample is enough. */
    private static final double WAITS_LONG = 0.3;

    /** At this share of idle time, a processor can be moved to. */
    private static final double IDLE = 0.5;

    /** Samples in a row, so that short work of others changes nothing. */
    private static final int SURE = 2;

    private static final int VERY_SURE = 5;

    private final BitSet allowed;
    private final int threads;
    private final int quota;

    private Optional<BitSet> confined = Optional.empty();
    private double others;
    private int conflicts;
    private int peaceful;
    private int wrong;

    /**
     * Starts without a restriction.
     *
     * @param allowed the processors that the team may use
     * @param threads the members of the team
     * @param quota how many processors' time the team may use, at least 1
     */
    Sharing(BitSet allowed, int threads, int quota) {
        this.allowed = (BitSet) allowed.clone();
        this.threads = threads;
        this.quota = quota;
    }

    /** Returns the processors that the team keeps to from now on; empty for all. */
    Optional<BitSet> next(LoadSample sample) {
        others = (others + sample.others()) / 2;
        int keep = without(USED);
        if (confined.isEmpty()) {
            if (conflict(sample, keep)) {
                confine(keep, freely(sample));
            }
        } else if (peace()) {
            forget();
        } else if (wrong(sample, keep)) {
            confine(keep, confinedly(sample));
        }
        return confined.map(cpus -> (BitSet) cpus.clone());
    }

    /** Lifts the restriction: the team does nothing. */
    void forget() {
        confined = Optional.empty();
        conflicts = 0;
        peaceful = 0;
        wrong = 0;
    }

    /** How many processors are left if others get each one that they use at this share. */
    private int without(double share) {
        int lost = (int) (others + 1 - share);
        return Math.max(1, Math.min(quota, allowed.cardinality() - lost));
    }

    private boolean conflict(LoadSample sample, int keep) {
        if (threads > quota) {
            // Members that spin would use the quota up, and then all of them stand still.
            return true;
        }
        if (keep >= threads || sample.waited() < WAITS) {
            conflicts = 0;
        } else {
            conflicts += sample.waited() < WAITS_LONG ? 1 : SURE;
        }
        return conflicts >= SURE;
    }

    private boolean peace() {
        peaceful = without(LEFT) >= threads ? peaceful + 1 : 0;
        return peaceful >= VERY_SURE;
    }

    /** Whether another number of processors is free, or others prefer those of the team. */
    private boolean wrong(LoadSample sample, int keep) {
        BitSet inside = confined.orElseThrow();
        BitSet outside = (BitSet) allowed.clone();
        outside.andNot(inside);
        // While others use little, but have not left, the team stays where it is.
        boolean resized = keep != inside.cardinality() && keep < threads;
        boolean crowded =
                sample.busy(inside) - sample.ran() > USED
                        && outside.cardinality() - sample.busy(outside) > IDLE;
        wrong = resized || crowded ? wrong + 1 : 0;
        return wrong >= VERY_SURE;
    }

    private void confine(int keep, Map<Integer, Double> use) {
        forget();
        BitSet cpus = new BitSet();
        allowed.stream()
                .boxed()
                .sorted(Comparator.comparingDouble(cpu -> use.getOrDefault(cpu, 0.0)))
                .limit(keep)
                .forEach(cpus::set);
        confined = Optional.of(cpus);
    }

    /** Use by others, while members run anywhere: where a member waits, there is somebody. */
    private static Map<Integer, Double> freely(LoadSample sample) {
        Map<Integer, Double> use = new HashMap<>();
        sample.team().forEach(m -> use.merge(m.cpu(), m.waited(), Math::max));
        return use;
    }

    /** Use by others, while members keep to some processors. */
    private Map<Integer, Double> confinedly(LoadSample sample) {
        BitSet inside = confined.orElseThrow();
        double company = (sample.busy(inside) - sample.ran()) / inside.cardinality();
        Map<Integer, Double> use = new HashMap<>(sample.busy());
        inside.stream().forEach(cpu -> use.put(cpu, company));
        return use;
    }
}
