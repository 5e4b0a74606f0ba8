// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.io.TensorData;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.planning.LikeStandard;
import dev.sora.core.planning.LikeVision;
import dev.sora.core.planning.OnlyPlans;
import dev.sora.core.planning.Planner;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.tensor.SignalSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that are taken from a package know signals, and columns, by their places. */
final class TestTakenSignals {

    /** Two layers behind a concatenation, one of them behind a dropout. */
    private static final String TRAINED =
            """
            manifest: 1
            data:
              train: {type: rows}
            inputs:
              x: {type: numbers, columns: [a, b]}
              z: {type: numbers, columns: [c, d]}
            particles:
              left: {type: dense, from: x, units: 2}
              right: {type: dense, from: z, units: 2}
              one: {type: dropout, from: left}
              two: {type: dropout, from: right}
              drop: {type: dropout, from: joined}
              head: {type: dense, from: drop, units: 2}
              tail: {type: dense, from: beside, units: 2}
            combiners:
              joined: {type: concat, from: [one, two]}
              beside: {type: concat, from: [left, right]}
            outputs:
              first: {type: classification, column: label, from: head}
              second: {type: classification, column: label, from: tail}
            """;

    /** Takes both layers, and nothing else. */
    private static final String TAKING =
            TRAINED.replace("head: {type: dense,", "head: {package: m.sora,")
                    .replace("tail: {type: dense,", "tail: {package: m.sora,");

    @TempDir private Path folder;

    @BeforeEach
    void write() {
        write(TRAINED);
    }

    private void write(String trained) {
        Map<String, TensorData> weights = new LinkedHashMap<>();
        for (String node : List.of("left", "right")) {
            weights.put(node + ".weight", TensorData.floats(new float[4], 2, 2));
            weights.put(node + ".bias", TensorData.floats(new float[2], 2));
        }
        for (String node : List.of("head", "tail")) {
            int width = node.equals("head") && trained.contains("joined: {type: sum") ? 2 : 4;
            weights.put(node + ".weight", TensorData.floats(new float[2 * width], 2, width));
            weights.put(node + ".bias", TensorData.floats(new float[2], 2));
        }
        ModelPackage.write(
                folder.resolve("m.sora"),
                new ModelPackage(
                        trained, Map.of("lock", 1L), weights, Map.of(), Metrics.none(), ""));
    }

    private List<Problem> problems(String manifest) {
        OfferedPlugin plugin =
                new OfferedPlugin(
                        "rows",
                        "1.0.0",
                        "rows.jar",
                        TestTakenSignals.class.getClassLoader(),
                        List.of(new Numbers(), new Rows()));
        Planner planner =
                new Planner(
                        new Catalogue(
                                List.of(plugin, LikeStandard.plugin(), LikeVision.engine()),
                                KnownTypes.none()));
        try {
            planner.plan(
                    new ManifestReader()
                            .read("m.yaml", folder, manifest, new Overrides(List.of(), Map.of())));
            return List.of();
        } catch (SoraException e) {
            return e.problems();
        }
    }

    /** Returns where a manifest says what a node is. */
    private static String line(String manifest, String node) {
        String before = manifest.substring(0, manifest.indexOf("  " + node + ": {"));
        return "m.yaml:%d:".formatted(before.lines().count() + 1);
    }

    private void refuses(String manifest, String node, String needs, String have) {
        assertThat(problems(manifest))
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.code()).isEqualTo("SORA-2213");
                            assertThat(problem.where()).startsWith(line(manifest, node));
                            assertThat(problem.needs()).isEqualTo(needs);
                            assertThat(problem.have()).isEqualTo(have);
                        });
    }

    @Test
    void acceptsTheSameOrder() {
        assertThat(problems(TAKING)).isEmpty();
    }

    @Test
    void findsPartsInAnotherOrderBehindParticlesWithoutWeights() {
        refuses(TAKING.replace("[one, two]", "[two, one]"), "joined", "[one, two]", "[two, one]");
        // each dropout has a source of a new name, and both together are turned
        refuses(
                TAKING.replace("one: {type: dropout, from: left}", "one: {type: dropout, from: r}")
                        .replace(
                                "two: {type: dropout, from: right}",
                                "two: {type: dropout, from: left}")
                        .replace("from: r}", "from: right}"),
                "head",
                "[left, right]",
                "[right, left]");
    }

    @Test
    void findsColumnsInAnotherOrderOfAnInputThatIsNotTaken() {
        String reading =
                TAKING.replace(
                        "left: {type: dense, from: x, units: 2}",
                        "left: {package: m.sora, from: x}");

        assertThat(problems(reading)).isEmpty();
        assertThat(problems(reading.replace("[a, b]", "[a, c]"))).isEmpty();
        refuses(reading.replace("[a, b]", "[b, a]"), "x", "[a, b]", "[b, a]");
        // nothing that was learned is behind them
        assertThat(problems(TAKING.replace("[a, b]", "[b, a]"))).isEmpty();
    }

    @Test
    void saysOfEachNodeThatItsOrderDiffers() {
        String turned =
                TAKING.replace("[one, two]", "[two, one]")
                        .replace("[left, right]", "[right, left]");

        assertThat(problems(turned))
                .extracting(Problem::where)
                .satisfiesExactly(
                        where -> assertThat(where).startsWith(line(turned, "joined")),
                        where -> assertThat(where).startsWith(line(turned, "beside")));
    }

    @Test
    void acceptsAnyOrderThatNoWeightsWereTrainedOn() {
        String fresh =
                TAKING.replace("head: {package: m.sora,", "head: {type: dense,")
                        .replace("joined: {type: concat,", "joined: {package: m.sora,");

        assertThat(problems(fresh.replace("[one, two]", "[two, one]"))).isEmpty();
        String between =
                TAKING.replace("head: {package: m.sora,", "head: {package: m.sora, node: tail,")
                        .replace("from: drop,", "from: view,")
                        .replace("  drop:", "  view: {type: dense, from: drop, units: 4}\n  drop:");
        assertThat(problems(between.replace("[one, two]", "[two, one]"))).isEmpty();
    }

    /** A second use of a signal is none of it at another place. */
    @Test
    void acceptsADuplicateInPlaceOfAnother() {
        assertThat(problems(TAKING.replace("[left, right]", "[left, left]"))).isEmpty();
        assertThat(problems(TAKING.replace("[left, right]", "[right, right]"))).isEmpty();
        refuses(
                TAKING.replace("[left, right]", "[right, one]"),
                "beside",
                "[left, right]",
                "[right, one]");
    }

    /** A sum is the same in any order, also where it is a part of what has an order. */
    @Test
    void acceptsAnyOrderOfASum() {
        String summed =
                TRAINED.replace("joined: {type: concat,", "joined: {type: sum,")
                        .replace(
                                "beside: {type: concat, from: [left, right]}",
                                "inner: {type: sum, from: [one, right]}\n"
                                        + "  beside: {type: concat, from: [inner, left]}");
        write(summed);
        String taking =
                summed.replace("head: {type: dense,", "head: {package: m.sora,")
                        .replace("tail: {type: dense,", "tail: {package: m.sora,");

        assertThat(problems(taking)).isEmpty();
        assertThat(problems(taking.replace("[one, two]", "[two, one]"))).isEmpty();
        assertThat(problems(taking.replace("[one, right]", "[right, one]"))).isEmpty();
        // what hands the signals on has other names and stands elsewhere, too
        assertThat(
                        problems(
                                taking.replace("one: {type: dropout, from: left}", "a: DROP right}")
                                        .replace(
                                                "two: {type: dropout, from: right}",
                                                "b: DROP left}")
                                        .replace("DROP", "{type: dropout, from:")
                                        .replace("[one, two]", "[a, b]")
                                        .replace("[one, right]", "[right, b]")))
                .isEmpty();
        refuses(
                taking.replace("[inner, left]", "[left, inner]"),
                "beside",
                "[inner, left]",
                "[left, inner]");
        // another signal of the sum is a part of the concatenation
        refuses(
                taking.replace("[one, right]", "[two, left]")
                        .replace("[inner, left]", "[inner, right]"),
                "tail",
                "[left, right, left]",
                "[right, left, right]");
    }

    private record Numbers() implements InputType {

        private static final Setting<List<String>> COLUMNS =
                Setting.<List<String>>of(
                                "columns",
                                "The columns of numbers.",
                                new SettingType.ListOf(
                                        new SettingType.Column(Set.of(ColumnType.NUMBER)),
                                        OptionalInt.empty()),
                                List.class)
                        .required();

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("numbers", "Numbers.", COLUMNS);
        }

        @Override
        public InputParticle create(Settings settings) {
            return new OnlyPlans.Input(SignalSpec.floats(settings.get(COLUMNS).size()));
        }
    }

    private record Rows() implements DataSourceType {
        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("rows", "Rows.");
        }

        @Override
        public Optional<Schema> schema(Settings settings) {
            return Optional.of(
                    Schema.of(
                            Column.of("a", ColumnType.NUMBER),
                            Column.of("b", ColumnType.NUMBER),
                            Column.of("c", ColumnType.NUMBER),
                            Column.of("d", ColumnType.NUMBER),
                            Column.of("label", ColumnType.TEXT)));
        }

        @Override
        public DataSource open(Settings settings) {
            throw new UnsupportedOperationException("planning reads no data");
        }
    }
}
