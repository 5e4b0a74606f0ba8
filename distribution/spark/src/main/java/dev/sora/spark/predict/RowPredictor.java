// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.spark.rows.BoundStructure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Predicts for one row at a time. Sent to executors as it is; each task has its own copy. On the
 * driver, all queries of the application share one, from several threads.
 */
final class RowPredictor implements UDF1<Object, Row> {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final ShippedModel shipped;
    private final AnswerColumns answers;

    /** The forms of structures that a task has seen: those of one call in a query are equal. */
    private transient @Nullable Map<StructType, BoundStructure> forms;

    private transient SharedModels.@Nullable Lease lease;
    private transient long counted;

    RowPredictor(String name, ShippedModel shipped, AnswerColumns answers) {
        this.name = name;
        this.shipped = shipped;
        this.answers = answers;
    }

    @Override
    public @Nullable Row call(@Nullable Object structure) {
        return structure == null ? null : ExecutorFailure.carry(() -> row(structure), remedy());
    }

    private static String remedy() {
        return "registered with PredictionColumns.DEFAULT.skippingBroken(), the function returns"
                + " the error of such rows in a field";
    }

    private Row row(Object structure) {
        if (!(structure instanceof Row given)) {
            throw new DataException(
                    Problem.of("SORA-7103", "'%s' takes one structure".formatted(name))
                            .needs("a structure with the columns that the model reads")
                            .have(structure.getClass().getSimpleName())
                            .fix("write %s(struct(*)), or name the columns".formatted(name)));
        }
        TaskContext task = TaskContext.get();
        if (task == null) {
            // Spark computes constants on the driver, outside of any task
            try (SharedModels.Lease own = SharedModels.lease(shipped)) {
                BoundStructure form = form(own.model(), given.schema());
                return row(
                        own.model(), form, given, "function %s, on the driver".formatted(name), 1);
            }
        }
        counted++;
        Model model = lease(task).model();
        String origin = "function %s, partition %d".formatted(name, task.partitionId());
        return row(model, seen(model, given.schema()), given, origin, counted);
    }

    private SharedModels.Lease lease(TaskContext task) {
        if (lease == null) {
            SharedModels.Lease taken = SharedModels.lease(shipped);
            lease = taken;
            task.addTaskCompletionListener(
                    (TaskCompletionListener)
                            ended -> {
                                lease = null;
                                taken.close();
                            });
        }
        return lease;
    }

    private Row row(Model model, BoundStructure form, Row given, String origin, long number) {
        PredictionOptions options = answers.options();
        Prediction prediction;
        try {
            DataRecord record = form.record(given, origin, number);
            prediction = model.predictRecords(List.of(record), options).get(0);
        } catch (RecordException e) {
            if (!options.skipBroken()) {
                throw e;
            }
            prediction =
                    new Prediction(
                            origin, number, Map.of(), Map.of(), Optional.of(e.problems().get(0)));
        }
        Object[] values = new Object[answers.width()];
        answers.write(prediction, values, 0);
        return RowFactory.create(values);
    }

    private BoundStructure seen(Model model, StructType schema) {
        if (forms == null) {
            forms = new HashMap<>();
        }
        return forms.computeIfAbsent(schema, found -> form(model, found));
    }

    private BoundStructure form(Model model, StructType schema) {
        return BoundStructure.of(schema, model.columns(), "function " + name);
    }
}
