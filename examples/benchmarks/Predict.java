// SPDX-License-Identifier: Apache-2.0

import dev.sora.container.felix.FelixHost;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.Sora;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.host.KnownTypes;
import dev.sora.data.ImageValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures single predictions of an open model:
 * {@code java -cp ... Predict.java MODEL PLUGINS CACHE COUNT [median]}. Records are random images of
 * 28 x 28, or random texts of 500 words. With {@code median}, it prints nothing but the median time
 * of COUNT predictions in microseconds, again and again without an end.
 */
final class Predict {

    /** So long that the compiler of the JVM is done with what runs at every prediction. */
    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(15);

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        int count = Integer.parseInt(args[3]);
        try (FelixHost host =
                FelixHost.open(Path.of(args[2]), "0.0.0", TrustPolicy.open())) {
            try (Stream<Path> jars = Files.list(Path.of(args[1]))) {
                host.installAll(jars.filter(jar -> jar.toString().endsWith(".jar")).toList());
            }
            host.start();
            try (Sora sora = new SoraRuntime(host, KnownTypes.none())) {
                long begun = System.nanoTime();
                Model model = sora.open(file);
                long opened = System.nanoTime();
                List<Map<String, Object>> records = records(model, count);
                if (args.length > 4) {
                    medians(model, records);
                }
                model.predict(records.get(0));
                System.out.printf(
                        "open                    %9.1f ms for %.1f MB%n",
                        (opened - begun) / 1e6, Files.size(file) / 1e6);
                measure(model, records);
                model.close();
            }
        }
    }

    private static List<Map<String, Object>> records(Model model, int count) {
        String column = model.columns().get(0).column();
        boolean picture = column.equals("image");
        Random random = new Random(7);
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(Map.of(column, picture ? picture(random) : text(random)));
        }
        return records;
    }

    private static ImageValue picture(Random random) {
        byte[] samples = new byte[28 * 28];
        random.nextBytes(samples);
        return new ImageValue(28, 28, 1, samples);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            text.append(" w").append(random.nextInt(9990));
        }
        return text.toString();
    }

    private static void medians(Model model, List<Map<String, Object>> records) {
        long[] nanos = new long[records.size()];
        while (true) {
            for (int i = 0; i < nanos.length; i++) {
                long begun = System.nanoTime();
                model.predict(records.get(i));
                nanos[i] = System.nanoTime() - begun;
            }
            Arrays.sort(nanos);
            System.out.printf("%.1f%n", nanos[nanos.length / 2] / 1e3);
        }
    }

    private static void measure(Model model, List<Map<String, Object>> records) throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; System.nanoTime() - begin < WARM_UP; i++) {
            model.predict(records.get(i % records.size()));
        }
        int count = records.size();
        long[] nanos = new long[count];
        Object[] alone = new Object[count];
        long before = resident();
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            Prediction prediction = model.predict(records.get(i));
            nanos[i] = System.nanoTime() - begun;
            alone[i] = prediction.outputs();
        }
        Arrays.sort(nanos);
        System.out.printf(
                "one record              %9.1f us median, %.1f us at 99 %%%n",
                nanos[count / 2] / 1e3, nanos[count * 99 / 100] / 1e3);
        System.out.printf("resident memory         %9d MB before, %d MB after%n", before, resident());
        for (int threads : new int[] {1, 2, 8}) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            // in the first round, the memory includes the allocator's arenas of new threads
            for (int round = 0; round < (threads == 8 ? 4 : 1); round++) {
                throughput(model, records, alone, threads, pool);
            }
            pool.shutdown();
        }
    }

    private static void throughput(
            Model model,
            List<Map<String, Object>> records,
            Object[] alone,
            int threads,
            ExecutorService pool)
            throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int first = t;
            calls.add(
                    () -> {
                        int others = 0;
                        for (int i = first; i < records.size(); i += threads) {
                            Object now = model.predict(records.get(i)).outputs();
                            others += now.equals(alone[i]) ? 0 : 1;
                        }
                        return others;
                    });
        }
        long begun = System.nanoTime();
        int others = 0;
        for (Future<Integer> done : pool.invokeAll(calls)) {
            others += done.get();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%d thread%s               %9.0f a second, %d of %d answers differ, %d MB%n",
                threads,
                threads == 1 ? " " : "s",
                records.size() / seconds,
                others,
                records.size(),
                resident());
    }

    /** Returns the memory of the process in megabytes; 0 if the system does not report it. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
