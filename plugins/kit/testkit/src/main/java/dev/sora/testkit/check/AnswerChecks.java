// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import dev.sora.particle.AnswerField;
import dev.sora.testkit.trial.Breach;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the answers of an output with the fields that it declares for them. */
final class AnswerChecks {

    private AnswerChecks() {}

    /**
     * Checks answers.
     *
     * @param fields empty if the output declares none
     */
    static void check(List<AnswerField> fields, List<Map<String, Object>> answers) {
        if (fields.isEmpty()) {
            return;
        }
        Map<String, AnswerField> declared = new LinkedHashMap<>();
        for (AnswerField field : fields) {
            if (declared.put(field.name(), field) != null) {
                throw new Breach(
                        "one answer field for each key",
                        "'%s' twice".formatted(field.name()),
                        "remove one from answerFields()");
            }
        }
        for (Map<String, Object> answer : answers) {
            answer.forEach(
                    (key, value) -> {
                        AnswerField field = declared.get(key);
                        if (field == null || !field.fits(value)) {
                            throw new Breach(
                                    "values that answerFields() declares: " + fields,
                                    "'%s' of %s".formatted(key, answer),
                                    "declare every key that decode returns, with its type");
                        }
                    });
        }
    }
}
