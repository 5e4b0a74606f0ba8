// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.plugin.SoraPlugin;
import dev.sora.testkit.faulty.ClingingPlugin;
import dev.sora.testkit.faulty.FaultyParticle;
import dev.sora.testkit.faulty.ForgetfulType;
import dev.sora.testkit.faulty.LopsidedType;
import dev.sora.testkit.faulty.MeanOfMeansType;
import dev.sora.testkit.faulty.OpenEndedType;
import dev.sora.testkit.faulty.SoundPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault breaks its clause and no other, and the message describes the fault. */
final class TestFaultyPlugins {

    private static final String MANIFEST =
            """
            manifest: 1
            name: scaled
            data:
              train: {type: synthetic, records: 32}
            inputs:
              x: {type: plain-values, column: x}
            particles:
              scaled: {type: sound, from: x}
            outputs:
              y: {type: plain-number, column: y, from: scaled}
            training:
              optimiser: {type: plain-descent}
              epochs: 2
            """;

    @TempDir private Path folder;

    private static ParticleContract contract(FaultyParticle type) {
        return Contracts.particle(type).on(SampleSignal.vector(5));
    }

    @Test
    void findsNothingWhereNothingIsWrong() {
        assertThat(Verdicts.of(contract(FaultyParticle.SOUND))).isEmpty();
        assertThat(Verdicts.of(contract(FaultyParticle.SCALE_FIRST))).isEmpty();
        assertThat(Verdicts.of(contract(FaultyParticle.ASKS))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "LEAKS         | MEMORY   | the manager above the pass holds 1 array of shape (5)",
                "DETACHES      | MEMORY   | 'detaches' makes the process grow by",
                "OPENS         | MEMORY   | the manager above the pass holds a manager 'mine'",
                "LIES          | SHAPES   | found     a tensor of shape (1, 6)",
                "PAST_THE_PASS | SEED     | draw from pass.random()",
                "UNSEEDED      | SEED     | or a Random of your own",
                "STARTS_FIXED  | SEED     | the same numbers, whatever the seed",
                "HALF_GRADIENT | GRADIENT | it is 0.500 times what it should be everywhere",
                "NO_GRADIENT   | GRADIENT | no gradient comes through",
                "DIVIDES       | SETTINGS | 'divides' works with 'ratio: 0', or refuses it",
                "IN_PLACE      | PURITY   | the input as it was: other nodes read it too",
                "MIXES         | BATCH    | compute nothing over the first dimension",
                "TAKES_ALL     | PLAN     | let plan refuse it",
                "CANCELS       | ENGINES  | is the same on another engine, up to rounding",
                "COUNTS        | PRECISION | 256.0 instead of 257.0 at 0",
                "SUBTRACTS     | PRECISION | by pass.inFullPrecision",
                "OFFSETS       | PRECISION | is nearly the same with products of a shorter type",
                "SHARES        | THREADS  | keep nothing that changes in fields"
            })
    void namesTheFaultOfAParticle(FaultyParticle type, Clause clause, String words) {
        Map<Clause, String> broken = Verdicts.of(contract(type));

        assertThat(broken).containsOnlyKeys(clause);
        assertThat(broken.get(clause)).contains(words);
    }

    @Test
    void namesACombinerWhoseOrderMatters() {
        SampleSignal vector = SampleSignal.vector(3);

        Map<Clause, String> broken =
                Verdicts.of(Contracts.combiner(new LopsidedType()).on(vector, vector, vector));

        assertThat(broken).containsOnlyKeys(Clause.ORDER);
        assertThat(broken.get(Clause.ORDER)).contains("leave ordered() as it is: true");
    }

    static List<Arguments> clinging() {
        return List.of(
                Arguments.of(new ClingingPlugin(), "the thread 'clinging-worker' runs its code: "),
                Arguments.of(
                        new ClingingPlugin.Hooking(),
                        "held: the shutdown hook 'clinging-hook' has it as context class loader"));
    }

    @ParameterizedTest
    @MethodSource("clinging")
    void namesWhatDoesNotLetGo(SoraPlugin plugin, String holder) throws Exception {
        Path jar = FaultyBundle.of(plugin.getClass(), folder);

        Map<Clause, String> broken =
                Verdicts.of(Contracts.plugin(plugin).from(jar).trains(MANIFEST));

        assertThat(broken).containsOnlyKeys(Clause.UNLOADING);
        assertThat(broken.get(Clause.UNLOADING))
                .contains("nothing holds the classes of plugin 'clinging'")
                .contains(holder)
                .contains("start no thread that outlives its work");
    }

    @Test
    void letsASoundPluginGo() throws Exception {
        Path jar = FaultyBundle.of(SoundPlugin.class, folder);

        assertThat(Verdicts.of(Contracts.plugin(new SoundPlugin()).from(jar).trains(MANIFEST)))
                .isEmpty();
    }

    @Test
    void namesTheStateThatIsNotSaved() {
        Map<Clause, String> broken = Verdicts.of(Contracts.optimiser(new ForgetfulType()));

        assertThat(broken).containsOnlyKeys(Clause.RESUME);
        assertThat(broken.get(Clause.RESUME)).contains("saved was []");
    }

    @Test
    void namesTheFileThatStaysOpen() throws Exception {
        Path file = Files.writeString(folder.resolve("lines.txt"), "a\nb\nc\n");

        Map<Clause, String> broken =
                Verdicts.of(
                        Contracts.source(new OpenEndedType())
                                .with("path", file.toString())
                                .fails(Map.of("path", folder.resolve("none.txt").toString())));

        assertThat(broken).containsOnlyKeys(Clause.CLOSING);
        assertThat(broken.get(Clause.CLOSING)).contains("lines.txt");
    }

    @Test
    void namesTheMeanOfMeans() {
        Map<Clause, String> broken = Verdicts.of(Contracts.metric(new MeanOfMeansType()));

        assertThat(broken).containsOnlyKeys(Clause.MERGING);
        assertThat(broken.get(Clause.MERGING)).contains("a mean of means is not the mean");
    }

    /** A refusal for another reason does not show that the named signal is refused. */
    @Test
    void namesARefusalThatDoesNotShowTheSignal() {
        Map<Clause, String> broken =
                Verdicts.of(contract(FaultyParticle.MUTTERS).refuses(SampleSignal.image(1, 2, 3)));

        assertThat(broken).containsOnlyKeys(Clause.PLAN);
        assertThat(broken.get(Clause.PLAN)).contains("hand the signal to the ShapeException");
    }

    @Test
    void namesTheBoundThatIsMissing() {
        Map<Clause, String> broken =
                Verdicts.of(contract(FaultyParticle.DIVIDES).refuses("ratio", 0));

        assertThat(broken.get(Clause.SETTINGS)).contains("declare the bounds");
    }
}
