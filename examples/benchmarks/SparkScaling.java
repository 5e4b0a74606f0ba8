// SPDX-License-Identifier: Apache-2.0

import dev.sora.embedded.EmbeddedSora;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;

/**
 * Simulates how a training scales over workers of one core each, on a machine with fewer cores.
 *
 * <pre>
 * java SparkScaling MANIFEST RECORDS STEPS
 * </pre>
 *
 * The workers of a step take turns: each computes the gradient of its share, and updates its
 * weights, while no other one does, and its times are those that it has alone on a core. So is the
 * exchange measured, pair by pair ({@link SparkExchange#ofPairs}). The time of a step is put
 * together: the slowest share, the exchange, and the slowest update. One worker trains without
 * these, as a single process. What is missing is what workers take from each other on one machine:
 * caches and the bandwidth of its memory.
 *
 * <p>Two workers are then run as two threads with a ring, and compared with the simulation.
 */
final class SparkScaling {

    private static final int[] WORKERS = {1, 2, 4, 8};
    private static final int WARM_UP = 5;

    private final EmbeddedSora sora;
    private final Path manifest;
    private final int steps;

    private SparkScaling(EmbeddedSora sora, Path manifest, int steps) {
        this.sora = sora;
        this.manifest = manifest;
        this.steps = steps;
    }

    public static void main(String[] args) throws Exception {
        int records = Integer.parseInt(args[1]);
        int share = records / 4;
        try (EmbeddedSora sora = EmbeddedSora.builder().build()) {
            SparkScaling scaling =
                    new SparkScaling(sora, Path.of(args[0]), Integer.parseInt(args[2]));
            System.out.printf("weak: %d records for each worker%n", share);
            scaling.print(workers -> share * workers);
            System.out.printf("strong: a minibatch of %d records is divided%n", records);
            scaling.print(workers -> records);
            System.out.printf("two workers of %d records as two threads of this machine%n", share);
            scaling.check(2 * share);
        }
        System.exit(0);
    }

    private interface Minibatch {
        int size(int workers);
    }

    private SparkCrew crew(int workers, int size) {
        return new SparkCrew(sora, manifest, workers, size, steps);
    }

    private void print(Minibatch minibatch) throws Exception {
        List<SparkCrew> crews = new ArrayList<>();
        try {
            for (int workers : WORKERS) {
                crews.add(crew(workers, minibatch.size(workers)));
            }
            for (int step = -WARM_UP; step < steps; step++) {
                // one after the other, in alternating order: what slows the machine down for a
                // while, and cold caches, then count alike for all
                for (int i = 0; i < crews.size(); i++) {
                    crews.get(step % 2 == 0 ? i : crews.size() - 1 - i).step(step);
                }
            }
            System.out.println(
                    "workers  minibatch  computing ms  exchanging ms  updating ms  step ms"
                            + "  records/s  speed-up  efficiency  exchange of threads ms");
            double first = 0;
            for (SparkCrew crew : crews) {
                double rate = crew.size() / crew.seconds();
                first = first == 0 ? rate : first;
                System.out.printf(
                        Locale.ROOT,
                        "%7d  %9d  %12.2f  %13.2f  %11.2f  %7.2f  %9.0f  %8.2f  %9.0f%%  %22.2f%n",
                        crew.workers().size(),
                        crew.size(),
                        1e3 * crew.computing(),
                        1e3 * crew.exchange(),
                        1e3 * crew.updating(),
                        1e3 * crew.seconds(),
                        rate,
                        rate / first,
                        100 * rate / first / crew.workers().size(),
                        1e3 * SparkExchange.ofThreads(crew.workers().size(), crew.numbers()));
            }
        } finally {
            crews.forEach(SparkCrew::close);
        }
    }

    /** Compares two workers in turns with two at once. */
    private void check(int size) throws Exception {
        double[] alone;
        double exchange;
        double[] atOnce = new double[steps];
        try (SparkCrew crew = crew(2, size)) {
            for (int step = -WARM_UP; step < steps; step++) {
                crew.step(step);
            }
            alone = crew.both();
            exchange = crew.exchange();
            CyclicBarrier together = new CyclicBarrier(2);
            double[][] shares = new double[2][steps];
            double[][] real = new double[2][steps];
            SparkExchange.inRing(
                    2,
                    (ring, rank) -> {
                        SparkCrew.Worker worker = crew.workers().get(rank);
                        for (int step = -WARM_UP; step < 2 * steps; step++) {
                            boolean whole = worker.isWhole(size);
                            // the first half of the steps waits around the exchange, to time shares alone
                            together.await();
                            long begun = System.nanoTime();
                            worker.compute(rank, 2);
                            double computed = SparkCrew.since(begun);
                            if (step < steps) {
                                together.await();
                            }
                            ring.add(worker.vector());
                            if (step < steps) {
                                together.await();
                            }
                            long received = System.nanoTime();
                            worker.update();
                            double updated = SparkCrew.since(received);
                            if (step >= 0 && whole) {
                                double[] to = step < steps ? shares[rank] : real[rank];
                                to[step % steps] =
                                        step < steps ? computed + updated : SparkCrew.since(begun);
                            }
                        }
                        return rank;
                    });
            for (int i = 0; i < steps; i++) {
                atOnce[i] = Math.max(shares[0][i], shares[1][i]);
            }
            double computing = 1e3 * median(atOnce);
            double expected = computing + 1e3 * exchange;
            double measured = 1e3 * median(slowest(real));
            System.out.printf(
                    Locale.ROOT,
                    "computing and updating, ms: %.2f in turns, %.2f at once; exchanging, ms:"
                            + " %.2f%na step of both at once, ms: %.2f simulated, %.2f measured"
                            + " (%+.1f%%)%n",
                    1e3 * median(alone),
                    computing,
                    1e3 * exchange,
                    expected,
                    measured,
                    100 * (measured / expected - 1));
        }
    }

    private static double[] slowest(double[][] times) {
        double[] slowest = times[0].clone();
        for (double[] one : times) {
            for (int i = 0; i < slowest.length; i++) {
                slowest[i] = Math.max(slowest[i], one[i]);
            }
        }
        return slowest;
    }

    /** Returns the median of the steps that were measured. */
    private static double median(double[] seconds) {
        return SparkExchange.median(Arrays.stream(seconds).filter(s -> s > 0).toArray());
    }
}
