// SPDX-License-Identifier: Apache-2.0
package dev.sora.series;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.metric.MetricType;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticleType;
import dev.sora.series.metric.Forecast;
import dev.sora.series.metric.ForecastOutcome;
import dev.sora.series.window.WindowsType;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.DerivationContract;
import dev.sora.testkit.InputContract;
import dev.sora.testkit.MetricContract;
import dev.sora.testkit.OutputContract;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.TypeContract;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contracts of all types and of the plugin. */
final class TestSeriesContracts {

    private static SampleRecords rows() {
        SampleRecords rows =
                SampleRecords.of(
                        Column.of("at", ColumnType.INTEGER),
                        Column.of("y", ColumnType.NUMBER),
                        Column.of("known", ColumnType.INTEGER));
        for (int i = 0; i < 12; i++) {
            rows = rows.row((long) i, Math.sin(i), (long) i % 3);
        }
        // known in advance
        return rows.row(12L, null, 0L).row(13L, null, 1L);
    }

    private static SampleRecords windows() {
        SampleRecords windows =
                SampleRecords.of(
                        Column.of("series", ColumnType.TEXT),
                        Column.of("y", ColumnType.VECTOR),
                        Column.of("known", ColumnType.VECTOR),
                        Column.of("y_next", ColumnType.VECTOR));
        for (int i = 0; i < 8; i++) {
            windows =
                    windows.row(
                            i % 2 == 0 ? "a" : "b",
                            new float[] {i, i + 0.5f, i * i},
                            new float[] {i, 0, 1 - i},
                            new float[] {i * 2, i % 3 == 0 ? Float.NaN : i - 1});
        }
        return windows;
    }

    private static SampleRecords broken() {
        return SampleRecords.of(
                        Column.of("series", ColumnType.TEXT),
                        Column.of("y", ColumnType.VECTOR),
                        Column.of("known", ColumnType.VECTOR),
                        Column.of("y_next", ColumnType.VECTOR))
                .row("a", new float[2], new float[2], new float[3])
                .row(
                        "a",
                        new float[] {1, 2, Float.NaN},
                        new float[] {1, Float.NaN, 2},
                        new float[] {Float.NaN, Float.NaN})
                .row("a", null, null, null);
    }

    private static List<DerivationContract> derivations() {
        return List.of(
                Contracts.derivation(new WindowsType())
                        .with("time", "at")
                        .with("target", "y")
                        .with("history", 3)
                        .with("horizon", 2)
                        .variant(Map.of())
                        .variant(Map.of("known", List.of("known"), "stride", 2))
                        .variant(Map.of("validation_from", 6, "test_from", 9))
                        .refuses("history", 0)
                        .refuses("missing", "next")
                        .on(rows()));
    }

    private static List<InputContract> inputs() {
        return List.of(
                Contracts.input(type("series"))
                        .with("column", "y")
                        .variant(Map.of("with", List.of("known")))
                        .variant(Map.of("scale", "series", "returns", "vector"))
                        .variant(Map.of("scale", "all"))
                        .refuses("scale", "half")
                        .on(windows())
                        .refuses(broken()),
                Contracts.input(type("target-series"))
                        .with("column", "y_next")
                        .with("history", "y")
                        .variant(Map.of())
                        .on(windows())
                        .refuses(broken()),
                Contracts.input(type("known-series"))
                        .with("columns", List.of("known"))
                        .variant(Map.of())
                        .variant(Map.of("returns", "vector"))
                        .on(windows())
                        .refuses(broken()));
    }

    private static InputType type(String name) {
        return Workbench.type(new SeriesPlugin(), InputType.class, name);
    }

    private static List<ParticleContract> particles() {
        return List.of(
                Contracts.particle(
                                Workbench.type(new SeriesPlugin(), ParticleType.class, "alongside"))
                        .variant(Map.of())
                        .on(SampleSignal.sequence(4, 2), SampleSignal.sequence(3, 3))
                        .on(SampleSignal.sequence(3, 1), SampleSignal.sequence(4, 2))
                        .refuses(SampleSignal.sequence(4, 2))
                        .refuses(SampleSignal.sequence(4, 2), SampleSignal.vector(3)));
    }

    private static List<OutputContract> outputs() {
        SignalSpec history =
                SignalSpec.sequence(TensorSpec.floats(3, 2))
                        .with("window_level", TensorSpec.floats(1))
                        .with("window_spread", TensorSpec.floats(1))
                        .with("scaled", TensorSpec.indices(1))
                        .withEntries("scaled", List.of("y"));
        SignalSpec past =
                SignalSpec.floats(3)
                        .with("level", TensorSpec.floats(1))
                        .with("spread", TensorSpec.floats(1))
                        .with("scaled", TensorSpec.indices(1))
                        .withEntries("scaled", List.of("y"));
        SignalSpec other = past.withEntries("scaled", List.of("known"));
        SignalSpec otherHistory = history.withEntries("scaled", List.of("known"));
        return List.of(
                Contracts.output(
                                Workbench.type(
                                        new SeriesPlugin(), OutputType.class, "generated-forecast"))
                        .with("column", "y_next")
                        .with("history", "y")
                        .variant(Map.of())
                        .variant(Map.of("paths", 1, "quantiles", List.of()))
                        .learningFrom(windows())
                        .on(
                                SampleSignal.sequence(2, 4),
                                SampleSignal.sequence(2, 1),
                                SampleSignal.of(history).between(0.5, 2))
                        .refuses(SampleSignal.sequence(2, 4))
                        .refuses(
                                SampleSignal.sequence(2, 4),
                                SampleSignal.sequence(2, 1),
                                SampleSignal.sequence(3, 2))
                        .refuses(
                                SampleSignal.sequence(2, 4),
                                SampleSignal.sequence(2, 1),
                                SampleSignal.of(otherHistory))
                        .refuses(broken())
                        .refuses("paths", 0),
                Contracts.output(Workbench.type(new SeriesPlugin(), OutputType.class, "forecast"))
                        .with("column", "y_next")
                        .with("history", "y")
                        .variant(Map.of())
                        .variant(Map.of("season", 2, "quantiles", List.of(0.05, 0.5, 0.6)))
                        .variant(Map.of("quantiles", List.of()))
                        .learningFrom(windows())
                        .on(SampleSignal.vector(4), SampleSignal.of(past).between(0.5, 2))
                        .refuses(SampleSignal.vector(4))
                        .refuses(SampleSignal.vector(4), SampleSignal.vector(3))
                        .refuses(SampleSignal.sequence(3, 4), SampleSignal.of(past))
                        .refuses(SampleSignal.vector(4), SampleSignal.of(other))
                        .refuses(broken())
                        .kinks(0.3, "the pinball loss, and quantiles that cross")
                        .refuses("season", 0));
    }

    private static List<MetricContract> metrics() {
        ForecastOutcome one = outcome(1, 2);
        ForecastOutcome other = outcome(5, -3);
        List<MetricContract> metrics = new ArrayList<>();
        for (String name : List.of("mae", "rmse", "smape", "mase", "pinball", "coverage")) {
            metrics.add(
                    Contracts.metric(Workbench.type(new SeriesPlugin(), MetricType.class, name))
                            .on(one)
                            .on(other)
                            .on(one.joined(List.of(other)), one, other)
                            .range(0, name.equals("coverage") ? 1 : 1000));
        }
        return metrics;
    }

    private static ForecastOutcome outcome(double first, double second) {
        double[] predicted = {first, second};
        double[][] quantiles = {{first - 1, second - 2}, predicted, {first + 1, second}};
        Forecast forecast =
                new Forecast(
                        "a",
                        predicted,
                        quantiles,
                        new double[] {2, 0.5},
                        new double[] {1, 1, 2},
                        0.5);
        return new ForecastOutcome(new double[] {0.1, 0.5, 0.9}, 1, List.of(forecast));
    }

    private static List<TypeContract<?, ?>> all() {
        List<TypeContract<?, ?>> all = new ArrayList<>(derivations());
        all.addAll(inputs());
        all.addAll(particles());
        all.addAll(outputs());
        all.addAll(metrics());
        return all;
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> plugin() {
        return Contracts.plugin(new SeriesPlugin()).covers(all()).tests();
    }
}
