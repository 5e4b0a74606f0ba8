// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.metric.MetricType;
import dev.sora.plugin.SoraType;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Clause;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.InputContract;
import dev.sora.testkit.MetricContract;
import dev.sora.testkit.OutputContract;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import java.util.List;
import java.util.Map;

/** The contracts of the types for tagging. */
public final class TagContracts {

    private static final SampleRecords SENTENCES =
            SampleRecords.of(
                            Column.of("tokens", ColumnType.TEXTS),
                            Column.of("tags", ColumnType.TEXTS))
                    .row(List.of("Ann", "met", "Bob", "Lee"), List.of("B-P", "O", "B-P", "I-P"))
                    .row(List.of("in", "Rome", "7"), List.of("O", "B-L", "O"))
                    .row(List.of("No"), List.of("O"))
                    .row(List.of("Ann", "Lee", "left"), List.of("B-P", "I-P", "O"));

    private static final TagOutcome OUTCOME =
            new TagOutcome(
                    List.of(
                            List.of("O", "O", "B-MISC", "I-MISC", "I-MISC", "I-MISC", "O"),
                            List.of("B-PER", "I-PER", "O")),
                    List.of(
                            List.of("O", "O", "O", "B-MISC", "I-MISC", "I-MISC", "O"),
                            List.of("B-PER", "I-PER", "O")));

    private TagContracts() {}

    public static List<InputContract> inputs() {
        return List.of(
                Contracts.input(new TokensType())
                        .with("column", "tokens")
                        .with("length", 6)
                        .with("characters", 5)
                        .variant(Map.of())
                        .variant(Map.of("lower_case", false, "digits", true, "min_count", 2))
                        .on(SENTENCES)
                        .refuses(
                                SampleRecords.column(
                                        "tokens",
                                        ColumnType.TEXTS,
                                        List.of("a", "b", "c", "d", "e", "f", "g"),
                                        List.of(),
                                        List.of("a", " "),
                                        null))
                        .refuses("characters", 1));
    }

    public static List<ParticleContract> particles() {
        SignalSpec words =
                SignalSpec.sequence(TensorSpec.indices(9, 4))
                        .with(FittedTokens.CHARACTERS, TensorSpec.indices(7, 4, 5));
        return List.of(
                Contracts.particle(new WordCharactersType())
                        .with("units", 3)
                        .with("filters", 4)
                        .variant(Map.of())
                        .on(SampleSignal.of(words))
                        .refuses(SampleSignal.sequence(4, 3))
                        .refuses(SampleSignal.indexSequence(9, 4))
                        .refuses("kernel", 0)
                        .kinks(0.4, "the maximum over the characters, and the rectifier"));
    }

    public static List<OutputContract> outputs() {
        return List.of(
                Contracts.output(new TagsType())
                        .with("column", "tags")
                        .with("length", 5)
                        .variant(Map.of())
                        .variant(Map.of("scheme", "none"))
                        .learningFrom(SENTENCES)
                        .on(SampleSignal.sequence(4, 3).lengths(4, 3, 1, 3))
                        .refuses(SampleSignal.vector(3))
                        .refuses(SampleSignal.floats(4, 3))
                        .refuses("scheme", "iob")
                        .without(
                                Clause.BATCH,
                                "the tags beside the scores have as many steps as the longest"
                                        + " sentence; TestCrf decodes sentences of several lengths"));
    }

    public static List<MetricContract> metrics() {
        return List.of(
                metric(EntityMetrics.types().get(0), 0.5),
                metric(EntityMetrics.types().get(1), 0.5),
                metric(EntityMetrics.types().get(2), 0.5),
                metric(EntityMetrics.types().get(3), 0.8));
    }

    private static MetricContract metric(SoraType type, double value) {
        return Contracts.metric((MetricType<?>) type)
                .range(0, 1)
                .on(OUTCOME)
                .on(new TagOutcome(List.of(List.of("O")), List.of(List.of("O"))))
                .expects(OUTCOME, value);
    }
}
