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

/** What Sora asks of every metric and of every plugin, tried on this one. */
final class Test${className} {

    /** A Sora with this plugin in it, as a bundle in a container: what a user will run. */
    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugin(${className}Plugin.class);

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        // Two records: the right class of the first is held to be probable, that of the second not.
        ClassOutcome two =
                ClassOutcome.of(
                        List.of("cat", "dog"), new float[] {0.95f, 0.05f, 0.4f, 0.6f}, new int[2]);
        return Contracts.metric(new ${className}Type())
                // Batches, merging, ties and more are tried on outcomes that the kit draws.
                .expects(two, 0.5)
                .range(0, 1)
                .refuses("least", 2)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> isAPluginThatCanComeAndGo() {
        // Trained with first: what a computation leaves behind would keep the plugin from going.
        return Contracts.plugin(new ${className}Plugin())
                .trains(Path.of("sample.yaml"), "data.train.samples=300", "training.epochs=1")
                .tests();
    }

    @Test
    void measuresItsSample() {
        // What the manifest says, but less of it: enough to see that all parts fit together.
        Sora.TrainingResult result =
                SORA.train(Path.of("sample.yaml"), "data.train.samples=300", "training.epochs=1");

        Map<String, Double> digit = result.metrics().get("test").get("digit");
        assertTrue(digit.containsKey("${name}"), "it was measured: " + digit);
    }
}
