// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType.IntegerType;
import dev.sora.setting.SettingType.ListOf;
import dev.sora.setting.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The numbers of the GPUs that the settings name. */
final class GpuNumbers {

    private static final int HIGHEST = 127;

    static final Setting<Long> DEVICE =
            Setting.integer(
                            "device",
                            "The number of the GPU, as CUDA counts those that the process sees; 0"
                                    + " if not given.")
                    .atLeast(0)
                    .atMost(HIGHEST);

    static final Setting<List<Long>> DEVICES =
            Setting.of(
                    "devices",
                    "The GPUs that share each minibatch of a training, each once; instead of"
                            + " 'device'.",
                    new ListOf(
                            new IntegerType(OptionalLong.of(0), OptionalLong.of(HIGHEST)),
                            OptionalInt.empty()),
                    List.class);

    private GpuNumbers() {}

    /** Returns the highest number that the settings name, also if they contradict each other. */
    static int highest(Settings settings) {
        return Stream.concat(
                        settings.find(DEVICE).stream(),
                        settings.find(DEVICES).stream().flatMap(List::stream))
                .mapToInt(Math::toIntExact)
                .max()
                .orElse(0);
    }

    /**
     * Returns the numbers, the engine's own device first.
     *
     * @throws SoraException if the settings contradict each other
     */
    static List<Integer> of(Settings settings) {
        List<Integer> numbers =
                settings
                        .find(DEVICES)
                        .orElseGet(() -> List.of(settings.find(DEVICE).orElse(0L)))
                        .stream()
                        .map(Math::toIntExact)
                        .toList();
        if (settings.find(DEVICE).isPresent() && settings.find(DEVICES).isPresent()) {
            throw new SoraException(
                    Problem.of("SORA-2602", "'device' and 'devices' are both set")
                            .have("device %d, devices %s".formatted(settings.get(DEVICE), numbers))
                            .fix("keep one of them"));
        }
        if (numbers.isEmpty() || new HashSet<>(numbers).size() < numbers.size()) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-2602",
                                    numbers.isEmpty()
                                            ? "'devices' names no GPU"
                                            : "'devices' names a GPU twice")
                            .have(numbers.toString())
                            .fix("name each GPU once, such as [0, 1]"));
        }
        return numbers;
    }
}
