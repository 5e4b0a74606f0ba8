// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.particle.InputType;
import dev.sora.particle.ParticleType;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.InputContract;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What each type of the plugin is tried on. */
final class NlpContracts {

    private static final SampleSignal SEQUENCE = SampleSignal.sequence(5, 3);
    private static final SampleSignal STEPS = SampleSignal.floats(4, 3);

    private NlpContracts() {}

    private static ParticleContract particle(String name) {
        return Contracts.particle(Workbench.type(new NlpPlugin(), ParticleType.class, name));
    }

    private static InputContract input(String name) {
        return Contracts.input(Workbench.type(new NlpPlugin(), InputType.class, name));
    }

    static List<InputContract> inputs() {
        return List.of(texts(), mixedTexts(), emptyTexts(), items(), identifiers());
    }

    private static InputContract texts() {
        return input("text")
                .with("column", "text")
                .variant(Map.of())
                .variant(Map.of("tokenizer", "subword", "max_words", 30, "lower_case", false))
                .variant(Map.of("tokenizer", "characters", "length", 6, "truncate", "start"))
                .variant(Map.of("ngrams", 2, "min_count", 2, "distinct", true))
                .variant(Map.of("strip_html", true, "marks", "!?", "unknown", "skip"))
                .on(
                        SampleRecords.column(
                                "text",
                                ColumnType.TEXT,
                                "A good film, a very good film!",
                                "Not good <br /> at all?",
                                "It is a film of nobody and of nothing",
                                "film",
                                "Nobody likes a film that is not good",
                                "the film is a good one",
                                "good good good good film film film film film film",
                                "a Film of nobody"))
                .refuses(SampleRecords.column("text", ColumnType.TEXT, "", " \t"))
                .refuses("max_words", 0)
                .refuses("ngrams", 4)
                .refuses("length", 0)
                .refuses("tokenizer", "guess");
    }

    private static InputContract mixedTexts() {
        SampleRecords titled =
                SampleRecords.of(
                                Column.of("title", ColumnType.TEXT),
                                Column.of("text", ColumnType.TEXT))
                        .row("新电影", "这部电影非常好看")
                        .row("老电影", "我不喜欢这部电影")
                        .row("好", "非常好")
                        .row("不好", "一点也不好看 film 2")
                        .row("电影", "电影电影电影")
                        .row("新", "好看")
                        .row("没有", "没有意思")
                        .row("老", "我喜欢");
        return input("text")
                .with("column", "title")
                .with("more_columns", List.of("text"))
                .variant(Map.of("tokenizer", "chinese"))
                .variant(Map.of("tokenizer", "characters", "max_words", 12))
                .on(titled);
    }

    private static InputContract emptyTexts() {
        return input("text")
                .with("column", "text")
                .with("empty", "unknown")
                .on(
                        SampleRecords.column(
                                "text",
                                ColumnType.TEXT,
                                "",
                                "a b",
                                " ",
                                "b",
                                "c",
                                "a",
                                "b a",
                                "."));
    }

    private static InputContract items() {
        return input("sequence")
                .with("column", "items")
                .variant(Map.of())
                .variant(Map.of("max_items", 3, "length", 2, "truncate", "start"))
                .variant(Map.of("min_count", 2, "unknown", "skip", "distinct", true))
                .variant(Map.of("separator", "|"))
                .on(
                        SampleRecords.column(
                                "items",
                                ColumnType.TEXT,
                                "a b c",
                                "a",
                                "b a",
                                "c c a",
                                "a d b",
                                "b",
                                "c b a",
                                "a|b a"))
                .refuses(SampleRecords.column("items", ColumnType.TEXT, ""))
                .refuses("max_items", 0);
    }

    private static InputContract identifiers() {
        return input("sequence")
                .with("column", "items")
                .on(
                        SampleRecords.column(
                                "items",
                                ColumnType.IDENTIFIERS,
                                new long[] {1, 2, 3},
                                new long[] {-7},
                                new long[] {2, 2},
                                new long[] {3, Long.MAX_VALUE},
                                new long[] {1},
                                new long[] {2, 1},
                                new long[] {3},
                                new long[] {1, 3}))
                .refuses(
                        SampleRecords.column(
                                "items", ColumnType.IDENTIFIERS, (Object) new long[0]));
    }

    static List<ParticleContract> particles(Path folder) throws IOException {
        return List.of(
                embedding(),
                droppedEmbedding(),
                startedEmbedding(folder),
                recurrent("lstm"),
                recurrent("gru"),
                dropped("lstm"),
                dropped("gru"),
                textCnn(),
                pool(),
                attentionPool(),
                encoder(),
                droppedEncoder());
    }

    private static ParticleContract embedding() {
        return particle("embedding")
                .with("units", 4)
                .variant(Map.of())
                .variant(Map.of("initialiser", "normal", "scale", 1, "decay", false))
                .variant(Map.of("train", false))
                .on(SampleSignal.indexSequence(7, 5))
                .on(SampleSignal.indices(6))
                .on(SampleSignal.indices(5, 2, 3))
                .refuses(SampleSignal.vector(3))
                .refuses(SEQUENCE)
                .refuses("units", 0)
                .refuses("word_dropout", 1);
    }

    private static ParticleContract droppedEmbedding() {
        return particle("embedding")
                .with("units", 4)
                .variant(Map.of("dropout", 0.4))
                .variant(Map.of("feature_dropout", 0.4))
                .variant(Map.of("word_dropout", 0.4))
                .on(SampleSignal.indexSequence(7, 5))
                .withoutManyCalls()
                .random();
    }

    private static ParticleContract startedEmbedding(Path folder) throws IOException {
        Path vectors = folder.resolve("vectors.txt");
        Files.writeString(vectors, "good 1 2\nbad -1 0.5\n");
        return particle("embedding")
                .withoutManyCalls()
                .with("units", 2)
                .with("vectors", vectors.toString())
                .on(
                        SampleSignal.of(
                                SignalSpec.sequence(TensorSpec.indices(5, 3))
                                        .withEntries(List.of("", "", "good", "bad", "so"))));
    }

    private static ParticleContract recurrent(String name) {
        ParticleContract contract = particle(name);
        for (int layer = 0; layer < 2; layer++) {
            // open forget gates beside zeros
            contract.startsFixed("layer%d.forward.bias".formatted(layer));
            contract.startsFixed("layer%d.backward.bias".formatted(layer));
        }
        return contract.with("units", 3)
                .variant(Map.of())
                .variant(Map.of("returns", "sequence", "bidirectional", true))
                .variant(Map.of("returns", "mean", "layers", 2, "bidirectional", true))
                .variant(Map.of("returns", "max"))
                .on(SEQUENCE)
                .on(STEPS)
                .refuses(SampleSignal.vector(3))
                .refuses(SampleSignal.indexSequence(7, 4))
                .refuses("units", 0)
                .refuses("layers", 65)
                .refuses("returns", "first");
    }

    private static ParticleContract dropped(String name) {
        return particle(name)
                .startsFixed("layer0.forward.bias")
                .startsFixed("layer1.forward.bias")
                .with("units", 3)
                .variant(Map.of("dropout", 0.4, "layers", 2))
                .variant(Map.of("recurrent_dropout", 0.4, "returns", "sequence"))
                .variant(Map.of("weight_dropout", 0.4))
                .on(SEQUENCE)
                .withoutManyCalls()
                .random();
    }

    private static ParticleContract textCnn() {
        return particle("text-cnn")
                .with("filters", 3)
                .variant(Map.of())
                .variant(Map.of("kernels", List.of(1, 2)))
                .variant(Map.of("kernels", List.of(10)))
                .on(SampleSignal.sequence(6, 3))
                .on(STEPS)
                .refuses(SampleSignal.indexSequence(7, 4))
                .refuses("filters", 0)
                .refuses("kernels", List.of(0))
                .kinks(0.5, "a filter counts where it is greatest, and not at all below zero");
    }

    private static ParticleContract pool() {
        return particle("pool")
                .variant(Map.of("kind", "mean"))
                .variant(Map.of("kind", "max"))
                .variant(Map.of("kind", "sum"))
                .variant(Map.of("kind", "last"))
                .on(SEQUENCE)
                .on(STEPS)
                .refuses(SampleSignal.vector(3))
                .refuses(SampleSignal.indexSequence(7, 4))
                .refuses("kind", "first");
    }

    private static ParticleContract attentionPool() {
        return particle("attention-pool")
                .variant(Map.of())
                .variant(Map.of("units", 2))
                .on(SEQUENCE)
                .on(STEPS)
                .refuses(SampleSignal.vector(3))
                .refuses("units", 0);
    }

    private static ParticleContract encoder() {
        return particle("transformer-encoder")
                .variant(Map.of("layers", 1, "heads", 2))
                .variant(Map.of("heads", 3, "units", 6, "feed_forward", 5, "positions", "learned"))
                .variant(Map.of("layers", 1, "heads", 4, "units", 8, "positions", "none"))
                .on(SampleSignal.sequence(5, 4))
                .on(SampleSignal.floats(4, 4))
                .refuses(SampleSignal.vector(4))
                .refuses(SampleSignal.indexSequence(7, 4))
                .refuses("heads", 0)
                .refuses("layers", 0);
    }

    private static ParticleContract droppedEncoder() {
        return particle("transformer-encoder")
                .with("layers", 1)
                .with("heads", 2)
                .with("dropout", 0.3)
                .on(SampleSignal.sequence(5, 4))
                .withoutManyCalls()
                .random();
    }
}
