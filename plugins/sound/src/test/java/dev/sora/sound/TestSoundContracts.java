// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.metric.MetricType;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticleType;
import dev.sora.sound.metric.SymbolOutcome;
import dev.sora.source.DataSourceType;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.InputContract;
import dev.sora.testkit.MetricContract;
import dev.sora.testkit.OutputContract;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.SourceContract;
import dev.sora.testkit.Workbench;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of all types and of the plugin. */
final class TestSoundContracts {

    private static final SoundPlugin PLUGIN = new SoundPlugin();

    private static final SampleRecords TEXTS =
            SampleRecords.column("text", ColumnType.TEXT, "a", "b", "c", "a", "b", "c", "b", "a");

    private static final SymbolOutcome TWO =
            new SymbolOutcome(List.of("a b c", "x"), List.of("a c d e", "x"));

    @TempDir static Path folder;

    private static List<SourceContract> sources(Path folder) {
        Path sounds = folder.resolve("sounds");
        byte[] sound = Waves.sine(8_000, 500, 300);
        for (String name : List.of("a/a_x_1.wav", "a/a_y_2.wav", "b/b_x_3.wav")) {
            Waves.write(sounds, name, sound);
        }
        Waves.write(sounds, "b/notes.txt", new byte[3]);
        Waves.write(folder, "some/a/1.wav", sound);
        Waves.write(folder, "some/a/2.wav", Arrays.copyOf(sound, 400));
        Waves.write(folder, "none/notes.txt", new byte[3]);
        String pattern = "{label}_{who}_{n}.wav";
        String path = sounds.toString();
        Path images = Waves.write(folder, "images", idx(0x0803));
        Path labels = Waves.write(folder, "labels", idx(0x0801));
        Waves.write(folder, "digits/0_x.wav", sound);
        Waves.write(folder, "digits/1_x.wav", Waves.sine(16_000, 500, 900));
        Waves.write(folder, "digits/1_y.wav", sound);
        String digits = folder.resolve("digits").toString();
        return List.of(
                source("sounds")
                        .variant(Map.of("path", path))
                        .variant(Map.of("path", path, "names", pattern, "only", List.of("who=x")))
                        .variant(Map.of("path", path, "labels", "none", "limit", 2))
                        .variant(Map.of("path", path + "/a/a_x_1.wav", "labels", "none"))
                        .broken(Map.of("path", folder.resolve("some").toString()), 1)
                        .fails(Map.of("path", folder.resolve("missing").toString()))
                        .fails(Map.of("path", folder.resolve("none").toString()))
                        .fails(Map.of("path", sounds.resolve("a").toString()))
                        .refuses("labels", "file")
                        .refuses("limit", 0),
                source("joined-sounds")
                        .with("path", digits)
                        .with("names", "{label}_{who}.wav")
                        .with("samples", 20)
                        .variant(Map.of())
                        .variant(Map.of("group", "who", "least", 3, "most", 3, "gap", 0))
                        .fails(Map.of("group", "age"))
                        .refuses("samples", 0)
                        .refuses("gap", -1),
                source("paired-sounds")
                        .with("images", images.toString())
                        .with("image_labels", labels.toString())
                        .with("path", digits)
                        .with("names", "{label}_{who}.wav")
                        .variant(Map.of("samples", 4))
                        .variant(Map.of("samples", 3, "offset", 1, "missing", 0.7))
                        .fails(Map.of("samples", 5))
                        .fails(Map.of("samples", 4, "only", List.of("label=1")))
                        .fails(Map.of("samples", 4, "images", labels.toString()))
                        .refuses("missing", 2));
    }

    private static SourceContract source(String name) {
        return Contracts.source(Workbench.type(PLUGIN, DataSourceType.class, name));
    }

    /** Four pictures, or the labels 0, 1, 0, 1. */
    private static byte[] idx(int magic) {
        int size = magic == 0x0801 ? 4 : 36;
        java.nio.ByteBuffer file =
                java.nio.ByteBuffer.allocate(8 + (magic == 0x0801 ? 0 : 8) + size);
        file.putInt(magic).putInt(4);
        if (magic != 0x0801) {
            file.putInt(3).putInt(3);
        }
        while (file.hasRemaining()) {
            file.put((byte) (file.remaining() % 2));
        }
        return file.array();
    }

    private static List<InputContract> inputs() {
        return List.of(
                sounds().variant(Map.of())
                        .variant(Map.of("normalise", "record"))
                        .variant(Map.of("features", "mfcc", "coefficients", 5, "normalise", "mean"))
                        .variant(
                                Map.of(
                                        "mel_scale",
                                        "htk",
                                        "normalise",
                                        "none",
                                        "low",
                                        100,
                                        "high",
                                        3_500))
                        .variant(Map.of("seconds", 0.05, "longer", "cut"))
                        .on(records(8_000L))
                        .refuses("features", "chroma")
                        .refuses("mels", 0)
                        .refuses("hop", 0)
                        .refuses("seconds", 0),
                sounds().variant(Map.of("augment", Map.of("noise", 0.3)))
                        .variant(Map.of("augment", Map.of("shift", 0.01, "speed", 0.1)))
                        .variant(Map.of("augment", Map.of("tract", 0.1)))
                        .variant(Map.of("augment", Map.of("time_masks", 2, "time_width", 3)))
                        .variant(
                                Map.of(
                                        "normalise",
                                        "none",
                                        "augment",
                                        Map.of("frequency_masks", 2, "colour", 3)))
                        .on(records(8_000L))
                        .random()
                        .refuses("augment", Map.of("noise", -1))
                        .refuses("augment", Map.of("time_width", 0)));
    }

    private static InputContract sounds() {
        return Contracts.input(Workbench.type(PLUGIN, InputType.class, "sound"))
                .with("column", "sound")
                .with("mels", 10);
    }

    private static SampleRecords records(long rate) {
        Random random = new Random(4);
        SampleRecords records =
                SampleRecords.of(
                        Column.of("sound", ColumnType.VECTOR),
                        Column.of("sample_rate", ColumnType.INTEGER));
        for (int i = 0; i < 4; i++) {
            float[] samples = new float[(int) (rate / 16) + 90 * i];
            for (int k = 0; k < samples.length; k++) {
                samples[k] = (float) (0.1 * random.nextGaussian());
            }
            records = records.row(samples, rate);
        }
        return records;
    }

    private static List<ParticleContract> particles() {
        return List.of(
                conv().variant(Map.of())
                        .variant(Map.of("kernel", 4, "stride", 2))
                        .variant(Map.of("kernel", 1, "pool", 2, "activation", "tanh"))
                        .variant(Map.of("dilation", 2, "pool", 3, "activation", "none"))
                        .on(SampleSignal.sequence(6, 3))
                        .on(SampleSignal.floats(5, 2))
                        .kinks(0.3, "maximum over steps, rectifier")
                        .refuses(SampleSignal.vector(4))
                        .refuses(SampleSignal.indices(5, 3))
                        .refuses("kernel", 0)
                        .refuses("pool", -1),
                conv().with("batch_norm", true)
                        .with("dropout", 0.3)
                        .with("activation", "tanh")
                        .on(SampleSignal.sequence(5, 3))
                        .random());
    }

    private static ParticleContract conv() {
        return Contracts.particle(Workbench.type(PLUGIN, ParticleType.class, "conv1d"))
                .with("filters", 4);
    }

    private static List<OutputContract> outputs() {
        return List.of(
                ctc().variant(Map.of())
                        .variant(Map.of("beam", 5, "alternatives", 3))
                        .variant(Map.of("unit", "character"))
                        .learningFrom(TEXTS)
                        .on(SampleSignal.sequence(4, 3))
                        .on(SampleSignal.floats(5, 3))
                        .refuses(SampleRecords.column("text", ColumnType.TEXT, "d"))
                        .refuses(SampleRecords.column("text", ColumnType.TEXT, " "))
                        .refuses("unit", "phone")
                        .refuses("beam", 0),
                ctc().with("head", false)
                        .learningFrom(TEXTS)
                        .on(SampleSignal.sequence(4, 4))
                        .refuses(SampleSignal.sequence(4, 3)));
    }

    private static OutputContract ctc() {
        return Contracts.output(Workbench.type(PLUGIN, OutputType.class, "ctc"))
                .with("column", "text")
                .refuses(SampleSignal.vector(4))
                .refuses(SampleSignal.indexSequence(5, 3));
    }

    /**
     * "a b c" for "a c d e": two substitutions and a deletion, of four words and of seven letters.
     */
    private static List<MetricContract> metrics() {
        return List.of(
                metric("wer")
                        .expects(TWO, 3.0 / 5)
                        .on(TWO, TWO.chosen(new int[] {0}), TWO.chosen(new int[] {1})),
                metric("cer").expects(TWO, 4.0 / 8),
                metric("wer").expects(new SymbolOutcome(List.of("a b c"), List.of("a")), 2));
    }

    private static MetricContract metric(String name) {
        return Contracts.metric(Workbench.type(PLUGIN, MetricType.class, name))
                .range(0, 10)
                .on(TWO)
                .on(new SymbolOutcome(List.of("", "a"), List.of("", "")));
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return Stream.of(sources(folder), inputs(), particles(), outputs(), metrics())
                .flatMap(List::stream)
                .flatMap(Contract::tests);
    }

    private static String manifest(Path folder) {
        return """
            manifest: 1
            name: sounds
            data:
              train: {type: sounds, path: "%s"}
            inputs:
              sound: {type: sound, column: sound, augment: {noise: 0.1, speed: 0.1, tract: 0.1}}
            particles:
              low: {type: conv1d, from: sound, filters: 3, batch_norm: true, pool: 2}
            outputs:
              word: {type: ctc, column: label, from: low}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.001}
              epochs: 1
            """
                .formatted(folder.resolve("sounds"));
    }

    @TestFactory
    Stream<DynamicTest> plugin() {
        return Contracts.plugin(PLUGIN)
                .covers(sources(folder))
                .covers(inputs())
                .covers(particles())
                .covers(outputs())
                .covers(metrics())
                .trains(manifest(folder))
                .tests();
    }
}
