// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.output;

/**
 * The probability of a sequence of symbols given the probabilities of symbols at each step, summed
 * over all alignments (connectionist temporal classification: Graves, Fernández, Gomez and
 * Schmidhuber, 2006), and its derivative. Symbol 0 is the blank.
 *
 * <p>With {@code l'} the symbols with blanks before, between and after them, and {@code y} the
 * probabilities: {@code α_t(s) = y_t(l'_s) (α_(t-1)(s) + α_(t-1)(s-1) + [l'_s ≠ blank, l'_s ≠
 * l'_(s-2)] α_(t-1)(s-2))}; {@code β} likewise from the end. All in logarithms.
 */
final class CtcAlignment {

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private CtcAlignment() {}

    /** Returns the least number of steps: one a symbol, and a blank between equal neighbours. */
    static int leastSteps(int[] symbols) {
        int steps = symbols.length;
        for (int i = 1; i < symbols.length; i++) {
            steps += symbols[i] == symbols[i - 1] ? 1 : 0;
        }
        return steps;
    }

    /**
     * Returns the logarithm of the probability of the symbols.
     *
     * @param logs logarithms of probabilities, {@code (steps, symbols)}, row after row
     * @param from the position of the first row
     * @param steps the number of rows, at least {@link #leastSteps}
     * @param classes the number of symbols with the blank
     */
    static double logProbability(float[] logs, int from, int steps, int classes, int[] symbols) {
        double[] alpha = alphas(logs, from, steps, classes, symbols);
        int size = 2 * symbols.length + 1;
        int last = (steps - 1) * size;
        return size == 1 ? alpha[last] : add(alpha[last + size - 1], alpha[last + size - 2]);
    }

    /**
     * Adds to a gradient the derivative of the loss {@code -ln p}, times a weight, by the
     * logarithms: minus the probability that the alignment has the symbol at the step.
     *
     * @return the loss
     */
    static double loss(
            float[] logs,
            int from,
            int steps,
            int classes,
            int[] symbols,
            float weight,
            float[] gradient) {
        int size = 2 * symbols.length + 1;
        double[] alpha = alphas(logs, from, steps, classes, symbols);
        int end = (steps - 1) * size;
        double total = size == 1 ? alpha[end] : add(alpha[end + size - 1], alpha[end + size - 2]);
        double[] beta = new double[size];
        double[] next = new double[size];
        java.util.Arrays.fill(beta, NEVER);
        // beta excludes the probability of its own step
        beta[size - 1] = 0;
        if (size > 1) {
            beta[size - 2] = 0;
        }
        for (int t = steps - 1; t >= 0; t--) {
            int row = from + t * classes;
            for (int s = 0; s < size; s++) {
                double posterior = Math.exp(alpha[t * size + s] + beta[s] - total);
                gradient[row + symbol(symbols, s)] -= (float) (weight * posterior);
            }
            if (t == 0) {
                break;
            }
            for (int s = 0; s < size; s++) {
                double sum = beta[s] + logs[row + symbol(symbols, s)];
                if (s + 1 < size) {
                    sum = add(sum, beta[s + 1] + logs[row + symbol(symbols, s + 1)]);
                }
                if (s + 2 < size && skips(symbols, s + 2)) {
                    sum = add(sum, beta[s + 2] + logs[row + symbol(symbols, s + 2)]);
                }
                next[s] = sum;
            }
            double[] swap = beta;
            beta = next;
            next = swap;
        }
        return -total;
    }

    private static double[] alphas(float[] logs, int from, int steps, int classes, int[] symbols) {
        int size = 2 * symbols.length + 1;
        double[] alpha = new double[steps * size];
        java.util.Arrays.fill(alpha, NEVER);
        alpha[0] = logs[from];
        if (size > 1) {
            alpha[1] = logs[from + symbols[0]];
        }
        for (int t = 1; t < steps; t++) {
            int row = from + t * classes;
            int before = (t - 1) * size;
            for (int s = 0; s < size; s++) {
                double sum = alpha[before + s];
                if (s > 0) {
                    sum = add(sum, alpha[before + s - 1]);
                }
                if (s > 1 && skips(symbols, s)) {
                    sum = add(sum, alpha[before + s - 2]);
                }
                alpha[t * size + s] = sum + logs[row + symbol(symbols, s)];
            }
        }
        return alpha;
    }

    /** Returns the symbol at a position of the sequence with blanks. */
    private static int symbol(int[] symbols, int position) {
        return (position & 1) == 0 ? 0 : symbols[position >> 1];
    }

    /** Returns whether the blank before a position may be left out. */
    private static boolean skips(int[] symbols, int position) {
        return (position & 1) == 1 && symbols[position >> 1] != symbols[(position >> 1) - 1];
    }

    /** Returns {@code ln(e^a + e^b)}. */
    static double add(double a, double b) {
        double high = Math.max(a, b);
        return high == NEVER ? NEVER : high + Math.log1p(Math.exp(Math.min(a, b) - high));
    }
}
