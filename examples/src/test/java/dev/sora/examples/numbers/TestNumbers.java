// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.combiner.CombinerType;
import dev.sora.container.flat.FlatHost;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineType;
import dev.sora.examples.numbers.Expected.Row;
import dev.sora.metric.MetricType;
import dev.sora.optimiser.OptimiserType;
import dev.sora.optimiser.Schedule;
import dev.sora.optimiser.ScheduleType;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares metrics, losses, optimisers, schedules, particles and combiners with reference values of
 * PyTorch and scikit-learn, which are in {@code examples/benchmarks/numbers} with their script.
 */
final class TestNumbers {

    private static final Set<Kind> NUMERIC =
            Set.of(
                    InputType.KIND,
                    ParticleType.KIND,
                    CombinerType.KIND,
                    OutputType.KIND,
                    OptimiserType.KIND,
                    ScheduleType.KIND,
                    MetricType.KIND);

    private static Expected expected;
    private static List<SoraType> types;
    private static Engine engine;
    private static Workbench bench;

    @BeforeAll
    static void open() {
        expected = Expected.read();
        types =
                FlatHost.ofClassPath(TestNumbers.class.getClassLoader()).offers().stream()
                        .filter(plugin -> !plugin.name().equals("testkit"))
                        .map(OfferedPlugin::types)
                        .flatMap(List::stream)
                        .toList();
        bench = new Workbench();
        EngineType cpu = (EngineType) type(EngineType.KIND, "cpu");
        engine = cpu.start(Workbench.settings(cpu, Map.of("threads", 1)));
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static SoraType type(Kind kind, String name) {
        return types.stream()
                .filter(type -> type.kind() == kind && type.descriptor().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " '" + name + "'"));
    }

    /** Metrics of one name are distinguished by their form of outcome. */
    private static String key(SoraType type) {
        String name = type.kind().word() + " " + type.descriptor().name();
        return type instanceof MetricType<?> metric
                ? name + " of " + metric.outcome().getSimpleName()
                : name;
    }

    /** A new type needs a row, or a sentence that explains why there is no reference. */
    @Test
    void everyTypeHasARowOrAReason() {
        Set<String> compared = new TreeSet<>(expected.without().keySet());
        for (Row row : expected.rows()) {
            if (row.text("kind").equals("metrics")) {
                String form = new MetricRow(row, null, bench).outcome().getSimpleName();
                row.rows("results")
                        .forEach(
                                each ->
                                        compared.add(
                                                "metric " + each.text("type") + " of " + form));
            } else {
                compared.add(row.text("kind") + " " + row.text("type"));
            }
        }
        Set<String> offered = new TreeSet<>();
        types.stream().filter(t -> NUMERIC.contains(t.kind())).forEach(t -> offered.add(key(t)));

        assertThat(compared)
                .as("add a row or a reason to examples/benchmarks/numbers/expected.py")
                .containsExactlyElementsOf(offered);
    }

    @TestFactory
    Stream<DynamicTest> particlesAndCombiners() {
        return Stream.of(ParticleType.KIND, CombinerType.KIND)
                .flatMap(
                        kind ->
                                tests(
                                        kind,
                                        (row, type) -> {
                                            try (Workbench own = new Workbench()) {
                                                new GraphRow(row, type, engine, own).check();
                                            }
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> losses() {
        return tests(
                OutputType.KIND,
                (row, type) -> OutputRow.check(row, (OutputType) type, engine, bench));
    }

    @TestFactory
    Stream<DynamicTest> optimisers() {
        return tests(
                OptimiserType.KIND,
                (row, type) -> OptimiserRow.check(row, (OptimiserType) type, engine, bench));
    }

    @TestFactory
    Stream<DynamicTest> schedules() {
        return tests(ScheduleType.KIND, (row, type) -> schedule(row, (ScheduleType) type));
    }

    private static void schedule(Row row, ScheduleType type) {
        Schedule schedule = type.create(Workbench.settings(type, row.map("settings")));
        int epochs = row.count("epochs");
        int each = row.count("each");
        double[] factors = row.numbers("factors");
        List<Double> monitored = new ArrayList<>();
        for (int i = 0; i < factors.length; i++) {
            int step = row.has("monitored") ? i * each : i;
            double found =
                    schedule.factor(
                            new Schedule.Progress(
                                    step + 1L,
                                    (long) epochs * each,
                                    step / each + 1,
                                    epochs,
                                    Collections.unmodifiableList(monitored)));
            assertThat(found).as("step %d", step + 1).isCloseTo(factors[i], within(1e-6));
            if (row.has("monitored") && i < row.list("monitored").size()) {
                monitored.add(row.numbers("monitored")[i]);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> metrics() {
        OutputType classification = (OutputType) type(OutputType.KIND, "classification");
        return expected.rows().stream()
                .filter(row -> row.text("kind").equals("metrics"))
                .flatMap(
                        row -> {
                            MetricRow data = new MetricRow(row, classification, bench);
                            return row.rows("results").stream()
                                    .map(
                                            result ->
                                                    DynamicTest.dynamicTest(
                                                            result.text("type")
                                                                    + " "
                                                                    + result.map("settings"),
                                                            () ->
                                                                    data.check(
                                                                            result,
                                                                            metric(result, data))));
                        });
    }

    private static MetricType<?> metric(Row result, MetricRow data) {
        return types.stream()
                .filter(MetricType.class::isInstance)
                .<MetricType<?>>map(type -> (MetricType<?>) type)
                .filter(type -> type.descriptor().name().equals(result.text("type")))
                .filter(type -> type.outcome() == data.outcome())
                .findFirst()
                .orElseThrow();
    }

    /** Compares a row with its type. */
    private interface Check {
        void of(Row row, SoraType type);
    }

    private static Stream<DynamicTest> tests(Kind kind, Check check) {
        return expected.rows().stream()
                .filter(row -> row.text("kind").equals(kind.word()))
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row.text("type") + " " + row.map("settings"),
                                        () -> check.of(row, type(kind, row.text("type")))));
    }
}
