// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import static org.apache.spark.sql.functions.col;

import dev.sora.core.Model;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.spark.rows.BoundColumns;
import dev.sora.spark.rows.RecordReader;
import dev.sora.spark.rows.RowForm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Predicts for tables of Spark. Nothing is computed before a job reads the result. */
public final class Predictions {

    /** The column that tables of files have without showing it. */
    private static final String METADATA = "_metadata";

    private static final String FILE = METADATA + ".file_path";
    private static final String ROW = METADATA + ".row_index";

    private Predictions() {}

    /**
     * Returns a table with the predictions of a model, a row for each row of the input.
     *
     * @param input must have the columns that the model reads, by their exact names
     * @param wanted the columns of the result
     * @throws DataException if the input lacks a column or has it in a type that records do not
     *     have; a job that reads the result fails for a broken row, unless such are skipped
     */
    public static Dataset<Row> of(
            Dataset<Row> input, ShippedModel model, PredictionColumns wanted) {
        return of(input, model, wanted, RowForm.TABLE, "table");
    }

    /**
     * Returns a table with predictions for the rows of a format.
     *
     * @param where the input, for messages
     */
    static Dataset<Row> of(
            Dataset<Row> input,
            ShippedModel shipped,
            PredictionColumns wanted,
            RowForm form,
            String where) {
        try (SharedModels.Lease lease = SharedModels.lease(shipped)) {
            Model model = lease.model();
            ServedModel.check(model, where);
            List<BoundColumns.Bound> bound =
                    BoundColumns.of(input.schema(), model.columns(), where);
            AnswerColumns answers = AnswerColumns.of(model, wanted);
            List<String> kept = kept(input.schema(), wanted, where);
            List<Column> selected = new ArrayList<>();
            bound.forEach(column -> selected.add(column.expression()));
            RowPlace place = place(input);
            if (place.columns() > 0) {
                selected.add(col(FILE));
            }
            if (place.columns() > 1) {
                selected.add(col(ROW));
            }
            kept.forEach(name -> selected.add(input.col(BoundColumns.quoted(name))));
            // positions count within a task, so names may be equal
            List<Column> numbered = new ArrayList<>();
            for (int i = 0; i < selected.size(); i++) {
                numbered.add(selected.get(i).as("c" + i));
            }
            return input.select(numbered.toArray(Column[]::new))
                    .mapPartitions(
                            new PartitionPredictor(
                                    shipped,
                                    new RecordReader(bound, form),
                                    answers,
                                    place,
                                    kept.size()),
                            Encoders.row(schema(input.schema(), kept, answers)));
        }
    }

    /**
     * Returns the columns of the table of predictions.
     *
     * @param input the columns of the input
     */
    public static StructType schema(
            StructType input, ShippedModel shipped, PredictionColumns wanted) {
        try (SharedModels.Lease lease = SharedModels.lease(shipped)) {
            ServedModel.check(lease.model(), "table");
            BoundColumns.of(input, lease.model().columns(), "table");
            return schema(
                    input, kept(input, wanted, "table"), AnswerColumns.of(lease.model(), wanted));
        }
    }

    private static StructType schema(StructType input, List<String> kept, AnswerColumns answers) {
        Set<String> taken = new LinkedHashSet<>();
        answers.fields().forEach(field -> taken.add(field.name().toLowerCase(Locale.ROOT)));
        List<StructField> fields = new ArrayList<>();
        for (String name : kept) {
            StructField field = input.apply(name);
            // Spark does not tell names apart by case
            boolean own = taken.add(name.toLowerCase(Locale.ROOT));
            fields.add(
                    own
                            ? field
                            : DataTypes.createStructField(
                                    "keep." + name, field.dataType(), field.nullable()));
        }
        fields.addAll(answers.fields());
        return DataTypes.createStructType(fields);
    }

    private static List<String> kept(StructType input, PredictionColumns wanted, String where) {
        List<String> names = List.of(input.fieldNames());
        List<String> kept = wanted.keep().orElse(names);
        for (String name : kept) {
            long found = names.stream().filter(name::equals).count();
            if (found == 0) {
                throw new DataException(
                        Problem.of("SORA-4014", "there is no column '%s' to keep".formatted(name))
                                .where(where)
                                .have(String.join(", ", names))
                                .fix("name one of these columns"));
            }
            if (found > 1) {
                throw new DataException(
                        Problem.of("SORA-7102", "the table has two columns '%s'".formatted(name))
                                .where(where)
                                .needs("one column for each name")
                                .fix("rename or drop one of them before predicting"));
            }
        }
        return kept;
    }

    private static RowPlace place(Dataset<Row> input) {
        if (List.of(input.columns()).contains(METADATA)) {
            // a column of the table itself
            return RowPlace.PARTITION;
        }
        if (has(input, ROW)) {
            return RowPlace.FILE_AND_ROW;
        }
        return has(input, FILE) ? RowPlace.FILE : RowPlace.PARTITION;
    }

    /** Returns whether a table has a column that only tables of files have. */
    private static boolean has(Dataset<Row> input, String column) {
        try {
            input.select(col(column)).schema();
            return true;
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                return false;
            }
            throw e;
        }
    }
}
