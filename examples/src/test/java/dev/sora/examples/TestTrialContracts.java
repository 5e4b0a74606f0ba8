// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import dev.sora.combiner.CombinerType;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.examples.trial.Guesses;
import dev.sora.examples.trial.TrialPlugin;
import dev.sora.metric.MetricType;
import dev.sora.optimiser.OptimiserType;
import dev.sora.optimiser.ScheduleType;
import dev.sora.order.OrderType;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.SoraType;
import dev.sora.procedure.ProcedureType;
import dev.sora.source.DataSourceType;
import dev.sora.testkit.Clause;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.InputContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.SourceContract;
import dev.sora.testkit.TypeContract;
import dev.sora.testkit.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The types of these tests meet the contracts, except those that fail on purpose. */
final class TestTrialContracts {

    private static final String ON_PURPOSE = "it fails where a setting says, for tests of that";

    @TempDir static Path folder;

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() throws IOException {
        return all().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> pluginKeepsItsContract() throws IOException {
        String inTests = "it is a part of these tests, and in no jar";
        return Contracts.plugin(new TrialPlugin())
                .covers(all())
                .without(Clause.BUNDLE, inTests)
                .without(Clause.UNLOADING, inTests)
                .tests();
    }

    private static List<TypeContract<?, ?>> all() throws IOException {
        return List.of(
                points(),
                notes(),
                vectors(),
                letters(),
                Contracts.particle(type(ParticleType.class, "bell"))
                        .on(SampleSignal.vector(3))
                        .on(SampleSignal.sequence(4, 3)),
                Contracts.particle(type(ParticleType.class, "pace")).on(SampleSignal.vector(3)),
                Contracts.particle(type(ParticleType.class, "rounding"))
                        .on(SampleSignal.vector(3))
                        .without(Clause.PRECISION, "it shows how products are rounded"),
                Contracts.particle(type(ParticleType.class, "outside"))
                        .on(SampleSignal.vector(3))
                        .on(SampleSignal.image(2, 3, 4))
                        .without(Clause.GRADIENT, "it passes none, and says so"),
                Contracts.particle(type(ParticleType.class, "share"))
                        .on(SampleSignal.vector(3))
                        .without(Clause.GRADIENT, "a constant of its weight has no gradient"),
                Contracts.procedure(type(ProcedureType.class, "two-turns")),
                Contracts.procedure(type(ProcedureType.class, "twice-precise")),
                Contracts.procedure(type(ProcedureType.class, "every-second")),
                Contracts.output(type(OutputType.class, "guess"))
                        .with("column", "y")
                        .learningFrom(
                                SampleRecords.column(
                                        "y",
                                        ColumnType.NUMBER,
                                        1.0,
                                        2.0,
                                        -1.0,
                                        0.0,
                                        3.0,
                                        5.0,
                                        2.0,
                                        4.0))
                        .on(SampleSignal.vector(4))
                        .refuses(SampleSignal.image(1, 2, 3)),
                Contracts.output(type(OutputType.class, "choice"))
                        .with("column", "kind")
                        .learningFrom(
                                SampleRecords.column(
                                        "kind",
                                        ColumnType.TEXT,
                                        "a",
                                        "b",
                                        "c",
                                        "a",
                                        "c",
                                        "b",
                                        "a",
                                        "c"))
                        .on(SampleSignal.vector(4))
                        .without(Clause.DECODING, "the answers to its questions are decoded"),
                Contracts.particle(type(ParticleType.class, "faulty")).on(SampleSignal.vector(3)),
                Contracts.combiner(type(CombinerType.class, "faulty"))
                        .on(SampleSignal.vector(3), SampleSignal.vector(3)),
                Contracts.metric(type(MetricType.class, "faulty")).range(1, 1),
                Contracts.metric(type(MetricType.class, "faulty-guess"))
                        .on(Guesses.of(12, ""), Guesses.of(9, ""), Guesses.of(3, ""))
                        .range(1, 1),
                Contracts.optimiser(type(OptimiserType.class, "faulty"))
                        .without(Clause.DESCENT, "it changes nothing: it is there to fail"),
                Contracts.schedule(type(ScheduleType.class, "faulty")),
                Contracts.order(type(OrderType.class, "faulty")));
    }

    private static <T extends SoraType> T type(Class<T> kind, String name) {
        return Workbench.type(new TrialPlugin(), kind, name);
    }

    private static SourceContract points() {
        return Contracts.source(type(DataSourceType.class, "points"))
                .variant(Map.of("samples", 30))
                .variant(Map.of("samples", 12, "strange", "d", "hole", 4))
                .broken(Map.of("samples", 12, "broken", 4), 3)
                .withoutFiles()
                .without(Clause.SETTINGS, ON_PURPOSE);
    }

    private static SourceContract letters() {
        return Contracts.source(type(DataSourceType.class, "letters"))
                .variant(Map.of("samples", 30))
                .variant(Map.of("samples", 12, "seed", 3, "letters", "AJ"))
                .refuses("samples", -1)
                .withoutFiles();
    }

    private static SourceContract notes() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "1 2 a\n3 4 b\n0.5 -1 a\n");
        return Contracts.source(type(DataSourceType.class, "notes"))
                .with("path", file.toString())
                .variant(Map.of())
                .variant(Map.of("limit", 2))
                .fails(Map.of("path", folder.resolve("missing").toString()))
                .refuses("limit", -1);
    }

    private static InputContract vectors() {
        SampleRecords records = SampleRecords.of(Column.of("x", ColumnType.VECTOR));
        for (int i = 0; i < 8; i++) {
            records = records.row(new float[] {i, -i, 0.5f});
        }
        return Contracts.input(type(InputType.class, "trial-vector"))
                .with("column", "x")
                .on(records)
                .refuses(SampleRecords.column("x", ColumnType.VECTOR, (Object) new float[2]))
                .without(Clause.SETTINGS, ON_PURPOSE);
    }
}
