// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import dev.sora.engine.Engine;
import dev.sora.engine.Tape;
import dev.sora.examples.numbers.Expected.Row;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputType;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** An output without a head, so that the signal is the prediction: its loss and gradient. */
final class OutputRow {

    private OutputRow() {}

    /** Records in memory. */
    record Rows(List<DataRecord> all) implements Records {

        static Rows of(List<String> columns, List<? extends List<?>> rows) {
            List<Column> types = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                types.add(Column.of(columns.get(i), typeOf(rows.get(0).get(i))));
            }
            Schema schema = new Schema(types);
            List<DataRecord> records = new ArrayList<>();
            for (List<?> row : rows) {
                long number = records.size() + 1L;
                records.add(new DataRecord(schema, "rows", number, row.toArray()));
            }
            return new Rows(records);
        }

        private static ColumnType typeOf(Object value) {
            return value instanceof String
                    ? ColumnType.TEXT
                    : value instanceof Boolean ? ColumnType.BOOLEAN : ColumnType.NUMBER;
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.of(all.size());
        }

        @Override
        public void forEach(Consumer<DataRecord> action) {
            all.forEach(action);
        }
    }

    static void check(Row row, OutputType type, Engine engine, Workbench bench) {
        Rows rows =
                row.has("targets")
                        ? Rows.of(List.of("y"), row.list("targets").stream().map(List::of).toList())
                        : Rows.of(
                                List.of("u", "i"),
                                List.of(List.of("x", "a"), List.of("y", "b"), List.of("z", "c")));
        FittedOutput output = type.create(Workbench.settings(type, row.map("settings"))).fit(rows);
        Row given = row.row("scores");
        Shape shape = new Shape(given.shape("shape"));
        float[] values =
                Expected.values(given.count("seed"), (int) shape.size(), given.number("factor"));
        try (Tape tape = engine.openTape()) {
            NDArray scores = tape.watch(bench.manager().create(values, shape));
            var pass = bench.pass(true, Map.of());
            Signal prediction = output.forward(List.of(Signal.of(scores)), pass);
            NDArray loss =
                    output.loss(
                            prediction,
                            output.target(bench.upload(output.encode(rows.all()))),
                            pass);
            assertThat((double) loss.getFloat())
                    .as("loss")
                    .isCloseTo(row.number("loss"), within(2e-5 * Math.max(1, row.number("loss"))));
            tape.backward(loss);
            Expected.compare(
                    "gradient", tape.gradient(scores).toFloatArray(), row.numbers("gradient"));
        }
    }
}
