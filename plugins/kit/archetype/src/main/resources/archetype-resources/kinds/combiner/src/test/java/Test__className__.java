package ${package};

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sora.core.Sora;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.SoraFixture;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Sora asks of every combiner and of every plugin, tried on this one. */
final class Test${className} {

    /** A Sora with this plugin in it, as a bundle in a container: what a user will run. */
    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugin(${className}Plugin.class);

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contracts.combiner(new ${className}Type())
                // Shapes, gradients, memory and more are checked on each of these sets of parts …
                .on(SampleSignal.vector(5), SampleSignal.vector(5))
                .on(SampleSignal.image(3, 4, 4), SampleSignal.image(3, 4, 4), SampleSignal.image(3, 4, 4))
                .refuses(SampleSignal.vector(5), SampleSignal.vector(6))
                // … and with each of these settings.
                .variant(Map.of("sharpness", 2))
                .variant(Map.of("sharpness", 0))
                .refuses("sharpness", -1)
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
