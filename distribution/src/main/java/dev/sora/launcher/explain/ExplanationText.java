// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.explain;

import dev.sora.core.Explanation;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.Explanation.OfOutput;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Terminal;
import dev.sora.launcher.show.Words;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** An explanation as text, with a bar for each share. */
public final class ExplanationText {

    private static final int BAR = 20;
    private static final int SHOWN = 10;

    private final Terminal terminal;
    private final Function<Table, String> fit;

    /**
     * Creates the form.
     *
     * @param fit renders a table for the width of the terminal
     */
    public ExplanationText(Terminal terminal, Function<Table, String> fit) {
        this.terminal = terminal;
        this.fit = fit;
    }

    /** Returns the explanation of a record. */
    public String of(Explanation explanation) {
        StringBuilder text = new StringBuilder();
        text.append(
                Style.STRONG.on(
                        "%s, record %d".formatted(explanation.origin(), explanation.number()),
                        terminal.colour()));
        explanation.outputs().forEach((name, output) -> output(name, output, text));
        return text.append('\n').toString();
    }

    private void output(String name, OfOutput output, StringBuilder text) {
        text.append("\n\n")
                .append(Style.STRONG.on(name, terminal.colour()))
                .append(": ")
                .append(answer(output))
                .append(
                        "   score %s, baseline %s\nscore: %s\n\n"
                                .formatted(
                                        Words.figure(output.prediction()),
                                        Words.figure(output.baseline()),
                                        output.score()));
        Table table = new Table("particle", ">share", "");
        double most = output.particles().values().stream().mapToDouble(Math::abs).max().orElse(0);
        output.particles()
                .forEach(
                        (particle, share) ->
                                table.row(particle, Words.figure(share), bar(share, most)));
        text.append(fit.apply(table));
        output.inputs().forEach((input, parts) -> input(input, parts, text));
        text.append("\n\nshares: ").append(output.method());
        if (output.error() > 0) {
            text.append(", standard error at most ").append(Words.figure(output.error()));
        }
        output.notes().forEach(note -> text.append('\n').append(note));
    }

    /** Returns the answer in words. */
    static String answer(OfOutput output) {
        return output.answer()
                .map(
                        decoded ->
                                decoded.isEmpty()
                                        ? "no answer"
                                        : String.valueOf(decoded.values().iterator().next()))
                .orElse("no answer");
    }

    private void input(String name, OfInput input, StringBuilder text) {
        text.append("\n\n")
                .append(Style.STRONG.on(name, terminal.colour()))
                .append(" by ")
                .append(input.method())
                .append('\n');
        if (input.shape().size() == 2) {
            text.append(picture(input));
        } else {
            text.append(fit.apply(parts(input)));
        }
        input.notes().forEach(note -> text.append('\n').append(note));
    }

    private Table parts(OfInput input) {
        double most = input.values().stream().mapToDouble(Math::abs).max().orElse(0);
        List<Integer> order =
                IntStream.range(0, input.values().size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -Math.abs(input.values().get(i))))
                        .limit(SHOWN)
                        .toList();
        Table table = new Table("part", ">attribution", "");
        for (int i : order) {
            table.row(
                    i < input.labels().size() ? input.labels().get(i) : "part " + (i + 1),
                    Words.figure(input.values().get(i)),
                    bar(input.values().get(i), most));
        }
        int left = input.values().size() - order.size();
        if (left > 0) {
            table.row("… %d more".formatted(left), "", "");
        }
        return table;
    }

    /** Returns where a picture supports the answer most, because a text shows no picture. */
    private static String picture(OfInput input) {
        int rows = input.shape().get(0);
        int columns = input.shape().get(1);
        int greatest = 0;
        for (int i = 1; i < input.values().size(); i++) {
            greatest = input.values().get(i) > input.values().get(greatest) ? i : greatest;
        }
        return "%d x %d places; the answer is read most from row %d, column %d; --output writes a page that shows them"
                .formatted(rows, columns, greatest / columns + 1, greatest % columns + 1);
    }

    private String bar(double value, double most) {
        int length = most > 0 ? (int) Math.round(Math.abs(value) / most * BAR) : 0;
        String bar = (terminal.unicode() ? "█" : "#").repeat(length);
        return value < 0
                ? Style.BAD.on(bar, terminal.colour())
                : Style.GOOD.on(bar, terminal.colour());
    }
}
