// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Model;
import dev.sora.core.Sora.ColumnInfo;
import dev.sora.data.ColumnType;
import dev.sora.generation.Search;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Talks with a model package. */
@Command(
        name = "chat",
        header = "Talk with a model that generates or chooses answers.",
        description = {
            "",
            "Reads a turn from each line of standard input, and prints the answer of the model, as it"
                    + " is generated, or the best text of the training. The model reads the turns so far, its own included. An empty"
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
            description =
                    "Makes symbols less probable that the answer already has; 1 for none. Default:"
                            + " 1.1.")
    private Double repetitionPenalty;

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
            Answers answers = answers(session, opened, search);
            ColumnInfo column = column(opened);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(session.in(), StandardCharsets.UTF_8));
            List<String> said = new ArrayList<>();
            long number = 0;
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
                    String answer = answers.answer(record(column, said), number++);
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
        double penalty = repetitionPenalty == null ? 1.1 : repetitionPenalty;
        check(penalty >= 1 && penalty <= 10, "--repetition-penalty", penalty, "1 to 10");
        return beams > 1
                ? Search.beam(beams, 1).withRepetitionPenalty(penalty)
                : new Search(1, 1, 0, drawn, 0, among, penalty);
    }

    private static void check(boolean right, String option, Object value, String needs) {
        if (!right) {
            throw new SoraException(
                    Problem.of("SORA-1004", "%s %s does not fit".formatted(option, value))
                            .needs(needs));
        }
    }

    private Answers answers(Session session, Model opened, Search search) {
        List<String> generating = opened.generating();
        List<String> retrieving = opened.retrieving();
        if (generating.size() == 1) {
            return new GeneratedAnswers(opened, generating.get(0), search, seed, session.out());
        }
        if (generating.isEmpty() && retrieving.size() == 1) {
            refuseSearch();
            return new RetrievedAnswers(opened, retrieving.get(0), session.out());
        }
        List<String> all = Stream.concat(generating.stream(), retrieving.stream()).toList();
        throw new SoraException(
                Problem.of("SORA-1011", "the model has not one output that answers with a text")
                        .needs("one output such as 'generated-text' or 'retrieved-text'")
                        .have(all.isEmpty() ? "none" : String.join(", ", all))
                        .fix("train such a model: examples/dialogue"));
    }

    /** Refuses the options of a search, which have no meaning where an answer is chosen. */
    private void refuseSearch() {
        List<String> given = new ArrayList<>();
        if (temperature != null) {
            given.add("--temperature");
        }
        if (topP != null) {
            given.add("--top-p");
        }
        if (repetitionPenalty != null) {
            given.add("--repetition-penalty");
        }
        if (beams > 1) {
            given.add("--beams");
        }
        if (!given.isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-1004", given.get(0) + " does not fit")
                            .needs("a model that generates answers")
                            .have("a model that chooses them among the texts of its training")
                            .fix("leave out " + String.join(", ", given)));
        }
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
