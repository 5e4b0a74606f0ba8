package ${package};

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sora.core.Sora;
import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SoraFixture;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the contracts of this input and of the plugin. */
final class Test${className} {

    /** A Sora with this plugin as a bundle in a container, as users run it. */
    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugin(${className}Plugin.class);

    private static ImageValue picture(int width, int height, long seed) {
        byte[] samples = new byte[width * height];
        new Random(seed).nextBytes(samples);
        return new ImageValue(width, height, 1, samples);
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        Object[] pictures = IntStream.range(0, 10).mapToObj(i -> picture(5, 4, i)).toArray();
        return Contracts.input(new ${className}Type())
                .with("column", "picture")
                // Saving, broken states and records, threads and more are tested on these records.
                .on(SampleRecords.column("picture", ColumnType.IMAGE, pictures))
                .refuses(SampleRecords.column("picture", ColumnType.IMAGE, picture(6, 4, 1)))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> isAPluginThatCanComeAndGo() {
        // Trains before unloading: resources left by a computation would prevent unloading.
        return Contracts.plugin(new ${className}Plugin())
                .trains(Path.of("sample.yaml"), "data.train.samples=300", "training.epochs=1")
                .tests();
    }

    @Test
    void trainsItsSample() {
        // A shorter training than in the manifest, which shows that all parts work together.
        Sora.TrainingResult result =
                SORA.train(Path.of("sample.yaml"), "data.train.samples=300", "training.epochs=1");

        assertTrue(
                result.metrics().split("test").outputs().contains("digit"),
                "an accuracy was measured");
    }
}
