// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.explain;

import dev.sora.core.DataExplanation;
import dev.sora.core.DataExplanation.Bin;
import dev.sora.core.DataExplanation.OfOutput;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What particles contribute over a data set, as text. */
public final class DataExplanationText {

    /** More particles than this have no table of similarities in a text. */
    private static final int MOST_COMPARED = 12;

    private final boolean colour;
    private final Function<Table, String> fit;

    /**
     * Creates the form.
     *
     * @param fit renders a table for the width of the terminal
     */
    public DataExplanationText(boolean colour, Function<Table, String> fit) {
        this.colour = colour;
        this.fit = fit;
    }

    /** Returns the text. */
    public String of(DataExplanation explanation) {
        StringBuilder text = new StringBuilder(Words.count(explanation.records(), "record"));
        explanation.outputs().forEach((name, output) -> output(name, output, text));
        return text.toString();
    }

    private void output(String name, OfOutput output, StringBuilder text) {
        text.append("\n\n")
                .append(Style.STRONG.on(name, colour))
                .append(": %s %s\n\n".formatted(output.metric(), Words.figure(output.value())));
        text.append(fit.apply(particles(output)));
        if (output.particles().size() > 1 && output.particles().size() <= MOST_COMPARED) {
            text.append("\n\n").append(fit.apply(similarity(output)));
        }
        if (!output.calibration().isEmpty()) {
            text.append("\n\n").append(fit.apply(calibration(output)));
            output.calibrationError()
                    .ifPresent(
                            error ->
                                    text.append("\nexpected calibration error ")
                                            .append(Words.figure(error)));
        }
        ColumnEffectsText.append(output.columns(), output.metric(), fit, text);
        text.append(
                "\n\nshares: mean absolute shares over %s; similarity: linear CKA over %s"
                        .formatted(
                                Words.count(output.explained(), "record"),
                                Words.count(output.compared(), "record")));
        output.notes().forEach(note -> text.append('\n').append(note));
    }

    static Table particles(OfOutput output) {
        Table table =
                new Table("particle", ">share", ">%s without".formatted(output.metric()), ">lost");
        output.particles()
                .forEach(
                        (name, particle) ->
                                table.row(
                                        name,
                                        Words.figure(particle.share()),
                                        Words.figure(particle.without()),
                                        Words.figure(particle.lost())));
        return table;
    }

    static Table similarity(OfOutput output) {
        List<String> heads = new ArrayList<>(List.of("similarity"));
        output.similarity().keySet().forEach(name -> heads.add(">" + name));
        Table table = new Table(heads);
        output.similarity()
                .forEach(
                        (name, row) -> {
                            List<String> cells = new ArrayList<>(List.of(name));
                            row.values().forEach(value -> cells.add(Words.figure(value)));
                            table.row(cells);
                        });
        return table;
    }

    static Table calibration(OfOutput output) {
        Table table = new Table(">probability", ">accuracy", ">records");
        for (Bin bin : output.calibration()) {
            table.row(
                    Words.figure(bin.probability()),
                    Words.figure(bin.accuracy()),
                    Words.count(bin.records()));
        }
        return table;
    }
}
