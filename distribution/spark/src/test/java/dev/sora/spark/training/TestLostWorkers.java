// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sora.core.plan.Plan;
import dev.sora.spark.SparkMain;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors and a driver in processes of their own, which are killed within an epoch. */
final class TestLostWorkers {

    private static final String[] LONG = {
        "training.epochs=20", "training.checkpoint={every: 5 steps, keep: 3}"
    };
    private static final long MOST_SECONDS = 900;

    @TempDir private Path folder;

    /** The driver that continues runs its workers as threads, which changes nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTrainingThatLosesAnExecutorAndItsDriverEndsWithTheSameBytes(boolean shards)
            throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "processes are found on Linux");
        try (Trainings trainings = new Trainings(folder)) {
            Plan plan = trainings.plan(Trainings.DIGITS, LONG);
            WorkerSettings two = new WorkerSettings(2, 1, 1, 300, false, shards);
            trainings.run("expected", two, false, plan);
            loseExecutorAndDriver(trainings.checkpoints("out"), shards);
            assertThat(folder.resolve("out/model.sora")).doesNotExist();

            trainings.run("out", two, true, plan);
        }

        Path out = folder.resolve("out");
        assertThat(Trainings.weights(out)).isEqualTo(Trainings.weights(folder.resolve("expected")));
        assertThat(Files.readAllLines(out.resolve("history.csv"))).hasSize(21);
    }

    private void loseExecutorAndDriver(Path checkpoints, boolean shards) throws Exception {
        Path manifest = Files.writeString(folder.resolve("m.yaml"), Trainings.DIGITS);
        Path log = folder.resolve("driver.log");
        Process driver = driver(manifest, log, checkpoints, shards);
        try {
            await(driver, () -> !within(checkpoints).isEmpty());
            List<ProcessHandle> executors = driver.descendants().filter(this::isExecutor).toList();
            assertThat(executors).hasSize(2);
            executors.get(1).destroyForcibly();
            await(driver, () -> read(log).contains("attempt 1 lost a worker"));
            String continued = newest(checkpoints);
            await(driver, () -> newest(checkpoints).compareTo(continued) > 0);
        } finally {
            List<ProcessHandle> others = driver.descendants().toList();
            others.forEach(ProcessHandle::destroyForcibly);
            driver.destroyForcibly().waitFor();
            others.forEach(process -> process.onExit().join());
        }
    }

    /** The command line is too long for what Java tells of a process. */
    private boolean isExecutor(ProcessHandle process) {
        return read(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                .contains("CoarseGrainedExecutorBackend");
    }

    private Process driver(Path manifest, Path log, Path checkpoints, boolean shards)
            throws Exception {
        String classPath = System.getProperty("java.class.path");
        Files.createDirectories(folder.resolve("spark-home/jars"));
        // what killed processes leave is removed with the folder of the test
        Path temporary = Files.createDirectories(folder.resolve("temporary"));
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("--add-opens") || option.startsWith("-XX:+Use")) {
                command.add(option);
            }
        }
        command.add("-Djdk.reflect.useDirectMethodHandle=false");
        for (String setting :
                List.of(
                        "spark.master=local-cluster[2,1,1024]",
                        "spark.app.name=sora",
                        "spark.ui.enabled=false",
                        "java.io.tmpdir=" + temporary,
                        "spark.executor.extraJavaOptions=-Djava.io.tmpdir=" + temporary,
                        "spark.executor.memory=512m",
                        "spark.executor.extraClassPath=" + classPath,
                        "spark.executorEnv.DJL_CACHE_DIR=" + System.getProperty("DJL_CACHE_DIR"),
                        "spark.scheduler.barrier.maxConcurrentTasksCheck.interval=1s",
                        "spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures=900",
                        "DJL_CACHE_DIR=" + System.getProperty("DJL_CACHE_DIR"))) {
            command.add("-D" + setting);
        }
        command.addAll(List.of("-cp", classPath, SparkMain.class.getName()));
        command.addAll(List.of("train", manifest.toString()));
        for (String override : LONG) {
            command.addAll(List.of("--set", override));
        }
        command.addAll(List.of("--out", folder.resolve("out").toString()));
        command.addAll(List.of("--workers", "2"));
        command.addAll(List.of("--checkpoints", checkpoints.toUri().toString()));
        if (shards) {
            command.add("--shard-data");
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("SPARK_HOME", folder.resolve("spark-home").toString());
        // a folder without Spark's build cannot tell it
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private void await(Process driver, BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(driver.isAlive())
                    .as(() -> "the driver ended: " + read(folder.resolve("driver.log")))
                    .isTrue();
            assertThat(System.nanoTime()).as("waiting").isLessThan(end);
            Thread.sleep(10);
        }
    }

    /** Returns the checkpoints within an epoch. */
    private static List<String> within(Path checkpoints) {
        return names(checkpoints).filter(name -> name.contains("-step-")).toList();
    }

    private static String newest(Path checkpoints) {
        return names(checkpoints).max(String::compareTo).orElse("");
    }

    private static Stream<String> names(Path checkpoints) {
        String[] names = checkpoints.toFile().list();
        return names == null
                ? Stream.of()
                : Stream.of(names).filter(name -> name.matches("epoch-.*\\.ckpt"));
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "";
        }
    }
}
