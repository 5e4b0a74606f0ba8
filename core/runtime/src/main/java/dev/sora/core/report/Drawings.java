// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;

/**
 * The parts of a report that are drawn when it is written, as templates for the scripts of the
 * page. The name of a drawing contains the index of the output and of its part: {@code
 * drawing-0-2}.
 */
final class Drawings {

    private Drawings() {}

    static String of(List<OutputReport> outputs) {
        StringBuilder templates = new StringBuilder();
        for (int output = 0; output < outputs.size(); output++) {
            List<OutputPart> parts = outputs.get(output).parts();
            for (int part = 0; part < parts.size(); part++) {
                String drawing = drawing(parts.get(part));
                if (!drawing.isEmpty()) {
                    templates
                            .append("<template id=\"drawing-" + output + "-" + part + "\">")
                            .append(drawing)
                            .append("</template>\n");
                }
            }
        }
        return templates.toString();
    }

    private static String drawing(OutputPart part) {
        if (part instanceof ConfusionMatrix matrix && !matrix.labels().isEmpty()) {
            return MatrixDrawing.of(CellField.of(matrix));
        }
        if (part instanceof ValueMatrix matrix
                && !matrix.labels().isEmpty()
                && !matrix.columns().isEmpty()) {
            return MatrixDrawing.of(CellField.of(matrix));
        }
        return "";
    }
}
