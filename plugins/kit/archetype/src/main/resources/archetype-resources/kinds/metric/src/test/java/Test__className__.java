package ${package};

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sora.core.Sora;
import dev.sora.metric.ClassOutcome;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SoraFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the contracts of this metric and of the plugin. */
final class Test${className} {

    /** A Sora with this plugin as a bundle in a container, as users run it. */
    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugin(${className}Plugin.class);

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        // Two records: the actual class of the first has a high probability, that of the second a
        // low one.
        ClassOutcome two =
                ClassOutcome.of(
                        List.of("cat", "dog"), new float[] {0.95f, 0.05f, 0.4f, 0.6f}, new int[2]);
        return Contracts.metric(new ${className}Type())
                // Batches, merging, ties and more are tested on outcomes that the kit draws.
                .expects(two, 0.5)
                .range(0, 1)
                .refuses("least", 2)
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
    void measuresItsSample() {
        // A shorter training than in the manifest, which shows that all parts work together.
        Sora.TrainingResult result =
                SORA.train(Path.of("sample.yaml"), "data.train.samples=300", "training.epochs=1");

        Map<String, Double> digit = result.metrics().of("test", "digit");
        assertTrue(digit.containsKey("${name}"), "it was measured: " + digit);
    }
}
