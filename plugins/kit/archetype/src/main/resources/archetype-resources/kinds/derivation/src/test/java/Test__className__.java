package ${package};

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sora.core.Sora;
import dev.sora.data.ColumnType;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SoraFixture;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the contracts of this derivation and of the plugin. */
final class Test${className} {

    /** A Sora with this plugin as a bundle in a container, as users run it. */
    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugin(${className}Plugin.class);

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contracts.derivation(new ${className}Type())
                .with("column", "sales")
                // Passes, schema and more are checked with each of these settings, for each use.
                .variant(Map.of())
                .variant(Map.of("lag", 3))
                .refuses("lag", 0)
                .on(
                        SampleRecords.column(
                                "sales", ColumnType.NUMBER, 1.0, 4.0, 2.5, 3.5, 3.0, 5.0))
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
                result.metrics().split("test").outputs().contains("sales"),
                "an error was measured");
    }
}
