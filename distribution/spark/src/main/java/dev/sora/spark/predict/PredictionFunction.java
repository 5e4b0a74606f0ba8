// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.core.Model;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A model as a function of Spark SQL, of one structure whose fields are the columns that the model
 * reads:
 *
 * <pre>{@code
 * PredictionFunction.register(spark, "predict_people", ShippedModel.of(spark, "people.sora"));
 * spark.sql("SELECT id, predict_people(struct(*)).label FROM people");
 * }</pre>
 *
 * <p>The result is a structure with the columns that {@link Predictions} has for the model, with
 * the same values. A null structure has a null result; a null field is a missing value.
 *
 * <p>Spark calls a function row by row, so a model computes a batch of one record each time. For
 * whole tables, {@link Predictions} is faster.
 */
public final class PredictionFunction {

    private PredictionFunction() {}

    /**
     * Registers a model as a temporary function of a session; one of the same name is replaced.
     *
     * @param name the name in SQL
     * @throws dev.sora.problem.DataException if the model derives its records from several rows
     */
    public static void register(SparkSession spark, String name, ShippedModel model) {
        register(spark, name, model, PredictionColumns.DEFAULT);
    }

    /**
     * Registers a model as a temporary function of a session; one of the same name is replaced.
     *
     * @param name the name in SQL
     * @param wanted the fields of the result; nothing passes through a function, so it keeps none
     * @throws dev.sora.problem.DataException if the model derives its records from several rows
     */
    public static void register(
            SparkSession spark, String name, ShippedModel shipped, PredictionColumns wanted) {
        Objects.requireNonNull(name, "name");
        if (wanted.keep().isPresent()) {
            throw new IllegalArgumentException("a function has no columns that pass through");
        }
        try (SharedModels.Lease lease = SharedModels.lease(shipped)) {
            Model model = lease.model();
            ServedModel.check(model, "function " + name);
            AnswerColumns answers = AnswerColumns.of(model, wanted);
            StructType result = DataTypes.createStructType(answers.fields());
            spark.udf().register(name, new RowPredictor(name, shipped, answers), result);
        }
    }
}
