// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The combiner types of this plugin. */
public final class Combiners {

    private Combiners() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                ordered(Concat.DESCRIPTOR, Concat::new),
                reduction("sum", "Adds its parts.", s -> s.sum(new int[] {1}), NDArray::add),
                reduction(
                        "mean",
                        "Averages its parts.",
                        s -> s.mean(new int[] {1}),
                        (a, b) -> a.add(b).mul(0.5f)),
                reduction(
                        "max",
                        "Takes the maximum of its parts, value by value.",
                        s -> s.max(new int[] {1}),
                        NDArray::maximum),
                reduction(
                        "product",
                        "Multiplies its parts, value by value.",
                        s -> s.prod(new int[] {1}),
                        NDArray::mul),
                ordered(Weighted.DESCRIPTOR, Weighted::new),
                ordered(Gated.DESCRIPTOR, Gated::new),
                ordered(Attention.DESCRIPTOR, Attention::new),
                ordered(Experts.DESCRIPTOR, Experts::new),
                ordered(TensorFusion.DESCRIPTOR, TensorFusion::new));
    }

    private static Offer reduction(
            String name,
            String summary,
            UnaryOperator<NDArray> ofStack,
            BinaryOperator<NDArray> ofPair) {
        return new Offer(
                TypeDescriptor.of(name, summary),
                false,
                settings -> new Reduction(name, ofStack, ofPair));
    }

    private static Offer ordered(
            TypeDescriptor descriptor, Function<Settings, Combiner> constructor) {
        return new Offer(descriptor, true, constructor);
    }

    /** A type from a descriptor and a constructor. */
    private record Offer(
            TypeDescriptor descriptor, boolean ordered, Function<Settings, Combiner> constructor)
            implements CombinerType {

        @Override
        public Combiner create(Settings settings) {
            return new OverSteps(constructor.apply(settings));
        }
    }
}
