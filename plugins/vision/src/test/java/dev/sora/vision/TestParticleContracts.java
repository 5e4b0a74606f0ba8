// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision;

import dev.sora.particle.ParticleType;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What each core particle is tried on. */
final class TestParticleContracts {

    private static final SampleSignal IMAGE = SampleSignal.image(2, 6, 5);
    private static final SampleSignal SQUARE = SampleSignal.image(2, 6, 6);

    static List<ParticleContract> all() {
        return List.of(
                convolution(),
                convolutionInGroups(),
                dropping("conv2d").with("filters", 3).on(SQUARE),
                pool("max_pool2d").kinks(0.3, "the greatest of a window may change"),
                pool("avg_pool2d"),
                ofImages("global_avg_pool").on(IMAGE).on(SampleSignal.image(1, 1, 3)),
                residual(),
                dropping("residual").with("filters", 2).on(SQUARE),
                lenet(),
                dropping("lenet").on(SampleSignal.image(1, 12, 12)),
                cnn(),
                dropping("cnn").with("filters", List.of(2)).with("units", List.of(4)).on(SQUARE),
                resnet(),
                dropping("resnet").with("widths", List.of(2)).with("blocks", 1).on(SQUARE),
                depthwise(),
                separable(),
                upsample(),
                squeezeExcitation(),
                inverted("inverted-residual"),
                inverted("mbconv"),
                dropping("mbconv", "drop_path").with("filters", 2).on(SQUARE),
                unet(),
                dropping("unet").with("filters", List.of(2, 2)).on(SQUARE),
                vit(),
                ofImages("vit")
                        .with("patch", 3)
                        .with("units", 4)
                        .with("heads", 2)
                        .with("layers", 1)
                        .with("dropout", 0.3)
                        .withoutManyCalls()
                        .random()
                        .on(SQUARE));
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    private static ParticleContract ofImages(String name) {
        return Contracts.particle(Workbench.type(new VisionPlugin(), ParticleType.class, name))
                .kinks(0.3, "rectifiers, and the greatest of a window may change")
                .refuses(SampleSignal.vector(784))
                .refuses(SampleSignal.floats(2, 3, 6, 6))
                .refuses(SampleSignal.indices(5, 2, 12, 12))
                .refuses(SampleSignal.of(SignalSpec.sequence(TensorSpec.floats(2, 12, 12))));
    }

    /** Without rectifiers: in a row, they have kinks that hide each other. */
    private static ParticleContract dropping(String name) {
        return dropping(name, "dropout");
    }

    private static ParticleContract dropping(String name, String setting) {
        return network(name)
                .with(setting, 0.3)
                .with("activation", "tanh")
                .withoutManyCalls()
                .random();
    }

    /** Behind a weight of the first layer lie so many windows that a step changes some of them. */
    private static ParticleContract network(String name) {
        return ofImages(name).gradientTolerance(0.05);
    }

    private static ParticleContract convolution() {
        return ofImages("conv2d")
                .with("filters", 3)
                .variant(Map.of())
                .variant(Map.of("kernel", List.of(2, 4), "activation", "silu"))
                .variant(Map.of("padding", "valid", "dilation", 2, "bias", false))
                .variant(Map.of("padding", List.of(0, 1), "activation", "tanh"))
                .variant(Map.of("batch_norm", true, "activation", "sigmoid", "stride", 2))
                .variant(Map.of("pool", 2, "activation", "gelu"))
                .on(IMAGE)
                .refuses("filters", 0)
                .refuses("kernel", List.of(3, 3, 3))
                .refuses("stride", 0)
                .refuses("padding", "around")
                .refuses("groups", 0)
                .refuses("activation", "steep")
                .refuses("pool", -1)
                .refuses("dropout", 1);
    }

    private static ParticleContract convolutionInGroups() {
        return ofImages("conv2d")
                .with("filters", 4)
                .with("groups", 2)
                .with("activation", "none")
                .withoutManyCalls()
                .on(SQUARE)
                .refuses(SampleSignal.image(3, 6, 6));
    }

    private static ParticleContract pool(String name) {
        return ofImages(name)
                .variant(Map.of())
                .variant(Map.of("kernel", 3, "stride", 2, "padding", 1))
                .variant(Map.of("kernel", List.of(3, 2)))
                .on(IMAGE)
                .refuses("kernel", 0)
                .refuses("stride", 0)
                .refuses("padding", -1)
                .refuses(SampleSignal.image(2, 0, 0));
    }

    private static ParticleContract residual() {
        return ofImages("residual")
                .variant(Map.of("filters", 2, "activation", "tanh"))
                .variant(Map.of("filters", 3, "stride", 2, "activation", "gelu"))
                .variant(Map.of("filters", 2, "batch_norm", false))
                .on(IMAGE)
                .refuses("filters", 0)
                .refuses("dropout", 1);
    }

    private static ParticleContract lenet() {
        return network("lenet")
                .with("activation", "tanh")
                .on(SampleSignal.image(1, 12, 12))
                .refuses("dropout", 1)
                .refuses(SampleSignal.image(1, 4, 4));
    }

    private static ParticleContract cnn() {
        return network("cnn")
                .variant(Map.of("filters", List.of(2, 3), "units", List.of(4)))
                .variant(
                        Map.of(
                                "filters",
                                List.of(2),
                                "units",
                                List.of(),
                                "batch_norm",
                                true,
                                "pool",
                                0,
                                "activation",
                                "elu"))
                .on(SQUARE)
                .refuses("filters", List.of(0))
                .refuses("units", List.of(0))
                .refuses("pool", -1)
                .refuses("dropout", 1);
    }

    private static ParticleContract resnet() {
        return network("resnet")
                .with("widths", List.of(2, 3))
                .with("blocks", 1)
                .with("activation", "tanh")
                .on(SQUARE)
                .refuses("widths", List.of(0))
                .refuses("blocks", 0)
                .refuses("dropout", 1);
    }

    private static ParticleContract depthwise() {
        return ofImages("depthwise_conv2d")
                .variant(Map.of())
                .variant(Map.of("multiplier", 2, "stride", 2, "activation", "tanh"))
                .variant(Map.of("padding", "valid", "kernel", List.of(2, 3), "pool", 2))
                .variant(Map.of("batch_norm", true, "dilation", 2, "activation", "gelu"))
                .on(IMAGE)
                .refuses("multiplier", 0)
                .refuses("kernel", 0)
                .refuses("stride", 0)
                .refuses("dropout", 1);
    }

    private static ParticleContract separable() {
        return ofImages("separable_conv2d")
                .with("filters", 3)
                .variant(Map.of())
                .variant(Map.of("multiplier", 2, "stride", 2, "activation", "tanh"))
                .variant(Map.of("batch_norm", true, "pool", 2, "activation", "gelu"))
                .on(IMAGE)
                .refuses("filters", 0)
                .refuses("multiplier", 0)
                .refuses("dropout", 1);
    }

    private static ParticleContract upsample() {
        return ofImages("upsample")
                .variant(Map.of())
                .variant(Map.of("scale", List.of(3, 1)))
                .variant(Map.of("scale", List.of(2, 3), "interpolation", "bilinear"))
                .on(IMAGE)
                .refuses("scale", 0)
                .refuses("interpolation", "cubic");
    }

    private static ParticleContract squeezeExcitation() {
        return ofImages("squeeze-excitation")
                .with("ratio", 2)
                .with("activation", "tanh")
                .on(SampleSignal.image(4, 3, 5))
                .on(SampleSignal.image(1, 1, 2))
                .refuses("ratio", 0);
    }

    private static ParticleContract inverted(String name) {
        return network(name)
                .with("expansion", 2)
                .variant(Map.of("filters", 2, "activation", "tanh"))
                .variant(Map.of("filters", 3, "stride", 2, "squeeze", 2, "activation", "gelu"))
                .variant(Map.of("filters", 2, "expansion", 1, "kernel", 5, "activation", "silu"))
                .on(IMAGE)
                .refuses("filters", 0)
                .refuses("expansion", 0)
                .refuses("squeeze", -1)
                .refuses("drop_path", 1);
    }

    private static ParticleContract unet() {
        return network("unet")
                .with("activation", "tanh")
                .variant(Map.of("filters", List.of(2, 3)))
                .variant(
                        Map.of(
                                "filters",
                                List.of(2, 2),
                                "convolutions",
                                1,
                                "batch_norm",
                                false,
                                "interpolation",
                                "bilinear"))
                .variant(Map.of("filters", List.of(3)))
                .on(SQUARE)
                .refuses("filters", List.of(0))
                .refuses("convolutions", 0)
                .refuses("dropout", 1);
    }

    private static ParticleContract vit() {
        return ofImages("vit")
                .with("units", 4)
                .with("heads", 2)
                .with("layers", 1)
                .variant(Map.of("patch", List.of(2, 3)))
                .variant(Map.of("patch", 3, "pool", "mean", "feed_forward", 5))
                .on(SQUARE)
                .refuses("patch", 0)
                .refuses("heads", 0)
                .refuses("pool", "max")
                .refuses("dropout", 1)
                .refuses(SampleSignal.image(2, 7, 6));
    }
}
