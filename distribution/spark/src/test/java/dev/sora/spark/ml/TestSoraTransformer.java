// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ml;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.spark.LocalSpark;
import dev.sora.spark.predict.TrainedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model as a stage of a pipeline of Spark ML. */
final class TestSoraTransformer {

    private final SparkSession spark = LocalSpark.session();

    @TempDir private Path folder;

    private Path model;
    private Dataset<Row> table;

    @BeforeEach
    void copyTheModel() throws IOException {
        model = Files.copy(TrainedModels.one(), folder.resolve("people.sora"));
        Path csv = Files.writeString(folder.resolve("new.csv"), TrainedModels.table(12, 5));
        table = spark.read().option("header", true).csv(csv.toString());
    }

    private SoraTransformer transformer() {
        return new SoraTransformer().setModel(model.toString()).setPrefix("sora_");
    }

    @Test
    void theSchemaIsThatOfTheResult() {
        SoraTransformer transformer = transformer().setOnError("skip").setTop(1);

        assertThat(transformer.transformSchema(table.schema()))
                .isEqualTo(transformer.transform(table).schema());
        assertThat(transformer.transform(table).columns())
                .containsExactly(
                        "id",
                        "age",
                        "city",
                        "joined",
                        "pay",
                        "label",
                        "sora_label",
                        "sora_probability",
                        "sora_probabilities",
                        "sora_error");
    }

    /**
     * databricks/spark-deep-learning issue 142: a saved pipeline could not be read;
     * lifeomic/sparkflow issue 31: it lost parameters; flyteorg/flyte issue 3648: it needed a file
     * of the machine where it was saved.
     */
    @Test
    void aSavedPipelineNeedsTheOriginalModelNoMore() throws IOException {
        SQLTransformer named =
                new SQLTransformer()
                        .setStatement("SELECT id, upper(sora_label) AS said FROM __THIS__");
        PipelineModel pipeline =
                new Pipeline()
                        .setStages(new PipelineStage[] {transformer().setTop(1), named})
                        .fit(table);
        List<Row> before = pipeline.transform(table).sort("id").collectAsList();
        String saved = folder.resolve("saved").toString();
        pipeline.write().save(saved);
        Path moved = folder.resolve("moved");
        Files.move(folder.resolve("saved"), moved);
        Files.delete(model);

        PipelineModel read = PipelineModel.load(moved.toString());

        assertThat(read.transform(table).sort("id").collectAsList()).isEqualTo(before);
        SoraTransformer stage = (SoraTransformer) read.stages()[0];
        assertThat(stage.getOrDefault(stage.prefix())).isEqualTo("sora_");
        assertThat(stage.transform(table).select(col("sora_probabilities")).first().getJavaMap(0))
                .hasSize(1);
    }

    @Test
    void aColumnThatExistsIsRefused() {
        assertThatThrownBy(() -> transformer().setPrefix("").transformSchema(table.schema()))
                .hasMessageContaining("SORA-7110")
                .hasMessageContaining("'label'");
    }

    @Test
    void parametersThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> transformer().setOnError("ignore").transform(table))
                .hasMessageContaining("SORA-7111");
        assertThatThrownBy(() -> new SoraTransformer().transform(table))
                .hasMessageContaining("SORA-7111")
                .hasMessageContaining("'model'");
        assertThatThrownBy(() -> transformer().setModel("none.sora").transform(table))
                .hasMessageContaining("SORA-7104");
    }
}
