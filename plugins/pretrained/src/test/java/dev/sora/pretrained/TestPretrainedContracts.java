// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputType;
import dev.sora.particle.ParticleType;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.InputContract;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contracts of the input, of the particles and of the plugin. */
final class TestPretrainedContracts {

    private static final String MANIFEST =
            """
            manifest: 1
            name: adapted
            data:
              train: {type: synthetic, records: 32}
              test: {type: synthetic, records: 8, seed: 2}
            inputs:
              x: {type: plain-values, column: x}
            particles:
              adapted: {type: lora, from: x, units: 4, rank: 2}
            outputs:
              y: {type: plain-number, column: y, from: adapted}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.001}
              epochs: 1
            """;

    private static final String TOKENIZER = TinyTokenizer.wordPiece().toString();

    private static List<InputContract> inputs() {
        return List.of(
                Contracts.input(Workbench.type(new PretrainedPlugin(), InputType.class, "subwords"))
                        .with("column", "text")
                        .with("tokenizer", TOKENIZER)
                        .variant(Map.of("length", 6))
                        .variant(Map.of("length", 12, "empty", "accept"))
                        .on(
                                SampleRecords.column(
                                        "text",
                                        ColumnType.TEXT,
                                        "a good film",
                                        "Bad, bad!",
                                        "wörds beyond the vocabulary 漢字",
                                        "film"))
                        .refuses("length", 2)
                        .refuses("empty", "skip"),
                Contracts.input(
                                Workbench.type(
                                        new PretrainedPlugin(), InputType.class, "token-subwords"))
                        .with("column", "tokens")
                        .with("tokenizer", TOKENIZER)
                        .variant(Map.of("length", 4, "pieces", 9))
                        .on(
                                SampleRecords.column(
                                        "tokens",
                                        ColumnType.TEXTS,
                                        List.of("a", "goods", "film"),
                                        List.of("Bad,bad!"),
                                        List.of("wörds", "漢字", "\u200b"),
                                        List.of("film")))
                        .refuses(
                                SampleRecords.column(
                                        "tokens",
                                        ColumnType.TEXTS,
                                        List.of("a", "a", "a", "a", "a"),
                                        List.of("!!!!!!!!"),
                                        List.of(),
                                        List.of("a", " "),
                                        null))
                        .refuses("pieces", 2));
    }

    private static List<ParticleContract> particles() {
        return List.of(
                bert().variant(Map.of())
                        .variant(Map.of("pooling", "first", "normalise", true))
                        .variant(Map.of("pooling", "none", "lora", 2))
                        .on(SampleSignal.indexSequence(7, 5))
                        .refuses("pooling", "last")
                        .refuses("heads", 0)
                        .refuses(SampleSignal.vector(4))
                        .refuses(SampleSignal.sequence(4, 3)),
                Contracts.particle(
                                Workbench.type(
                                        new PretrainedPlugin(), ParticleType.class, "subword-pool"))
                        .variant(Map.of())
                        .variant(Map.of("pooling", "mean"))
                        .on(
                                SampleSignal.sequence(5, 3).lengths(5, 2, 4),
                                SampleSignal.of(pieces(5)).lengths(5, 2, 4))
                        .refuses(SampleSignal.sequence(5, 3))
                        .refuses(SampleSignal.sequence(5, 3), SampleSignal.sequence(5, 3))
                        .refuses(SampleSignal.vector(3), SampleSignal.of(pieces(5)))
                        .refuses(SampleSignal.sequence(4, 3), SampleSignal.of(pieces(5)))
                        .refuses("pooling", "max"),
                Contracts.particle(
                                Workbench.type(new PretrainedPlugin(), ParticleType.class, "lora"))
                        .with("units", 3)
                        .variant(Map.of())
                        .variant(Map.of("rank", 2, "alpha", 4))
                        .on(SampleSignal.vector(4))
                        .on(SampleSignal.sequence(4, 3))
                        .refuses("rank", 0)
                        .refuses(SampleSignal.indices(5)));
    }

    /** The signal of {@code token-subwords}: four tokens of some pieces. */
    private static SignalSpec pieces(int pieces) {
        return SignalSpec.sequence(TensorSpec.indices(9, pieces))
                .with("spans", TensorSpec.indices(pieces + 1L, 4, 2))
                .with("tokens", TensorSpec.indices(5));
    }

    private static ParticleContract bert() {
        return Contracts.particle(
                        Workbench.type(new PretrainedPlugin(), ParticleType.class, "bert"))
                .with("layers", 1)
                .with("heads", 2)
                .with("units", 4)
                .with("feed_forward", 6)
                .with("positions", 16)
                .with("epsilon", 1e-5);
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return Stream.concat(inputs().stream(), particles().stream()).flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> plugin() {
        return Contracts.plugin(new PretrainedPlugin())
                .covers(inputs())
                .covers(particles())
                .trains(MANIFEST)
                .tests();
    }
}
