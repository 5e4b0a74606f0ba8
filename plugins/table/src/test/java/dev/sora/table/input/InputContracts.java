// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.InputContract;
import dev.sora.testkit.SampleRecords;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the inputs of the plugin are tried on. */
public final class InputContracts {

    private static final SampleRecords NUMBERS =
            SampleRecords.of(
                            Column.of("age", ColumnType.INTEGER),
                            Column.of("height", ColumnType.NUMBER))
                    .row(31L, 1.5)
                    .row(7L, 0.9)
                    .row(64L, null)
                    .row(31L, -2.0)
                    .row(null, 1e6)
                    .row(0L, 1.7)
                    .row(45L, 1.8)
                    .row(12L, 1.4)
                    .row(99L, 0.0);

    private InputContracts() {}

    /** Returns the contracts, each type with columns of several types. */
    public static List<InputContract> all() {
        return List.of(
                numbers(),
                strictNumbers(),
                writtenNumbers(),
                categories(),
                strictCategories(),
                severalCategories(),
                dates(),
                writtenDates(),
                vectors(),
                strictVectors());
    }

    private static InputContract numbers() {
        return Contracts.input(new NumberType())
                .with("columns", List.of("age", "height"))
                .variant(Map.of())
                .variant(Map.of("scale", "min-max", "missing", "indicator"))
                .variant(Map.of("scale", "log", "missing", "zero", "clip", 2))
                .variant(Map.of("scale", "quantile"))
                .variant(Map.of("scale", "none"))
                .variant(Map.of("bins", 3))
                .variant(Map.of("bins", 4, "bin_values", "one_hot", "missing", "indicator"))
                .variant(Map.of("bins", 4, "bin_values", "index"))
                .on(NUMBERS)
                .refuses("bins", 1)
                .refuses("clip", 0)
                .refuses("scale", "guess");
    }

    private static InputContract strictNumbers() {
        return Contracts.input(new NumberType())
                .with("column", "age")
                .with("missing", "error")
                .on(SampleRecords.column("age", ColumnType.INTEGER, 3L, 1L, 4L, 1L, 5L, 9L, 2L, 6L))
                .refuses(
                        SampleRecords.of(Column.of("age", ColumnType.INTEGER))
                                .row(new Object[] {null}));
    }

    private static InputContract writtenNumbers() {
        return Contracts.input(new NumberType())
                .with("column", "age")
                .on(
                        SampleRecords.column(
                                "age",
                                ColumnType.TEXT,
                                "3",
                                " 1.5",
                                "-4e2",
                                "1",
                                "5",
                                "9",
                                "2",
                                "6"))
                .on(
                        SampleRecords.column(
                                "age",
                                ColumnType.BOOLEAN,
                                true,
                                false,
                                true,
                                true,
                                false,
                                true,
                                false,
                                true))
                .refuses(SampleRecords.column("age", ColumnType.TEXT, "old"));
    }

    private static InputContract categories() {
        return Contracts.input(new CategoryType())
                .with("column", "town")
                .variant(Map.of())
                .variant(Map.of("one_hot", true))
                .variant(Map.of("min_count", 2))
                .variant(Map.of("max_values", 1, "one_hot", true))
                .variant(Map.of("separator", "|"))
                .variant(Map.of("separator", "|", "average", true))
                .on(
                        SampleRecords.of(Column.of("town", ColumnType.TEXT))
                                .row("Rome")
                                .row("Bonn")
                                .row("Rome")
                                .row(new Object[] {null})
                                .row("Oslo|Rome")
                                .row("")
                                .row("Bonn")
                                .row("Rome|Rome"))
                .refuses("max_values", 0)
                .refuses("min_count", 0);
    }

    private static InputContract strictCategories() {
        return Contracts.input(new CategoryType())
                .with("column", "code")
                .with("unknown", "error")
                .with("missing", "error")
                .variant(Map.of())
                .variant(Map.of("one_hot", true))
                .on(
                        SampleRecords.column(
                                "code", ColumnType.INTEGER, 3L, 1L, 4L, 1L, 5L, 9L, 2L, 6L))
                .refuses(SampleRecords.column("code", ColumnType.INTEGER, 77L));
    }

    private static InputContract severalCategories() {
        return Contracts.input(new CategoryType())
                .with("columns", List.of("age", "height"))
                .variant(Map.of())
                .variant(Map.of("one_hot", true))
                .on(NUMBERS);
    }

    private static InputContract dates() {
        return Contracts.input(new DateType())
                .with("column", "when")
                .variant(Map.of())
                .variant(Map.of("missing", "indicator", "zone", "Europe/Berlin"))
                .variant(
                        Map.of(
                                "features",
                                List.of("year", "year_day", "day", "minute"),
                                "zone",
                                "+05:30"))
                .on(
                        SampleRecords.of(Column.of("when", ColumnType.TIME))
                                .row(Instant.parse("2024-02-29T12:30:00Z"))
                                .row(Instant.parse("1969-12-31T23:59:59Z"))
                                .row(new Object[] {null})
                                .row(Instant.EPOCH)
                                .row(Instant.parse("2024-12-31T00:00:00Z"))
                                .row(Instant.parse("2000-01-01T06:00:00Z"))
                                .row(Instant.parse("2030-07-15T18:45:00Z"))
                                .row(Instant.parse("2024-02-28T12:30:00Z")))
                .refuses("features", List.of("century"))
                .refuses("missing", "guess");
    }

    private static InputContract vectors() {
        return Contracts.input(new VectorType())
                .with("column", "v")
                .variant(Map.of())
                .variant(Map.of("size", 2, "scale", "min-max", "missing", "indicator"))
                .variant(Map.of("scale", "log", "missing", "zero", "clip", 2))
                .variant(Map.of("scale", "quantile", "nodata", List.of(-9999)))
                .variant(Map.of("scale", "none"))
                .on(
                        SampleRecords.of(Column.of("v", ColumnType.VECTOR))
                                .row(new float[] {1, 2})
                                .row(new float[] {1, -2})
                                .row(new Object[] {null})
                                .row(new float[] {0, Float.NaN})
                                .row(new float[] {-9999, 7})
                                .row(new float[] {1e30f, 1e-30f})
                                .row(new float[] {3, 2})
                                .row(new float[] {4, 2}))
                .refuses(
                        SampleRecords.column(
                                "v",
                                ColumnType.VECTOR,
                                new float[] {1},
                                new float[] {1, Float.POSITIVE_INFINITY}))
                .refuses("size", 0)
                .refuses("scale", "guess");
    }

    private static InputContract strictVectors() {
        return Contracts.input(new VectorType())
                .with("column", "v")
                .with("missing", "error")
                .on(
                        SampleRecords.column(
                                "v",
                                ColumnType.IDENTIFIERS,
                                new long[] {1, 2},
                                new long[] {3, 4},
                                new long[] {5, 6},
                                new long[] {7, 8},
                                new long[] {9, 0},
                                new long[] {2, 1},
                                new long[] {4, 3},
                                new long[] {6, 5}))
                .refuses(
                        SampleRecords.of(Column.of("v", ColumnType.IDENTIFIERS))
                                .row(new Object[] {null}));
    }

    private static InputContract writtenDates() {
        return Contracts.input(new DateType())
                .with("column", "when")
                .with("missing", "error")
                .with("format", "dd/MM/yyyy")
                .on(
                        SampleRecords.column(
                                "when",
                                ColumnType.TEXT,
                                "01/02/2003",
                                "29/02/2024",
                                "31/12/1999",
                                "01/01/1970",
                                "15/06/2010",
                                "02/02/2003",
                                "03/02/2003",
                                "04/02/2003"))
                .refuses(SampleRecords.column("when", ColumnType.TEXT, "2003-02-01", "soon"));
    }
}
