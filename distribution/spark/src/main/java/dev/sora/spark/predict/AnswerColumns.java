// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.particle.AnswerField;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The columns of answers. The values of a single output have a column each; each of several outputs
 * is a structure of its values. An output that does not declare its values is one string of JSON.
 */
final class AnswerColumns implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Keys that a line of predictions has besides those of outputs. */
    private static final Set<String> OWN = Set.of("record", "number", "keep", "error");

    /** The column of errors. */
    static final String ERROR = "error";

    private static final String[] PARTS = {"code", "message", "where", "needs", "have", "fix"};

    private final List<AnswerOutput> outputs = new ArrayList<>();
    private final String prefix;
    private final boolean withErrors;

    /** The number of classes whose probabilities are kept; 0 for all. */
    private final int top;

    private AnswerColumns(PredictionColumns wanted) {
        prefix = wanted.prefix();
        withErrors = wanted.skipBroken();
        top = wanted.top().orElse(0);
    }

    /** Returns the columns of the answers of a model. */
    static AnswerColumns of(Model model, PredictionColumns wanted) {
        AnswerColumns columns = new AnswerColumns(wanted);
        Map<String, List<AnswerField>> fields = model.answerFields();
        fields.forEach(
                (output, values) ->
                        columns.outputs.add(
                                new AnswerOutput(
                                        output, values, fields.size() > 1 || values.isEmpty())));
        return columns;
    }

    /** Returns the columns, in their order. */
    List<StructField> fields() {
        List<StructField> columns = new ArrayList<>();
        for (AnswerOutput output : outputs) {
            if (output.isOneColumn()) {
                String name = output.name();
                columns.add(
                        column(OWN.contains(name) ? "output." + name : name, output.structure()));
            } else {
                output.fields()
                        .forEach(
                                field ->
                                        columns.add(
                                                column(
                                                        OWN.contains(field.name())
                                                                ? output.name() + "." + field.name()
                                                                : field.name(),
                                                        field.dataType())));
            }
        }
        if (withErrors) {
            List<StructField> parts = new ArrayList<>();
            for (String part : PARTS) {
                parts.add(DataTypes.createStructField(part, DataTypes.StringType, true));
            }
            columns.add(column(ERROR, DataTypes.createStructType(parts)));
        }
        return columns;
    }

    /** Returns with which options a model computes the answers of these columns. */
    PredictionOptions options() {
        return new PredictionOptions(
                withErrors, top == 0 ? OptionalInt.empty() : OptionalInt.of(top), List.of());
    }

    /** Returns the number of columns. */
    int width() {
        int width = withErrors ? 1 : 0;
        for (AnswerOutput output : outputs) {
            width += output.width();
        }
        return width;
    }

    private StructField column(String name, DataType type) {
        return DataTypes.createStructField(prefix + name, type, true);
    }

    /**
     * Writes the values of a prediction into a row.
     *
     * @param at the position of the first one
     * @throws SoraException if an answer has a value that its output does not declare
     */
    void write(Prediction prediction, Object[] row, int at) {
        int next = at;
        for (AnswerOutput output : outputs) {
            Map<String, Object> answer = prediction.outputs().get(output.name());
            if (output.isOneColumn()) {
                row[next++] = answer == null ? null : output.structure(answer);
            } else {
                if (answer != null) {
                    Object[] values = output.values(answer);
                    System.arraycopy(values, 0, row, next, values.length);
                }
                next += output.width();
            }
        }
        if (withErrors) {
            row[next] = prediction.error().map(AnswerColumns::error).orElse(null);
        }
    }

    private static Object error(Problem problem) {
        return RowFactory.create(
                problem.code(),
                problem.message(),
                problem.where(),
                problem.needs(),
                problem.have(),
                problem.fix());
    }
}
