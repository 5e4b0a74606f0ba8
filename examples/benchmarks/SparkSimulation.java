// SPDX-License-Identifier: Apache-2.0

import dev.sora.spark.ring.Ring;
import java.util.Locale;
import java.util.Random;

/**
 * Simulates steps of a training on many workers, message by message, and compares them with the
 * formula of their cost. The seed is fixed.
 *
 * <pre>
 * java SparkSimulation.java BYTES BANDWIDTH LATENCY COMPUTING VARIATION WORKERS…
 * java SparkSimulation.java short WORKERS:BYTES…
 * </pre>
 *
 * BYTES is the length of the vector, BANDWIDTH that of a worker in bytes a second, LATENCY that of
 * a message in seconds, COMPUTING the seconds in which one worker computes a whole minibatch, and
 * VARIATION the standard deviation of a worker's time, as a share of it. The second form prints
 * true or false for each: whether a vector of that length goes around as a whole.
 */
final class SparkSimulation {

    private static final int STEPS = 40;

    private SparkSimulation() {}

    public static void main(String[] args) {
        if (args[0].equals("short")) {
            for (int i = 1; i < args.length; i++) {
                String[] pair = args[i].split(":");
                System.out.println(
                        isShort(Double.parseDouble(pair[1]), Integer.parseInt(pair[0])));
            }
            return;
        }
        double bytes = Double.parseDouble(args[0]);
        double bandwidth = Double.parseDouble(args[1]);
        double latency = Double.parseDouble(args[2]);
        double computing = Double.parseDouble(args[3]);
        double variation = Double.parseDouble(args[4]);
        System.out.println("workers  simulated ms  formula ms  exchange ms  straggler ms  speed-up");
        for (int i = 5; i < args.length; i++) {
            int workers = Integer.parseInt(args[i]);
            Random random = new Random(7);
            double simulated = 0;
            double slowest = 0;
            for (int step = 0; step < STEPS; step++) {
                double[] ready = new double[workers];
                double last = 0;
                for (int w = 0; w < workers; w++) {
                    double share = computing / workers;
                    ready[w] = Math.max(0, share * (1 + variation * random.nextGaussian()));
                    last = Math.max(last, ready[w]);
                }
                slowest += last;
                simulated += ring(ready, random, latency, bytes, bandwidth);
            }
            simulated /= STEPS;
            slowest /= STEPS;
            Rounds rounds = Rounds.of(bytes, workers);
            double exchange = rounds.number() * (rounds.bytes() / bandwidth + latency);
            System.out.printf(
                    Locale.ROOT,
                    "%7d  %12.2f  %10.2f  %11.2f  %12.2f  %8.1f%n",
                    workers,
                    1e3 * simulated,
                    1e3 * (slowest + exchange),
                    1e3 * exchange,
                    1e3 * (slowest - computing / workers),
                    computing / simulated);
        }
    }

    private static boolean isShort(double bytes, int workers) {
        return Ring.isShort((int) (bytes / Float.BYTES), workers);
    }

    /** How many rounds an exchange has, and how many bytes a worker receives in each. */
    private record Rounds(int number, double bytes) {

        static Rounds of(double bytes, int workers) {
            return isShort(bytes, workers)
                    ? new Rounds(workers - 1, bytes)
                    : new Rounds(2 * (workers - 1), bytes / workers);
        }
    }

    /**
     * Returns when the last worker has the sum. In each round a worker receives a part, or a short
     * vector as a whole, when it and its neighbour have ended the round before. The latency of a
     * message is exponentially distributed, so that late ones hold up others; the formula has its
     * mean.
     */
    private static double ring(
            double[] ready, Random random, double latency, double bytes, double bandwidth) {
        double[] now = ready.clone();
        int workers = now.length;
        Rounds rounds = Rounds.of(bytes, workers);
        double part = rounds.bytes() / bandwidth;
        for (int round = 0; round < rounds.number(); round++) {
            double[] next = new double[workers];
            for (int w = 0; w < workers; w++) {
                double begun = Math.max(now[w], now[(w + workers - 1) % workers]);
                double travelled = -latency * Math.log(1 - random.nextDouble());
                next[w] = begun + travelled + part;
            }
            now = next;
        }
        double last = 0;
        for (double time : now) {
            last = Math.max(last, time);
        }
        return last;
    }
}
