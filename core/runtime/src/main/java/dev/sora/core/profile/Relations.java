// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds columns with the same information. Equality of two columns is determined over all records;
 * whether one column determines another is examined in a sample.
 */
public final class Relations {

    private static final int LEAST_ROWS = 20;
    private static final int LEAST_NUMBERS = 10;

    /** The logarithm of the probability below which an agreement is not considered random. */
    private static final double CHANCE = Math.log(1e-6);

    private static final double REPEATED = 0.3;
    private static final double CORRELATED = 0.9995;

    private final List<String> names;
    private final long[] orders;
    private final boolean[] telling;
    private final RowSample rows;

    /**
     * Creates the relations.
     *
     * @param orders the hashes of all values of each column, in order
     * @param telling the columns with at least two distinct values
     */
    public Relations(List<String> names, long[] orders, boolean[] telling, RowSample rows) {
        this.names = List.copyOf(names);
        this.orders = orders.clone();
        this.telling = telling.clone();
        this.rows = rows;
    }

    /** How a column reveals a target. */
    public enum Leak {
        /** Both columns are equal in all records. */
        EQUAL,
        /** Each of its values occurs with only one value of the target. */
        DETERMINES,
        /** Its numbers increase, or decrease, together with those of the target. */
        FOLLOWS
    }

    /** Returns the number of records in which relations of columns were examined. */
    public int lookedAt() {
        return rows.size();
    }

    /** Returns the groups of columns that are equal in all records. */
    public List<List<String>> equal() {
        Map<Long, List<String>> groups = new LinkedHashMap<>();
        for (int i = 0; i < orders.length; i++) {
            if (telling[i]) {
                groups.computeIfAbsent(orders[i], key -> new ArrayList<>()).add(names.get(i));
            }
        }
        return groups.values().stream().filter(g -> g.size() > 1).map(List::copyOf).toList();
    }

    /** Returns the columns that reveal another, and how. */
    public Map<String, Leak> leaks(String target) {
        Map<String, Leak> leaks = new LinkedHashMap<>();
        int wanted = names.indexOf(target);
        if (wanted < 0 || !telling[wanted]) {
            return leaks;
        }
        for (int i = 0; i < names.size(); i++) {
            if (i == wanted || !telling[i]) {
                continue;
            }
            if (orders[i] == orders[wanted]) {
                leaks.put(names.get(i), Leak.EQUAL);
            } else if (determines(i, wanted)) {
                leaks.put(names.get(i), Leak.DETERMINES);
            } else if (follows(i, wanted)) {
                leaks.put(names.get(i), Leak.FOLLOWS);
            }
        }
        return leaks;
    }

    private boolean determines(int column, int target) {
        Map<Long, Integer> targets = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            targets.merge(rows.hash(i, target), 1, Integer::sum);
        }
        Map<Long, Long> told = new HashMap<>();
        double chance = 0;
        int present = 0;
        int again = 0;
        for (int i = 0; i < rows.size(); i++) {
            long value = rows.hash(i, column);
            long answer = rows.hash(i, target);
            if (value == Hashes.MISSING) {
                continue;
            }
            present++;
            Long before = told.putIfAbsent(value, answer);
            if (before == null) {
                continue;
            }
            again++;
            if (before != answer) {
                return false;
            }
            chance += Math.log((double) targets.get(answer) / rows.size());
        }
        // a string that was copied to two records is no evidence for the others
        return chance < CHANCE && again > REPEATED * present;
    }

    private boolean follows(int column, int target) {
        List<double[]> pairs = new ArrayList<>();
        Set<Double> values = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            double x = rows.number(i, column);
            double y = rows.number(i, target);
            if (Double.isFinite(x) && Double.isFinite(y)) {
                pairs.add(new double[] {x, y});
                values.add(y);
            }
        }
        if (pairs.size() < Math.max(LEAST_ROWS, rows.size() / 2) || values.size() < LEAST_NUMBERS) {
            return false;
        }
        return isMonotone(pairs) || Math.abs(correlation(pairs)) > CORRELATED;
    }

    private static boolean isMonotone(List<double[]> pairs) {
        pairs.sort(Comparator.<double[]>comparingDouble(p -> p[0]).thenComparingDouble(p -> p[1]));
        boolean up = true;
        for (int i = 1; i < pairs.size() && up; i++) {
            up = pairs.get(i)[1] >= pairs.get(i - 1)[1];
        }
        pairs.sort(
                Comparator.<double[]>comparingDouble(p -> p[0])
                        .thenComparing(Comparator.<double[]>comparingDouble(p -> p[1]).reversed()));
        boolean down = true;
        for (int i = 1; i < pairs.size() && down; i++) {
            down = pairs.get(i)[1] <= pairs.get(i - 1)[1];
        }
        // monotonic steps may be random; many equal x say nothing about the order within them
        long steps = pairs.stream().mapToDouble(p -> p[0]).distinct().count();
        return (up || down) && steps >= LEAST_NUMBERS;
    }

    private static double correlation(List<double[]> pairs) {
        double[] x = standardised(pairs.stream().mapToDouble(p -> p[0]).toArray());
        double[] y = standardised(pairs.stream().mapToDouble(p -> p[1]).toArray());
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum / x.length;
    }

    private static double[] standardised(double[] values) {
        double size = Arrays.stream(values).map(Math::abs).max().orElse(0);
        double[] scaled = Arrays.stream(values).map(v -> size == 0 ? 0 : v / size).toArray();
        double mean = Arrays.stream(scaled).average().orElse(0);
        double deviation =
                Math.sqrt(
                        Arrays.stream(scaled)
                                .map(v -> (v - mean) * (v - mean))
                                .average()
                                .orElse(0));
        return Arrays.stream(scaled)
                .map(v -> deviation < 1e-12 ? 0 : (v - mean) / deviation)
                .toArray();
    }
}
