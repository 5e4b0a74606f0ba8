// SPDX-License-Identifier: Apache-2.0

import dev.sora.core.TrainingSession;
import dev.sora.core.TrainingSession.Gradient;
import dev.sora.core.manifest.Overrides;
import dev.sora.embedded.EmbeddedSora;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The workers that divide a minibatch, and the seconds of their steps, in which they take turns.
 * One worker trains as a single process does.
 */
final class SparkCrew implements AutoCloseable {

    private final int size;
    private final List<Worker> workers = new ArrayList<>();
    private final double[] computing;
    private final double[] updating;
    private double exchange = -1;

    /**
     * Opens the workers.
     *
     * @param count the number of workers
     * @param size the number of records of a minibatch
     * @param steps the number of steps that are measured
     */
    SparkCrew(EmbeddedSora sora, Path manifest, int count, int size, int steps) {
        this.size = size;
        computing = new double[steps];
        updating = new double[steps];
        Overrides overrides =
                new Overrides(
                        List.of("training.batch_size=" + size, "engine.threads=1"),
                        System.getenv());
        TrainingSession first = sora.session(sora.plan(manifest, overrides), event -> {});
        workers.add(new Worker(first));
        for (int i = 1; i < count; i++) {
            workers.add(new Worker(first.another()));
        }
        if (first.records() < size) {
            throw new IllegalArgumentException(
                    "%d records are fewer than a minibatch of %d"
                            .formatted(first.records(), size));
        }
    }

    /** Takes a step; the rest of an epoch that fills no minibatch is not measured. */
    void step(int step) {
        while (!workers.get(0).isWhole(size)) {
            times();
        }
        double[] times = times();
        if (step >= 0) {
            computing[step] = times[0];
            updating[step] = times[1];
        }
    }

    /** Returns the seconds of the slowest share and of the slowest update. */
    private double[] times() {
        long begun = System.nanoTime();
        if (workers.size() == 1) {
            workers.get(0).train();
            return new double[] {since(begun), 0};
        }
        double[] times = new double[2];
        float[] sum = new float[numbers()];
        for (int i = 0; i < workers.size(); i++) {
            begun = System.nanoTime();
            workers.get(i).compute(i, workers.size());
            times[0] = Math.max(times[0], since(begun));
            for (int j = 0; j < sum.length; j++) {
                sum[j] += workers.get(i).vector[j];
            }
        }
        for (Worker worker : workers) {
            System.arraycopy(sum, 0, worker.vector, 0, sum.length);
            begun = System.nanoTime();
            worker.update();
            times[1] = Math.max(times[1], since(begun));
        }
        return times;
    }

    /** Returns the seconds of each step without the exchange. */
    double[] both() {
        double[] both = computing.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] += updating[i];
        }
        return both;
    }

    double computing() {
        return SparkExchange.median(computing);
    }

    double updating() {
        return SparkExchange.median(updating);
    }

    List<Worker> workers() {
        return List.copyOf(workers);
    }

    int size() {
        return size;
    }

    /** Returns the length of the vector that workers add up. */
    int numbers() {
        return workers.get(0).vector.length;
    }

    /** Returns the seconds of the exchange of a step. */
    double exchange() throws Exception {
        if (exchange < 0) {
            exchange = SparkExchange.ofPairs(workers.size(), numbers());
        }
        return exchange;
    }

    /** Returns the seconds of a step. */
    double seconds() throws Exception {
        return SparkExchange.median(both()) + exchange();
    }

    static double since(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.session.close());
    }

    /** A worker, which does what one of a training on Spark does in a step. */
    static final class Worker {

        private final TrainingSession session;
        private final int records;
        private final float[] vector;
        private float[] before = {};

        Worker(TrainingSession session) {
            this.session = session;
            this.records = session.records();
            this.vector = new float[session.weights().length + session.buffers().length + 1];
        }

        /** Returns whether the next minibatch has as many records as the others. */
        boolean isWhole(int size) {
            return session.step() % session.stepsPerEpoch() < records / size;
        }

        float[] vector() {
            return vector;
        }

        private void next(int share, int shares) {
            if (!session.next(share, shares)) {
                session.next(share, shares);
            }
        }

        void train() {
            next(0, 1);
            session.train();
        }

        /** Computes the vector that workers add up: gradient, changes of buffers, records. */
        void compute(int share, int shares) {
            before = session.buffers();
            next(share, shares);
            Gradient gradient = session.gradient();
            float[] values = gradient.values();
            int weight = gradient.records();
            for (int i = 0; i < values.length; i++) {
                vector[i] = values[i] * weight;
            }
            float[] after = session.buffers();
            for (int i = 0; i < before.length; i++) {
                vector[values.length + i] = (after[i] - before[i]) * weight;
            }
            vector[vector.length - 1] = weight;
        }

        /** Updates weights and buffers with the means. */
        void update() {
            float all = vector[vector.length - 1];
            float[] mean = new float[vector.length - 1 - before.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = vector[i] / all;
            }
            for (int i = 0; i < before.length; i++) {
                before[i] += vector[mean.length + i] / all;
            }
            session.setBuffers(before);
            session.apply(mean);
        }
    }
}
