// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.ColumnType;
import dev.sora.metric.ClassDecision;
import dev.sora.metric.ClassOutcome;
import dev.sora.particle.AnswerField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers of a classification: their values, and the fields that declare them.
 *
 * @param decision how a class is chosen, and when none is
 */
record ClassAnswer(ClassLabels labels, ClassDecision decision) {

    private static final String LABEL = "label";
    private static final String PROBABILITY = "probability";
    private static final String PROBABILITIES = "probabilities";
    private static final String THRESHOLD = "threshold";
    private static final String ABSTAINS = "abstains";

    /** Returns the fields of answers, in their order. */
    List<AnswerField> fields() {
        List<AnswerField> fields = new ArrayList<>();
        fields.add(new AnswerField(LABEL, type(labels.type())));
        fields.add(new AnswerField(PROBABILITY, AnswerField.Type.NUMBER));
        fields.add(new AnswerField(PROBABILITIES, AnswerField.Type.NUMBERS));
        if (decision.hasThreshold()) {
            fields.add(new AnswerField(THRESHOLD, AnswerField.Type.NUMBER));
        }
        if (decision.abstainBelow() > 0) {
            fields.add(new AnswerField(ABSTAINS, AnswerField.Type.BOOLEAN));
        }
        return fields;
    }

    private static AnswerField.Type type(ColumnType labels) {
        return switch (labels) {
            case INTEGER -> AnswerField.Type.INTEGER;
            case BOOLEAN -> AnswerField.Type.BOOLEAN;
            default -> AnswerField.Type.TEXT;
        };
    }

    /** Returns the answer to a record; no label if it abstains. */
    Map<String, Object> of(ClassOutcome outcome, int record) {
        int said = outcome.predicted(record);
        Map<String, Object> each = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            each.put(labels.names().get(i), (double) outcome.probability(record, i));
        }
        boolean abstains = !outcome.isAnswered(record);
        Map<String, Object> values = new LinkedHashMap<>();
        if (!abstains) {
            values.put(LABEL, labels.value(said));
        }
        values.put(PROBABILITY, (double) outcome.probability(record, said));
        values.put(PROBABILITIES, each);
        if (decision.hasThreshold()) {
            values.put(THRESHOLD, decision.threshold());
        }
        if (decision.abstainBelow() > 0) {
            values.put(ABSTAINS, abstains);
        }
        return values;
    }
}
