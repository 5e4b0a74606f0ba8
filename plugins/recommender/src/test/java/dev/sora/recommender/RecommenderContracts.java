// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.metric.MetricType;
import dev.sora.metric.RankingOutcome;
import dev.sora.metric.RankingOutcome.Ranking;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.source.DataSourceType;
import dev.sora.testkit.Clause;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.InputContract;
import dev.sora.testkit.MetricContract;
import dev.sora.testkit.OutputContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.SourceContract;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;

/** What each type of the plugin is tried on, but for the particles. */
final class RecommenderContracts {

    static final SampleRecords FILMS =
            SampleRecords.of(
                            Column.of("user", ColumnType.TEXT),
                            Column.of("item", ColumnType.TEXT),
                            Column.of("genre", ColumnType.TEXT),
                            Column.of("rating", ColumnType.NUMBER))
                    .row("ann", "alien", "horror", 4.0)
                    .row("bob", "brazil", "satire", 5.0)
                    .row("ann", "brazil", "satire", 1.0)
                    .row("cem", "casablanca", "drama", 3.5)
                    .row("bob", "alien", "horror", 2.0)
                    .row("dan", "dune", "drama", 4.5)
                    .row("cem", "eraserhead", "horror", 2.5)
                    .row("ann", "fargo", "satire", 5.0)
                    .row("eve", "gattaca", "drama", 3.0);

    private RecommenderContracts() {}

    private static InputContract input(String name) {
        return Contracts.input(Workbench.type(new RecommenderPlugin(), InputType.class, name));
    }

    static List<InputContract> inputs() {
        return List.of(identifier("user"), identifier("item"), numbered(), history());
    }

    private static InputContract identifier(String name) {
        return input(name)
                .with("column", name)
                .variant(Map.of())
                .variant(Map.of("min_count", 2))
                .variant(Map.of("unknown", "error"))
                .on(FILMS)
                .refuses("min_count", 0)
                .refuses("unknown", "guess");
    }

    private static InputContract numbered() {
        return input("item")
                .with("column", "item")
                .with("unknown", "error")
                .on(
                        SampleRecords.column(
                                "item", ColumnType.INTEGER, 7L, -1L, 7L, 0L, 12L, 3L, 99L, 5L))
                .refuses(SampleRecords.column("item", ColumnType.INTEGER, 8L, null));
    }

    private static InputContract history() {
        return input("history")
                .with("user", "user")
                .with("item", "item")
                .variant(Map.of())
                .variant(Map.of("max_items", 1))
                .variant(Map.of("min_count", 2))
                .on(FILMS)
                .refuses("max_items", 0);
    }

    private static OutputContract output(String name) {
        return Contracts.output(Workbench.type(new RecommenderPlugin(), OutputType.class, name));
    }

    static List<OutputContract> outputs() {
        return List.of(rating(), absoluteRating(), click(), wordedClick(), implicit());
    }

    private static OutputContract rating() {
        return output("rating")
                .with("column", "rating")
                .variant(Map.of())
                .variant(Map.of("clip", false, "head", true))
                .learningFrom(FILMS)
                .on(SampleSignal.vector(1))
                .on(SampleSignal.vector(3))
                .refuses(SampleSignal.indices(4))
                .refuses(SampleSignal.sequence(4, 2))
                .refuses("loss", "huber");
    }

    private static OutputContract absoluteRating() {
        return output("rating")
                .with("column", "stars")
                .with("loss", "mae")
                .learningFrom(
                        SampleRecords.column(
                                "stars", ColumnType.INTEGER, 1L, 5L, 3L, 4L, 4L, 2L, 5L, 1L))
                .on(SampleSignal.image(1, 2, 2))
                .kinks(0.5, "an absolute error has a corner at zero");
    }

    private static OutputContract click() {
        return output("click")
                .with("column", "click")
                .variant(Map.of())
                .variant(Map.of("head", true))
                .learningFrom(
                        SampleRecords.column(
                                "click", ColumnType.INTEGER, 0L, 1L, 1L, 0L, 0L, 1L, 0L, 0L))
                .learningFrom(
                        SampleRecords.column(
                                "click",
                                ColumnType.BOOLEAN,
                                true,
                                false,
                                true,
                                false,
                                true,
                                true,
                                false,
                                false))
                .on(SampleSignal.vector(1))
                .on(SampleSignal.vector(3))
                .refuses(SampleSignal.indices(4));
    }

    private static OutputContract wordedClick() {
        return output("click")
                .with("column", "answer")
                .with("positive", "yes")
                .learningFrom(
                        SampleRecords.column(
                                "answer",
                                ColumnType.TEXT,
                                "yes",
                                "no",
                                "perhaps",
                                "yes",
                                "no",
                                "no",
                                "yes",
                                "no"))
                .on(SampleSignal.vector(2));
    }

    /** The loss compares three pairs: those of one record with two items drawn beside its own. */
    private static OutputContract implicit() {
        return output("implicit")
                .with("user", "user")
                .with("item", "item")
                .with("negatives", 2)
                .variant(Map.of())
                .variant(Map.of("loss", "bpr", "item_columns", List.of("genre")))
                .variant(Map.of("loss", "softmax", "evaluation", "sampled"))
                .variant(Map.of("exclude_seen", false, "unknown_user", "model", "top", 2))
                .learningFrom(FILMS)
                .on(SampleSignal.vector(1))
                .on(SampleSignal.vector(3))
                .refuses(SampleSignal.indices(4))
                .refuses("negatives", 0)
                .refuses("top", 0)
                .without(
                        Clause.LOSS,
                        "a record's loss is that of its pairs with drawn items: TestImplicit");
    }

    static List<MetricContract> metrics() {
        RankingOutcome second = of(new int[] {1}, 0.5f, 0.2f, 0.9f);
        RankingOutcome both = of(new int[] {0, 2}, 0.5f, 0.2f, 0.9f);
        double discount = 1 / (Math.log(4) / Math.log(2));
        return List.of(
                ranked("hit").expects(second, 0).expects(both, 1),
                ranked("ndcg").expects(second, 0).expects(both, 1),
                metric("ndcg").with("k", 3).expects(second, discount),
                ranked("mrr").expects(second, 0).expects(both, 1),
                ranked("map").expects(second, 0).expects(both, 1),
                ranked("recall").expects(second, 0).expects(both, 1),
                ranked("precision").expects(second, 0).expects(both, 1),
                metric("auc").range(0, 1).expects(second, 0).expects(both, 1),
                ranked("coverage").expects(second, 2 / 3.0),
                ranked("gini").expects(second, 1 / 3.0));
    }

    private static MetricContract metric(String name) {
        return Contracts.metric(Workbench.type(new RecommenderPlugin(), MetricType.class, name));
    }

    private static MetricContract ranked(String name) {
        return metric(name).with("k", 2).range(0, 1).refuses("k", 0);
    }

    private static RankingOutcome of(int[] relevant, float... scores) {
        int[] candidates = {0, 1, 2};
        return RankingOutcome.of(3, List.of(Ranking.of(candidates, scores, relevant, 10)));
    }

    static List<SourceContract> sources() {
        return List.of(
                Contracts.source(
                                Workbench.type(
                                        new RecommenderPlugin(),
                                        DataSourceType.class,
                                        "generated-ratings"))
                        .with("users", 7)
                        .with("items", 9)
                        .with("per_user", 4)
                        .variant(Map.of())
                        .variant(Map.of("part", "but-last", "negatives", 3))
                        .variant(Map.of("part", "last", "seed", -5, "noise", 0))
                        .withoutFiles()
                        .refuses("users", 0)
                        .refuses("items", 1));
    }
}
