// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides on which processors a team computes while other processes need some of them too.
 *
 * <p>All members of a team must reach the end of an operation, and there are hundreds to thousands
 * of operations a second. A member that waits some milliseconds for its processor delays all
 * others. If the team would wait otherwise, it leaves the processors that others use: two members
 * that alternate on one free processor are faster than two of which one waits.
 *
 * <p>The class is a function of the samples: it reads and changes no state of the system.
 */
final class Sharing {

    /** From this share on, a processor counts as used by others and is left to them. */
    private static final double USED = 0.3;

    /** Below this share, a processor no longer counts as used by others. */
    private static final double LEFT = 0.15;

    /** A member that waits more than this share of the period shares its processor. */
    private static final double WAITS = 0.1;

    /** From this share on, one sample is enough evidence. */
    private static final double WAITS_LONG = 0.3;

    /** From this share of idle time on, the team can move to a processor. */
    private static final double IDLE = 0.5;

    /** The number of consecutive samples that must agree, so that short load changes nothing. */
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
     * @param quota the number of processors whose time the team may use, at least 1
     */
    Sharing(BitSet allowed, int threads, int quota) {
        this.allowed = (BitSet) allowed.clone();
        this.threads = threads;
        this.quota = quota;
    }

    /** Returns the processors that the team is confined to from now on; empty for all. */
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

    /** Lifts the restriction because the team is idle. */
    void forget() {
        confined = Optional.empty();
        conflicts = 0;
        peaceful = 0;
        wrong = 0;
    }

    /** Counts the processors that remain if others get each one that they use at this share. */
    private int without(double share) {
        int lost = (int) (others + 1 - share);
        return Math.max(1, Math.min(quota, allowed.cardinality() - lost));
    }

    private boolean conflict(LoadSample sample, int keep) {
        if (threads > quota) {
            // Spinning members would use up the quota, and then all of them are suspended.
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

    /** Whether the number of free processors changed, or others use those of the team. */
    private boolean wrong(LoadSample sample, int keep) {
        BitSet inside = confined.orElseThrow();
        BitSet outside = (BitSet) allowed.clone();
        outside.andNot(inside);
        // While others use little but are not gone, the team keeps its processors.
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

    /** Estimates use by others while members are not confined: where a member waits, others run. */
    private static Map<Integer, Double> freely(LoadSample sample) {
        Map<Integer, Double> use = new HashMap<>();
        sample.team().forEach(m -> use.merge(m.cpu(), m.waited(), Math::max));
        return use;
    }

    /** Computes use by others while members are confined. */
    private Map<Integer, Double> confinedly(LoadSample sample) {
        BitSet inside = confined.orElseThrow();
        double company = (sample.busy(inside) - sample.ran()) / inside.cardinality();
        Map<Integer, Double> use = new HashMap<>(sample.busy());
        inside.stream().forEach(cpu -> use.put(cpu, company));
        return use;
    }
}
