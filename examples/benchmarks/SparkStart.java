// SPDX-License-Identifier: Apache-2.0

import com.sun.management.OperatingSystemMXBean;
import dev.sora.core.TrainingSession;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.embedded.EmbeddedSora;
import java.io.BufferedWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Measures how long the workers of a process take to begin, and the memory that they hold then.
 *
 * <pre>
 * java SparkStart.java ROWS WORKERS shared|apart
 * </pre>
 *
 * The rows have 20 columns of numbers and a label; {@code shared} opens the sessions as the workers
 * of an executor do, {@code apart} reads and encodes for each of them.
 */
final class SparkStart {

    private static final int COLUMNS = 20;

    private SparkStart() {}

    public static void main(String[] args) throws Exception {
        int rows = Integer.parseInt(args[0]);
        int workers = Integer.parseInt(args[1]);
        boolean shared = args[2].equals("shared");
        Path folder = Files.createTempDirectory("sora-start-");
        Path csv = folder.resolve("rows.csv");
        try (EmbeddedSora sora = EmbeddedSora.builder().build()) {
            write(csv, rows);
            Plan plan = sora.plan(manifest(), folder, new Overrides(List.of(), System.getenv()));
            long before = resident();
            long begun = System.nanoTime();
            long used = processorNanos();
            List<TrainingSession> sessions = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                sessions.add(
                        shared && i > 0
                                ? sessions.get(0).another()
                                : sora.session(plan, event -> {}));
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            double processor = (processorNanos() - used) / 1e9;
            sessions.forEach(TrainingSession::next);
            System.gc();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d workers, %,d rows: %.1f s until all can begin, %.1f s of processors,"
                            + " %d MB more in memory%n",
                    args[2],
                    workers,
                    rows,
                    seconds,
                    processor,
                    resident() - before);
            sessions.forEach(TrainingSession::close);
        } finally {
            Files.deleteIfExists(csv);
            Files.delete(folder);
        }
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static String manifest() {
        return """
        manifest: 1
        name: start
        engine: {threads: 1}
        data: {train: {type: csv, path: rows.csv}}
        inputs: {x: {type: number, columns: [%s]}}
        particles: {view: {type: dense, from: x, units: 16}}
        outputs: {kind: {type: classification, column: kind, from: view}}
        training: {optimiser: {type: sgd, learning_rate: 0.1}, epochs: 1, batch_size: 64}
        """
                .formatted(names());
    }

    private static String names() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < COLUMNS; i++) {
            names.append(i == 0 ? "" : ", ").append('c').append(i);
        }
        return names.toString();
    }

    private static void write(Path csv, int rows) throws Exception {
        Random random = new Random(7);
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write(names().replace(" ", "") + ",kind\n");
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                for (int i = 0; i < COLUMNS; i++) {
                    double value = random.nextGaussian();
                    sum += value;
                    out.write(String.format(Locale.ROOT, "%.4f,", value));
                }
                out.write(sum > 0 ? "a\n" : "b\n");
            }
        }
    }

    /** Returns the memory of this process in MB. */
    private static long resident() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
