// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Model;
import dev.sora.core.Sora.ColumnInfo;
import dev.sora.data.ColumnType;
import dev.sora.generation.Search;
import dev.sora.launcher.show.Style;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Talks with a model package. */
@Command(
        name = "chat",
        header = "Talk with a model that generates answers.",
        description = {
            "",
            "Reads a turn from each line of standard input, and prints the answer of the model as it"
                    + " is generated. The model reads the turns so far, its own included. An empty"
                    + " line starts another dialogue; the end of the input (Ctrl-D) ends.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora chat model.sora",
            "  sora chat model.sora --seed 3 --temperature 0.9",
            "  sora chat model.sora --beams 5 < turns.txt"
        })
public final class ChatVerb implements Verb {

    private static final int MOST_CHARACTERS = 10_000;

    @Mixin private Common common;

    @Parameters(paramLabel = "MODEL", description = "The model package, model.sora.")
    private Path model;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Seed of the random numbers. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--turns",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "The number of earlier turns that the model reads; best as many as in training."
                            + " Default: ${DEFAULT-VALUE}.")
    private int turns;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            description =
                    "Divides logits before a symbol is drawn; 0 takes the most probable one."
                            + " Default: 0.7.")
    private Double temperature;

    @Option(
            names = "--top-p",
            paramLabel = "X",
            description =
                    "Draw among the most probable symbols with this sum of probabilities. Default:"
                            + " 0.9.")
    private Double topP;

    @Option(
            names = "--repetition-penalty",
            paramLabel = "X",
            defaultValue = "1.1",
            description =
                    "Makes symbols less probable that the answer already has; 1 for none. Default:"
                            + " ${DEFAULT-VALUE}.")
    private double repetitionPenalty;

    @Option(
            names = "--beams",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "With more than one, the best answer of a search with so many beams, printed as"
                            + " a whole. Default: ${DEFAULT-VALUE}.")
    private int beams;

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public int run(Session session) throws IOException {
        Search search = search();
        session.warn(session.backend().host());
        try (Model opened = session.backend().sora().open(model)) {
            String output = output(opened);
            ColumnInfo column = column(opened);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(session.in(), StandardCharsets.UTF_8));
            List<String> said = new ArrayList<>();
            long answers = 0;
            prompt(session);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) {
                    said.clear();
                } else if (line.length() > MOST_CHARACTERS) {
                    throw new SoraException(
                            Problem.of("SORA-1013", "a turn is too long")
                                    .needs("at most %d characters".formatted(MOST_CHARACTERS))
                                    .have("%d".formatted(line.length()))
                                    .fix("split it into several turns"));
                } else {
                    said.add(line.strip());
                    String answer =
                            answer(
                                    session,
                                    opened,
                                    record(column, said),
                                    output,
                                    search,
                                    answers++);
                    if (!answer.isBlank()) {
                        said.add(answer);
                    }
                }
                prompt(session);
            }
        }
        return 0;
    }

    private static void prompt(Session session) {
        if (session.output().interactive()) {
            session.out().print("> ");
            session.out().flush();
        }
    }

    private Map<String, Object> record(ColumnInfo column, List<String> said) {
        List<String> last = said.subList(Math.max(0, said.size() - turns), said.size());
        return Map.of(
                column.column(),
                column.types().contains(ColumnType.TEXTS)
                        ? List.copyOf(last)
                        : String.join(" ", last));
    }

    private String answer(
            Session session,
            Model opened,
            Map<String, Object> record,
            String output,
            Search search,
            long number) {
        PrintStream out = session.out();
        int[] printed = {0};
        Map<String, Object> answer =
                opened.generate(
                                record,
                                output,
                                search,
                                seed + number,
                                all -> {
                                    String text = whole(all);
                                    if (text.length() > printed[0]) {
                                        out.print(Style.harmless(text.substring(printed[0])));
                                        out.flush();
                                        printed[0] = text.length();
                                    }
                                })
                        .output(output);
        String text = String.valueOf(answer.get("text"));
        out.println(Style.harmless(text.substring(Math.min(printed[0], text.length()))));
        out.flush();
        return text;
    }

    /** Returns a text without replacement characters at its end: more bytes of it may follow. */
    private static String whole(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\ufffd') {
            end--;
        }
        return text.substring(0, end);
    }

    private Search search() {
        check(turns >= 1 && turns <= 1000, "--turns", turns, "1 to 1000");
        check(beams >= 1 && beams <= 100, "--beams", beams, "1 to 100");
        if (beams > 1 && (temperature != null || topP != null)) {
            throw new SoraException(
                    Problem.of("SORA-1004", "--beams %d does not fit".formatted(beams))
                            .needs("one beam where symbols are drawn")
                            .have(temperature != null ? "--temperature" : "--top-p")
                            .fix("leave one of the two out"));
        }
        double drawn = temperature == null ? 0.7 : temperature;
        double among = topP == null ? 0.9 : topP;
        check(drawn >= 0 && drawn <= 100, "--temperature", drawn, "0 to 100");
        check(among > 0 && among <= 1, "--top-p", among, "above 0, at most 1");
        check(
                repetitionPenalty >= 1 && repetitionPenalty <= 10,
                "--repetition-penalty",
                repetitionPenalty,
                "1 to 10");
        return beams > 1
                ? Search.beam(beams, 1).withRepetitionPenalty(repetitionPenalty)
                : new Search(1, 1, 0, drawn, 0, among, repetitionPenalty);
    }

    private static void check(boolean right, String option, Object value, String needs) {
        if (!right) {
            throw new SoraException(
                    Problem.of("SORA-1004", "%s %s does not fit".formatted(option, value))
                            .needs(needs));
        }
    }

    private static String output(Model opened) {
        List<String> outputs = opened.generating();
        if (outputs.size() != 1) {
            throw new SoraException(
                    Problem.of("SORA-1011", "the model has not one output that generates answers")
                            .needs("one output such as 'generated-text'")
                            .have(outputs.isEmpty() ? "none" : String.join(", ", outputs))
                            .fix("train such a model: examples/dialogue"));
        }
        return outputs.get(0);
    }

    private static ColumnInfo column(Model opened) {
        List<ColumnInfo> columns = opened.columns();
        boolean one =
                columns.size() == 1
                        && columns.get(0).types().stream()
                                .anyMatch(Set.of(ColumnType.TEXT, ColumnType.TEXTS)::contains);
        if (!one) {
            throw new SoraException(
                    Problem.of("SORA-1012", "the model does not answer to a text alone")
                            .needs("inputs that read one column of texts")
                            .have(
                                    columns.isEmpty()
                                            ? "none"
                                            : String.join(
                                                    ", ",
                                                    columns.stream()
                                                            .map(ColumnInfo::column)
                                                            .toList()))
                            .fix("use 'sora predict' with records"));
        }
        return columns.get(0);
    }
}
