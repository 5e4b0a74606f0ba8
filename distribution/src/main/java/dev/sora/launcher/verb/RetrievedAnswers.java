// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Model;
import dev.sora.launcher.show.Style;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.PrintStream;
import java.util.Map;

/**
 * Answers that are chosen among the texts of the training.
 *
 * @param output the output that chooses
 */
record RetrievedAnswers(Model model, String output, PrintStream out) implements Answers {

    @Override
    public String answer(Map<String, Object> record, long number) {
        Map<String, Object> answer = model.predict(record).output(output);
        if (!(answer.get("text") instanceof String text)) {
            throw new SoraException(
                    Problem.of("SORA-1011", "'%s' does not answer with a text".formatted(output))
                            .needs("one output such as 'generated-text' or 'retrieved-text'")
                            .have("an output that gives " + String.join(", ", answer.keySet()))
                            .fix("use 'sora predict'"));
        }
        out.println(Style.plain(text));
        out.flush();
        return text;
    }
}
