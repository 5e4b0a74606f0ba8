// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.combiner.CombinerType;
import dev.sora.metric.MetricType;
import dev.sora.optimiser.OptimiserType;
import dev.sora.optimiser.ScheduleType;
import dev.sora.order.OrderType;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TestStandardPlugin {

    private final List<SoraType> types = new StandardPlugin().types();

    @Test
    void isFoundThroughItsServiceFile() {
        assertThat(ServiceLoader.load(SoraPlugin.class))
                .hasAtLeastOneElementOfType(StandardPlugin.class);
    }

    @Test
    void offersEverythingItShould() {
        Map<Kind, List<String>> names =
                types.stream()
                        .collect(
                                Collectors.groupingBy(
                                        SoraType::kind,
                                        Collectors.mapping(
                                                t -> t.descriptor().name(), Collectors.toList())));

        assertThat(names.get(ParticleType.KIND))
                .containsExactlyInAnyOrder(
                        "dense",
                        "dropout",
                        "modality-dropout",
                        "flatten",
                        "activation",
                        "identity",
                        "reshape",
                        "layer_norm",
                        "batch_norm");
        assertThat(names.get(CombinerType.KIND))
                .containsExactlyInAnyOrder(
                        "concat",
                        "sum",
                        "mean",
                        "max",
                        "product",
                        "weighted",
                        "gated",
                        "attention",
                        "experts",
                        "tensor-fusion");
        assertThat(names.get(InputType.KIND)).containsExactly("presence");
        assertThat(names.get(OptimiserType.KIND))
                .containsExactlyInAnyOrder(
                        "sgd", "nag", "adam", "adamw", "adagrad", "adadelta", "rmsprop", "pso");
        assertThat(names.get(ScheduleType.KIND))
                .containsExactlyInAnyOrder(
                        "constant",
                        "step",
                        "exponential",
                        "cosine",
                        "linear",
                        "one_cycle",
                        "plateau");
        assertThat(names.get(OrderType.KIND)).containsExactly("balanced", "identities");
        assertThat(names.get(OutputType.KIND))
                .containsExactlyInAnyOrder("classification", "multi-label", "regression");
        assertThat(names.get(MetricType.KIND))
                .contains("accuracy", "precision", "recall", "f1", "roc_auc", "top_k", "top_5")
                .contains("confusion_matrix", "log_loss", "mse", "mae", "rmse", "r2");
    }

    @Test
    void offersTheMetricsThatItsOutputsTake() {
        List<String> metrics =
                types.stream()
                        .filter(type -> type.kind().equals(MetricType.KIND))
                        .map(type -> type.descriptor().name())
                        .toList();
        for (SoraType type : types) {
            if (type instanceof OutputType output) {
                assertThat(metrics).containsAll(output.defaultMetrics());
            }
        }
    }
}
