package ${package};

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sora.core.Sora;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SoraFixture;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Sora asks of every optimiser and of every plugin, tried on this one. */
final class Test${className} {

    /** A Sora with this plugin in it, as a bundle in a container: what a user will run. */
    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugin(${className}Plugin.class);

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contracts.optimiser(new ${className}Type())
                // Descent, resuming, memory and more are checked with each of these settings.
                .variant(Map.of("learning_rate", 0.01))
                .variant(Map.of("learning_rate", 0.001, "look", 0.5, "keep", 0.9))
                .refuses("learning_rate", 0)
                .refuses("keep", 1)
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
    void trainsItsSample() {
        // What the manifest says, but less of it: enough to see that all parts fit together.
        Sora.TrainingResult result =
                SORA.train(Path.of("sample.yaml"), "data.train.samples=300", "training.epochs=1");

        assertTrue(result.metrics().get("test").containsKey("digit"), "an accuracy was measured");
    }
}
