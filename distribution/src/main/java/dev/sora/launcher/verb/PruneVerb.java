// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.PruningOptions;
import dev.sora.core.PruningResult;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Words;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops members of a generation that contribute least. */
@Command(
        name = "prune",
        header = "Drop members of a generation that contribute least.",
        description = {
            "",
            "Measures the share of each member in the answers of the test data, drops the least,"
                    + " and writes a smaller package, which is measured again. The package itself"
                    + " does not change.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora prune model.sora --drop 1",
            "  sora prune model.sora --keep 0.9 --data test.yaml --out small.sora",
            "To train the smaller model further:",
            "  sora inspect small.sora --manifest > small.yaml",
            "  sora train small.yaml --from small.sora"
        })
public final class PruneVerb implements Verb {

    private static final String ENDING = ".sora";

    @Mixin private Common common;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "MODEL", description = "The model package, model.sora.")
    private Path model;

    @Option(names = "--drop", paramLabel = "N", description = "How many members to drop.")
    private Integer drop;

    @Option(
            names = "--keep",
            paramLabel = "SHARE",
            description =
                    "Instead of --drop, how much of the importance of all members those that are"
                            + " kept have together, such as 0.9.")
    private Double keep;

    @Option(
            names = "--node",
            paramLabel = "NODE",
            description = "The generation, if the model has several.")
    private String node;

    @Option(
            names = "--data",
            paramLabel = "SOURCE.yaml",
            description = "A file with one data source; the package's test data if not given.")
    private Path data;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The smaller package. Default: MODEL-pruned.sora.")
    private Path out;

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public int run(Session session) {
        if ((drop == null) == (keep == null)) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-1003",
                                    drop == null
                                            ? "prune needs an amount"
                                            : "--drop and --keep exclude each other")
                            .needs("--drop N members, or --keep SHARE of their importance"));
        }
        session.warn(session.backend().host());
        PruningResult result =
                session.backend()
                        .sora()
                        .prune(
                                model,
                                new PruningOptions(
                                        Optional.ofNullable(node),
                                        drop == null ? OptionalInt.empty() : OptionalInt.of(drop),
                                        keep == null
                                                ? OptionalDouble.empty()
                                                : OptionalDouble.of(keep),
                                        Optional.ofNullable(data)),
                                out == null ? beside(model) : out,
                                session.display());
        if (json.asked()) {
            session.json(result.tree());
        } else {
            session.print(text(session, result));
        }
        return ExitStatus.DONE;
    }

    private static Path beside(Path model) {
        String name = model.getFileName().toString();
        String stem =
                name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        return model.resolveSibling(stem + "-pruned" + ENDING);
    }

    private static String text(Session session, PruningResult result) {
        Table members = new Table("member", ">importance", "");
        result.importance()
                .forEach(
                        (name, share) ->
                                members.row(
                                        name,
                                        Words.figure(share),
                                        result.dropped().contains(name) ? "dropped" : ""));
        Table cost = new Table("", ">before", ">after");
        PruningResult.Size before = result.before();
        PruningResult.Size after = result.after();
        before.metrics()
                .forEach(
                        (key, value) ->
                                cost.row(
                                        key.output() + " " + key.metric(),
                                        Words.figure(value),
                                        after.metrics()
                                                .find(key.split(), key.output(), key.metric())
                                                .map(Words::figure)
                                                .orElse("n/a")));
        cost.row("parameters", Words.count(before.parameters()), Words.count(after.parameters()));
        cost.row("package", Words.size(before.bytes()), Words.size(after.bytes()));
        cost.row(
                "multiplications a record",
                number(before.multiplications()),
                number(after.multiplications()));
        cost.row("evaluation", seconds(before.seconds()), seconds(after.seconds()));
        return session.fit(members)
                + "\n\n"
                + session.fit(cost)
                + "\n\n"
                + Style.STRONG.on(result.file().toString(), session.output().colour());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.2f s", value);
    }
}
