// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq;

import dev.sora.data.ColumnType;
import dev.sora.metric.MetricType;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticleType;
import dev.sora.seq2seq.metric.TextOutcome;
import dev.sora.source.DataSourceType;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Clause;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.InputContract;
import dev.sora.testkit.MetricContract;
import dev.sora.testkit.OutputContract;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.SourceContract;
import dev.sora.testkit.TypeContract;
import dev.sora.testkit.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of all types and of the plugin. */
final class TestSeq2SeqContracts {

    private static final String[] TEXTS = {
        "a dog sees a cat.",
        "a cat sees the dog!",
        "the dog",
        "cats see dogs",
        "a dog sees the cat",
        "see, the dog sees",
        "the cat sees a dog",
        "a cat"
    };

    private static final SampleRecords RECORDS =
            SampleRecords.column("text", ColumnType.TEXT, (Object[]) TEXTS);

    private static List<InputContract> inputs() {
        return List.of(
                Contracts.input(Workbench.type(new Seq2SeqPlugin(), InputType.class, "pieces"))
                        .with("column", "text")
                        .with("vocabulary", 32)
                        .variant(Map.of("lower_case", true))
                        .variant(Map.of("length", 3, "truncate", "start"))
                        .refuses("vocabulary", 1)
                        .on(RECORDS),
                Contracts.input(
                                Workbench.type(
                                        new Seq2SeqPlugin(), InputType.class, "target-pieces"))
                        .with("column", "text")
                        .with("vocabulary", 32)
                        .variant(Map.of())
                        .variant(Map.of("length", 3))
                        .refuses("length", 0)
                        .on(RECORDS)
                        .without(
                                Clause.BROKEN_RECORD,
                                "in prediction a record has no target, and only the begin is read"));
    }

    private static final String WIDE =
            "attention is as wide as the longest sequences of a batch; TestGeneration compares"
                    + " records of a batch with records alone";

    private static List<ParticleContract> particles() {
        return List.of(
                particle("transformer-decoder")
                        .with("heads", 2)
                        .with("feed_forward", 5)
                        .variant(Map.of("layers", 2))
                        .on(SampleSignal.sequence(4, 4), SampleSignal.sequence(3, 3))
                        .withoutManyCalls()
                        .refuses(SampleSignal.sequence(4, 3), SampleSignal.sequence(3, 4))
                        .kinks(0.2, "relu"),
                particle("transformer-decoder")
                        .with("heads", 1)
                        .with("layers", 1)
                        .with("feed_forward", 4)
                        .variant(Map.of("dropout", 0.3, "positions", false))
                        .on(SampleSignal.sequence(3, 2), SampleSignal.sequence(2, 2))
                        .random()
                        .withoutManyCalls()
                        .kinks(0.2, "relu"),
                particle("transformer-decoder")
                        .with("heads", 2)
                        .with("feed_forward", 4)
                        .variant(Map.of("layers", 1, "attention", true))
                        .on(SampleSignal.sequence(3, 2), SampleSignal.sequence(2, 2))
                        .withoutManyCalls()
                        .without(Clause.BATCH, WIDE)
                        .kinks(0.2, "relu"),
                particle("attention-gru")
                        .with("units", 2)
                        .variant(Map.of("attention", true))
                        .on(SampleSignal.sequence(3, 2), SampleSignal.sequence(2, 2))
                        .without(Clause.BATCH, WIDE),
                particle("attention-gru")
                        .with("units", 3)
                        .variant(Map.of())
                        .on(SampleSignal.sequence(4, 2), SampleSignal.sequence(3, 5))
                        .refuses("units", 0));
    }

    private static ParticleContract particle(String name) {
        return Contracts.particle(Workbench.type(new Seq2SeqPlugin(), ParticleType.class, name))
                .refuses(SampleSignal.sequence(4, 2))
                .refuses(SampleSignal.vector(3), SampleSignal.sequence(4, 2));
    }

    private static List<OutputContract> outputs() {
        SignalSpec soFar =
                SignalSpec.sequence(TensorSpec.indices(7, 4))
                        .with("next", TensorSpec.indices(7, 4));
        return List.of(
                Contracts.output(
                                Workbench.type(
                                        new Seq2SeqPlugin(), OutputType.class, "generated-text"))
                        .with("column", "text")
                        .variant(Map.of())
                        .variant(Map.of("label_smoothing", 0, "beams", 1))
                        .learningFrom(RECORDS)
                        .on(SampleSignal.sequence(4, 3), SampleSignal.of(soFar))
                        .refuses(SampleSignal.sequence(4, 3))
                        .refuses(SampleSignal.sequence(4, 3), SampleSignal.indexSequence(7, 4))
                        .refuses("beams", 0)
                        .refuses("top_p", 0));
    }

    private static List<MetricContract> metrics() {
        TextOutcome one = outcome("the cat", "the cat", "a dog", "the dog");
        TextOutcome other = outcome("", "x", "a b c d e", "a b c d f");
        List<MetricContract> metrics = new ArrayList<>();
        for (String name : List.of("perplexity", "bleu", "chrf", "rouge_l", "distinct")) {
            metrics.add(
                    Contracts.metric(Workbench.type(new Seq2SeqPlugin(), MetricType.class, name))
                            .on(one)
                            .on(other)
                            .range(
                                    0,
                                    name.equals("rouge_l") || name.equals("distinct") ? 1 : 1000));
        }
        return metrics;
    }

    private static TextOutcome outcome(String... texts) {
        int size = texts.length / 2;
        List<String> said = new ArrayList<>();
        List<String> right = new ArrayList<>();
        double[] logs = new double[size];
        int[] symbols = new int[size];
        for (int i = 0; i < size; i++) {
            said.add(texts[2 * i]);
            right.add(texts[2 * i + 1]);
            logs[i] = -2.5 * (i + 1);
            symbols[i] = 3;
        }
        return new TextOutcome(said, right, logs, symbols);
    }

    private static List<SourceContract> sources(Path folder) throws IOException {
        Path file = folder.resolve("dialogues.txt");
        Files.writeString(file, "Hi. __eou__ Hello! __eou__ Bye. __eou__\nA __eou__ B __eou__\n");
        Path broken = folder.resolve("broken.txt");
        Files.writeString(broken, "Hi. __eou__ Hello! __eou__\nonly one __eou__\nA __eou__ B\n");
        return List.of(
                Contracts.source(
                                Workbench.type(
                                        new Seq2SeqPlugin(), DataSourceType.class, "dialogues"))
                        .with("path", file.toString())
                        .variant(Map.of())
                        .variant(Map.of("turns", 1, "limit", 1))
                        .broken(Map.of("path", broken.toString()), 1)
                        .fails(Map.of("path", folder.resolve("none.txt").toString()))
                        .fails(Map.of("path", file.toString(), "separator", " ")));
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts(@TempDir Path folder) throws IOException {
        return all(folder).stream().flatMap(Contract::tests);
    }

    private static List<TypeContract<?, ?>> all(Path folder) throws IOException {
        List<TypeContract<?, ?>> all = new ArrayList<>(inputs());
        all.addAll(particles());
        all.addAll(outputs());
        all.addAll(metrics());
        all.addAll(sources(folder));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> plugin(@TempDir Path folder) throws IOException {
        return Contracts.plugin(new Seq2SeqPlugin()).covers(all(folder)).tests();
    }
}
