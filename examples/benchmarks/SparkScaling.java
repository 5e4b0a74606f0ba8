// SPDX-License-Identifier: Apache-2.0

import dev.sora.core.TrainingSession;
import dev.sora.core.TrainingSession.Gradient;
import dev.sora.core.manifest.Overrides;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.spark.ring.Ring;
import dev.sora.spark.ring.RingMember;
import dev.sora.spark.ring.RingPort;
import dev.sora.spark.ring.RingSecret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Simulates how a training scales over workers of one core each, on a machine with fewer cores.
 *
 * <pre>
 * java SparkScaling.java MANIFEST RECORDS STEPS
 * </pre>
 *
 * The workers of a step take turns: each computes the gradient of its share while no other one
 * does, and its time is what it takes alone on a core. The exchange is that of a real ring of as
 * many threads, measured on its own. The time of a step is put together: the slowest share, the
 * exchange, and the update. What is missing is what workers take from each other on one machine:
 * caches and the bandwidth of its memory.
 */
final class SparkScaling {

    private static final int[] WORKERS = {1, 2, 4, 8};

    /** Rings of more threads than this are not measured, but computed by the formula. */
    private static final int MOST_MEASURED = 4;

    private static final int WARM_UP = 3;
    private static final int EXCHANGES = 30;

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
        try (EmbeddedSora sora = EmbeddedSora.builder().build()) {
            SparkScaling scaling =
                    new SparkScaling(sora, Path.of(args[0]), Integer.parseInt(args[2]));
            scaling.print(
                    "strong: a minibatch of %d records is divided".formatted(records),
                    workers -> records);
            int share = records / 4;
            scaling.print(
                    "weak: %d records for each worker".formatted(share),
                    workers -> share * workers);
        }
    }

    private interface Minibatch {
        int size(int workers);
    }

    /** The seconds of a step. */
    private record Step(double computing, double updating, int numbers) {}

    private void print(String title, Minibatch minibatch) throws Exception {
        System.out.println(title);
        System.out.println(
                "workers  minibatch  computing ms  exchanging ms  updating ms  step ms  records/s"
                        + "  speed-up  efficiency");
        double first = 0;
        double[] line = null;
        for (int workers : WORKERS) {
            int size = minibatch.size(workers);
            Step step = step(workers, size);
            if (line == null) {
                line = line(step.numbers());
            }
            boolean measured = workers <= MOST_MEASURED;
            double exchange =
                    measured ? exchange(workers, step.numbers()) : formula(workers, step, line);
            double all = step.computing() + exchange + step.updating();
            double rate = size / all;
            first = first == 0 ? rate : first;
            System.out.printf(
                    Locale.ROOT,
                    "%7d  %9d  %12.2f  %12.2f%s  %11.2f  %7.2f  %9.0f  %8.2f  %9.0f%%%n",
                    workers,
                    size,
                    1e3 * step.computing(),
                    1e3 * exchange,
                    measured ? " " : "*",
                    1e3 * step.updating(),
                    1e3 * all,
                    rate,
                    rate / first,
                    100 * rate / first / workers);
        }
        System.out.printf(
                Locale.ROOT,
                "(*) by the formula, with %.0f MB/s and %.0f us of two threads%n",
                line[0] / 1e6,
                1e6 * line[1]);
    }

    private Step step(int workers, int minibatch) {
        Overrides overrides =
                new Overrides(
                        List.of("training.batch_size=" + minibatch, "engine.threads=1"),
                        System.getenv());
        List<TrainingSession> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < workers; i++) {
                sessions.add(sora.session(sora.plan(manifest, overrides), event -> {}));
            }
            double[] computing = new double[steps];
            double[] updating = new double[steps];
            for (int step = -WARM_UP; step < steps; step++) {
                double slowest = 0;
                float[] sum = new float[sessions.get(0).weights().length];
                for (int i = 0; i < workers; i++) {
                    long begun = System.nanoTime();
                    TrainingSession session = sessions.get(i);
                    if (!session.next(i, workers)) {
                        session.next(i, workers);
                    }
                    Gradient gradient = session.gradient();
                    float[] values = gradient.values();
                    slowest = Math.max(slowest, (System.nanoTime() - begun) / 1e9);
                    for (int j = 0; j < sum.length; j++) {
                        sum[j] += values[j] / workers;
                    }
                }
                double update = 0;
                for (TrainingSession session : sessions) {
                    long begun = System.nanoTime();
                    session.apply(sum);
                    update = Math.max(update, (System.nanoTime() - begun) / 1e9);
                }
                if (step >= 0) {
                    computing[step] = slowest;
                    updating[step] = update;
                }
            }
            TrainingSession one = sessions.get(0);
            int numbers = one.weights().length + one.buffers().length;
            return new Step(median(computing), median(updating), numbers);
        } finally {
            sessions.forEach(TrainingSession::close);
        }
    }

    /** Returns the bandwidth in bytes a second and the latency in seconds of two workers. */
    private static double[] line(int numbers) throws Exception {
        int small = 64;
        double quick = exchange(2, small);
        double slow = exchange(2, numbers);
        // a short vector takes one round, a long one two, each with half of it
        int rounds = Ring.isShort(numbers, 2) ? 1 : 2;
        double bandwidth = 4.0 * (numbers - rounds * small) / Math.max(1e-9, slow - rounds * quick);
        return new double[] {bandwidth, Math.max(0, quick - 4.0 * small / bandwidth)};
    }

    private static double formula(int workers, Step step, double[] line) {
        double sent = 4.0 * step.numbers() / line[0];
        if (Ring.isShort(step.numbers(), workers)) {
            return (workers - 1) * (sent + line[1]);
        }
        return 2.0 * (workers - 1) / workers * sent + 2 * (workers - 1) * line[1];
    }

    /** Returns the median of the seconds in which a ring of threads adds a vector up. */
    private static double exchange(int workers, int numbers) throws Exception {
        if (workers == 1) {
            return 0;
        }
        RingSecret secret = RingSecret.random();
        List<RingPort> ports = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            ports.add(RingPort.open("127.0.0.1"));
        }
        List<String> addresses = ports.stream().map(RingPort::address).toList();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<double[]>> all = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int rank = i;
                RingMember me =
                        new RingMember(
                                rank, workers, "scaling", secret, Duration.ofMinutes(1), false);
                all.add(
                        threads.submit(
                                () -> {
                                    try (Ring ring = Ring.join(me, ports.get(rank), addresses)) {
                                        return seconds(ring, new float[numbers]);
                                    }
                                }));
            }
            double slowest = 0;
            for (Future<double[]> one : all) {
                slowest = Math.max(slowest, median(one.get()));
            }
            return slowest;
        } finally {
            threads.shutdownNow();
        }
    }

    private static double median(double[] seconds) {
        Arrays.sort(seconds);
        return seconds[seconds.length / 2];
    }

    private static double[] seconds(Ring ring, float[] vector) {
        for (int i = 0; i < EXCHANGES; i++) {
            ring.add(vector);
        }
        double[] seconds = new double[EXCHANGES];
        for (int i = 0; i < EXCHANGES; i++) {
            long begun = System.nanoTime();
            ring.add(vector);
            seconds[i] = (System.nanoTime() - begun) / 1e9;
        }
        return seconds;
    }
}
