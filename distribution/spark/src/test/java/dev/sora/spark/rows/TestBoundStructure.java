// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.Sora.ColumnInfo;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Records of structures, without a job of Spark. */
final class TestBoundStructure {

    private static final StructType TIMES =
            new StructType().add("day", DataTypes.DateType).add("moment", DataTypes.TimestampType);

    private static Object[] values(StructType form, List<String> names, Object... given) {
        Row row = new GenericRowWithSchema(given, form);
        var record =
                BoundStructure.of(
                                form,
                                names.stream()
                                        .map(name -> new ColumnInfo("x", name, Set.of()))
                                        .toList(),
                                "here")
                        .record(row, "here", 1);
        return names.stream().map(name -> record.find(name).orElse(null)).toArray();
    }

    /** Spark passes one of two classes for each, by a setting of the session. */
    @Test
    void timesHaveNoZoneOfTheJvm() {
        List<String> names = List.of("day", "moment");
        Instant moment = Instant.parse("2024-03-31T23:30:00.000001Z");
        Object[] modern = values(TIMES, names, LocalDate.of(1970, 1, 11), moment);
        Object[] older = values(TIMES, names, Date.valueOf("1970-01-11"), Timestamp.from(moment));

        assertThat(modern)
                .containsExactly(LocalDate.of(1970, 1, 11).atStartOfDay(), moment)
                .isEqualTo(older);
    }

    /** dmlc/xgboost issue 3634: answers for sparse vectors were not those for dense ones. */
    @Test
    void sparseAndDenseVectorsHaveTheSameNumbers() {
        StructType form = new StructType().add("x", SQLDataTypes.VectorType());
        int[] places = {1, 3};
        double[] numbers = {2.5, -1};

        assertThat(values(form, List.of("x"), Vectors.sparse(5, places, numbers)))
                .isEqualTo(values(form, List.of("x"), Vectors.dense(0, 2.5, 0, -1, 0)))
                .isNotEqualTo(values(form, List.of("x"), Vectors.dense(2.5, -1, 0, 0, 0)));
    }

    @Test
    void fieldsOfStructuresWithinAreFoundByTheirPath() {
        StructType inner = new StructType().add("age", DataTypes.DoubleType);
        StructType outer = new StructType().add("id", DataTypes.LongType).add("person", inner);
        Row person = new GenericRowWithSchema(new Object[] {30.0}, inner);

        assertThat(values(outer, List.of("person.age"), 1L, person)).containsExactly(30.0);
        assertThat(values(outer, List.of("person.age"), 1L, null)).containsOnlyNulls();
    }
}
