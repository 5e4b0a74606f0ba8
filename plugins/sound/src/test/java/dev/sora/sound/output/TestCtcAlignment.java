// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Sums over alignments, against an enumeration of all of them. */
final class TestCtcAlignment {

    private static final int CLASSES = 3;

    @Test
    void agreesWithTheSumOfAllAlignments() {
        for (int steps = 1; steps <= 6; steps++) {
            float[] logs = logs(steps, steps);
            Map<List<Integer>, Double> all = enumerated(logs, steps);
            double sum = 0;
            for (Map.Entry<List<Integer>, Double> entry : all.entrySet()) {
                int[] symbols = entry.getKey().stream().mapToInt(Integer::intValue).toArray();
                assertThat(CtcAlignment.leastSteps(symbols)).isLessThanOrEqualTo(steps);
                double p = Math.exp(CtcAlignment.logProbability(logs, 0, steps, CLASSES, symbols));
                assertThat(p).isCloseTo(entry.getValue(), within(1e-12));
                sum += p;
            }
            // all sequences together are certain
            assertThat(sum).isCloseTo(1, within(1e-6));
        }
    }

    /** The derivative by each logarithm, against central differences. */
    @Test
    void hasTheDerivativeOfItsLoss() {
        for (int[] symbols :
                List.of(new int[] {1, 1, 2}, new int[] {2}, new int[] {}, new int[] {1, 2, 1})) {
            float[] logs = logs(5, 7);
            float[] gradient = new float[logs.length];
            CtcAlignment.loss(logs, 0, 5, CLASSES, symbols, 1, gradient);
            for (int i = 0; i < logs.length; i++) {
                float[] more = logs.clone();
                float[] less = logs.clone();
                more[i] += 0.01f;
                less[i] -= 0.01f;
                double slope =
                        -(CtcAlignment.logProbability(more, 0, 5, CLASSES, symbols)
                                        - CtcAlignment.logProbability(less, 0, 5, CLASSES, symbols))
                                / (more[i] - (double) less[i]);
                assertThat((double) gradient[i]).isCloseTo(slope, within(1e-5));
            }
        }
    }

    /** In a batch, a record starts further on in the array, and later steps are not its own. */
    @Test
    void readsItsOwnPartOfABatch() {
        float[] logs = logs(9, 3);
        float[] own = Arrays.copyOfRange(logs, 3 * CLASSES, 7 * CLASSES);
        float[] gradient = new float[logs.length];
        int[] symbols = {2, 1};

        double loss = CtcAlignment.loss(logs, 3 * CLASSES, 4, CLASSES, symbols, 0.5f, gradient);

        assertThat(loss).isEqualTo(-CtcAlignment.logProbability(own, 0, 4, CLASSES, symbols));
        for (int i = 0; i < gradient.length; i++) {
            boolean outside = i < 3 * CLASSES || i >= 7 * CLASSES;
            assertThat(gradient[i]).matches(g -> outside ? g == 0 : g <= 0);
        }
    }

    /** Logarithms far below 0 do not overflow: 2,000 steps of probability 1e-30 each. */
    @Test
    void staysFiniteForLongSequences() {
        float[] logs = new float[2_000 * CLASSES];
        Arrays.fill(logs, -69f);
        float[] gradient = new float[logs.length];

        double loss = CtcAlignment.loss(logs, 0, 2_000, CLASSES, new int[] {1, 2, 1}, 1, gradient);

        assertThat(loss).isFinite().isPositive();
        for (float g : gradient) {
            assertThat(g).isFinite();
        }
    }

    /** A wide beam sees every alignment, so its probabilities are exact and in order. */
    @Test
    void findsTheMostProbableSequences() {
        for (int seed = 0; seed < 20; seed++) {
            float[] logs = logs(5, seed);
            TreeMap<Double, List<Integer>> best = new TreeMap<>();
            enumerated(logs, 5).forEach((symbols, p) -> best.put(-p, symbols));
            List<CtcDecoder.Found> found = CtcDecoder.beam(logs, 0, 5, CLASSES, 500);

            assertThat(found).hasSize(best.size());
            int i = 0;
            for (Map.Entry<Double, List<Integer>> entry : best.entrySet()) {
                assertThat(Math.exp(found.get(i).log())).isCloseTo(-entry.getKey(), within(1e-9));
                i++;
            }
        }
    }

    /** A narrow beam forgets prefixes, and finds the same as one that keeps lists. */
    @Test
    void forgetsPrefixesThatAreNotInTheBeam() {
        for (int seed = 0; seed < 5; seed++) {
            float[] logs = logs(40, seed);
            Map<List<Integer>, double[]> beam = Map.of(List.of(), new double[] {1, 0});
            for (int t = 0; t < 40; t++) {
                beam = narrowed(stepped(beam, logs, t * CLASSES), 4);
            }
            List<CtcDecoder.Found> found = CtcDecoder.beam(logs, 0, 40, CLASSES, 4);

            assertThat(found)
                    .extracting(each -> Arrays.stream(each.symbols()).boxed().toList())
                    .containsExactlyElementsOf(beam.keySet());
        }
    }

    private static Map<List<Integer>, double[]> stepped(
            Map<List<Integer>, double[]> beam, float[] logs, int row) {
        Map<List<Integer>, double[]> next = new LinkedHashMap<>();
        beam.forEach(
                (symbols, p) -> {
                    int last = symbols.isEmpty() ? 0 : symbols.get(symbols.size() - 1);
                    double[] same = next.computeIfAbsent(symbols, s -> new double[2]);
                    same[0] += (p[0] + p[1]) * Math.exp(logs[row]);
                    same[1] += last == 0 ? 0 : p[1] * Math.exp(logs[row + last]);
                    for (int k = 1; k < CLASSES; k++) {
                        java.util.ArrayList<Integer> longer = new java.util.ArrayList<>(symbols);
                        longer.add(k);
                        next.computeIfAbsent(longer, s -> new double[2])[1] +=
                                (k == last ? p[0] : p[0] + p[1]) * Math.exp(logs[row + k]);
                    }
                });
        return next;
    }

    private static Map<List<Integer>, double[]> narrowed(
            Map<List<Integer>, double[]> all, int width) {
        Map<List<Integer>, double[]> best = new LinkedHashMap<>();
        all.entrySet().stream()
                .sorted(
                        java.util.Comparator.comparingDouble(
                                each -> -(each.getValue()[0] + each.getValue()[1])))
                .limit(width)
                .forEach(each -> best.put(each.getKey(), each.getValue()));
        return best;
    }

    /**
     * The example of Graves et al. (2006), section 3.2, in which the most probable alignment is not
     * that of the most probable sequence: two steps, a blank of 0.6 and a symbol of 0.4 in each.
     */
    @Test
    void differsFromTheBestPath() {
        float blank = (float) Math.log(0.6);
        float symbol = (float) Math.log(0.4);
        float[] logs = {blank, symbol, blank, symbol};

        assertThat(CtcDecoder.greedy(logs, 0, 2, 2)).isEmpty();
        CtcDecoder.Found found = CtcDecoder.beam(logs, 0, 2, 2, 10).get(0);
        assertThat(found.symbols()).containsExactly(1);
        assertThat(Math.exp(found.log())).isCloseTo(0.64, within(1e-6));
    }

    @Test
    void mergesRepeatedSymbolsWithoutABlank() {
        float[] logs = new float[6 * CLASSES];
        Arrays.fill(logs, -9);
        int[] path = {1, 1, 0, 1, 2, 2};
        for (int t = 0; t < path.length; t++) {
            logs[t * CLASSES + path[t]] = 0;
        }

        assertThat(CtcDecoder.greedy(logs, 0, 6, CLASSES)).containsExactly(1, 1, 2);
        assertThat(CtcDecoder.beam(logs, 0, 6, CLASSES, 8).get(0).symbols())
                .containsExactly(1, 1, 2);
    }

    private static float[] logs(int steps, long seed) {
        Random random = new Random(seed);
        float[] logs = new float[steps * CLASSES];
        for (int t = 0; t < steps; t++) {
            double sum = 0;
            double[] scores = new double[CLASSES];
            for (int k = 0; k < CLASSES; k++) {
                scores[k] = Math.exp(random.nextGaussian());
                sum += scores[k];
            }
            for (int k = 0; k < CLASSES; k++) {
                logs[t * CLASSES + k] = (float) Math.log(scores[k] / sum);
            }
        }
        return logs;
    }

    /** Returns the probability of each sequence: the sum over all paths that collapse to it. */
    private static Map<List<Integer>, Double> enumerated(float[] logs, int steps) {
        Map<List<Integer>, Double> all = new LinkedHashMap<>();
        int paths = (int) Math.pow(CLASSES, steps);
        for (int path = 0; path < paths; path++) {
            java.util.ArrayList<Integer> symbols = new java.util.ArrayList<>();
            double log = 0;
            int before = 0;
            int rest = path;
            for (int t = 0; t < steps; t++) {
                int symbol = rest % CLASSES;
                rest /= CLASSES;
                log += logs[t * CLASSES + symbol];
                if (symbol != 0 && symbol != before) {
                    symbols.add(symbol);
                }
                before = symbol;
            }
            all.merge(symbols, Math.exp(log), Double::sum);
        }
        return all;
    }
}
