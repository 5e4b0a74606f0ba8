package ${package};

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sora.core.Sora;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SoraFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the contracts of this procedure and of the plugin. */
final class Test${className} {

    /** A Sora with this plugin as a bundle in a container, as users run it. */
    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugin(${className}Plugin.class);

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        String small = Files.readString(Path.of("sample.yaml")).replace("samples: 3000", "samples: 128");
        return Contracts.procedure(new ${className}Type())
                .variant(Map.of("level", 0.1))
                .refuses("level", -1)
                // One seed gives the same weights, also where a training is interrupted.
                .trains(${className}Plugin.class, small.replace("epochs: 3", "epochs: 1"))
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
    void theLossDoesNotFallBelowTheLevel() {
        Sora.TrainingResult result =
                SORA.train(
                        Path.of("sample.yaml"),
                        "data.train.samples=300",
                        "training.epochs=2",
                        "training.procedure.level=1.5");

        assertTrue(
                result.metrics().get("train", "digit", "loss") > 0.5,
                "training turned back at the level");
    }
}
