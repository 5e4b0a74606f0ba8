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

/** Tests the contracts of this combiner and of the plugin. */
final class Test${className} {

    /** A Sora with this plugin as a bundle in a container, as users run it. */
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
