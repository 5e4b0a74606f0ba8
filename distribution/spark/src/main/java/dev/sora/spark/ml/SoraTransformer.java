// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ml;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.spark.predict.PredictionColumns;
import dev.sora.spark.predict.Predictions;
import dev.sora.spark.predict.ShippedModel;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Adds the answers of a model as columns to a table, as a stage of a pipeline. The columns and
 * their types are those that the outputs of the model declare.
 *
 * <p>A saved transformer keeps its parameters as JSON, as all stages of Spark do, and the model
 * package, a copy of which lies beside them: a saved pipeline can be moved, and needs the original
 * file no more. The package is read when the transformer is first used; later changes of the file
 * have no effect on it.
 */
public final class SoraTransformer extends Transformer implements MLWritable {

    private static final long serialVersionUID = 1L;

    private static final String FAIL = "fail";
    private static final String SKIP = "skip";

    private final String uid;
    private final Param<String> model;
    private final Param<String> prefix;
    private final Param<String> onError;
    private final IntParam top;
    private transient @Nullable ShippedModel shipped;
    private transient @Nullable String shippedFrom;

    /** Creates a transformer without a model. */
    public SoraTransformer() {
        this(Identifiable.randomUID("sora"));
    }

    /**
     * Creates a transformer without a model.
     *
     * @param uid identifies it in a pipeline
     */
    @SuppressWarnings("this-escape") // Spark's parameters know the object that they belong to
    public SoraTransformer(String uid) {
        this.uid = uid;
        this.model =
                new Param<>(this, "model", "The model package: a file of the driver, or a path.");
        this.prefix =
                new Param<>(this, "prefix", "The beginning of the names of columns with answers.");
        this.onError =
                new Param<>(
                        this,
                        "onError",
                        "What happens to a broken row: fail ends the job, skip gives it its error"
                                + " in the column 'error'.");
        this.top =
                new IntParam(
                        this,
                        "top",
                        "The number of most probable classes whose probabilities are kept; 0 for"
                                + " all.");
        setDefault(prefix, "");
        setDefault(onError, FAIL);
        setDefault(top, 0);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Returns the parameter for the model package. */
    public Param<String> model() {
        return model;
    }

    /** Returns the parameter for the beginning of the names of columns. */
    public Param<String> prefix() {
        return prefix;
    }

    /** Returns the parameter for what happens to broken rows. */
    public Param<String> onError() {
        return onError;
    }

    /** Returns the parameter for the number of classes with probabilities. */
    public IntParam top() {
        return top;
    }

    /** Sets the model package: a file of the driver, or a path such as {@code hdfs://…}. */
    public SoraTransformer setModel(String place) {
        set(model, place);
        return this;
    }

    /** Sets the beginning of the names of columns with answers. */
    public SoraTransformer setPrefix(String beginning) {
        set(prefix, beginning);
        return this;
    }

    /** Sets what happens to broken rows: {@code fail} or {@code skip}. */
    public SoraTransformer setOnError(String policy) {
        set(onError, policy);
        return this;
    }

    /** Sets the number of classes with probabilities; 0 for all. */
    public SoraTransformer setTop(int classes) {
        set(top, classes);
        return this;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> table) {
        transformSchema(table.schema());
        return Predictions.of(table.toDF(), shipped(), columns());
    }

    /**
     * Returns the columns of the result.
     *
     * @throws DataException if the table lacks a column that the model reads, or has one of an
     *     answer already
     */
    @Override
    public StructType transformSchema(StructType schema) {
        StructType result = Predictions.schema(schema, shipped(), columns());
        for (int i = 0; i < schema.size(); i++) {
            String own = schema.fieldNames()[i];
            // a later stage reads the column under its name
            if (!result.fieldNames()[i].equals(own)) {
                throw new DataException(
                        Problem.of(
                                        "SORA-7110",
                                        "the table has a column '%s', which is also one of the"
                                                        .formatted(own)
                                                + " answers")
                                .where("stage " + uid)
                                .fix("set the parameter 'prefix', such as setPrefix(\"sora_\")"));
            }
        }
        return result;
    }

    private PredictionColumns columns() {
        String policy = getOrDefault(onError);
        int classes = (Integer) getOrDefault((Param<?>) top);
        if (!policy.equals(FAIL) && !policy.equals(SKIP)) {
            throw parameter("onError", policy, "fail or skip");
        }
        if (classes < 0) {
            throw parameter("top", String.valueOf(classes), "0, or the number of classes");
        }
        return new PredictionColumns(
                Optional.empty(),
                getOrDefault(prefix),
                policy.equals(SKIP),
                classes == 0 ? OptionalInt.empty() : OptionalInt.of(classes));
    }

    private DataException parameter(String name, String value, String needs) {
        return new DataException(
                Problem.of("SORA-7111", "the parameter '%s' does not fit".formatted(name))
                        .where("stage " + uid)
                        .needs(needs)
                        .have(value)
                        .fix("set the parameter to one of these"));
    }

    /** Returns the model, which is sent to the executors when it is first needed. */
    ShippedModel shipped() {
        if (!isSet(model)) {
            throw parameter("model", "none", "the path of a model package");
        }
        String place = getOrDefault(model);
        ShippedModel known = shipped;
        if (known == null || !place.equals(shippedFrom)) {
            known = ShippedModel.of(SparkSession.active(), place);
            shipped = known;
            shippedFrom = place;
        }
        return known;
    }

    @Override
    public SoraTransformer copy(ParamMap extra) {
        return this.<SoraTransformer>defaultCopy(extra);
    }

    @Override
    public MLWriter write() {
        return new SavedTransformer.Writer(this);
    }

    /** Returns a reader of saved transformers, which Spark calls for those in a pipeline. */
    public static MLReader<SoraTransformer> read() {
        return new SavedTransformer.Reader();
    }

    /** Reads a saved transformer. */
    public static SoraTransformer load(String path) {
        return read().load(path);
    }
}
