package ${package};

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sora.core.Sora;
import dev.sora.data.ColumnType;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.SoraFixture;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the contracts of this output and of the plugin. */
final class Test${className} {

    /** A Sora with this plugin as a bundle in a container, as users run it. */
    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugin(${className}Plugin.class);

    private static final SampleRecords NUMBERS =
            SampleRecords.column("y", ColumnType.NUMBER, 1.0, 2.5, -4.0, 0.0, 3.0, 7.0, 2.0, 1.5);

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contracts.output(new ${className}Type())
                .with("column", "y")
                // Loss, gradients, saving, decoding and more are checked with each of these …
                .learningFrom(NUMBERS)
                .on(SampleSignal.vector(5))
                .on(SampleSignal.image(2, 3, 2))
                .refuses(SampleSignal.sequence(4, 3))
                // … and with each of these settings.
                .variant(Map.of("delta", 0.5))
                .refuses("delta", 0)
                .kinks(0.5, "the loss turns from a square to a line at delta")
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
                result.metrics().split("test").outputs().contains("price"),
                "an error was measured");
    }
}
