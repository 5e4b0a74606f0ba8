// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType.IntegerType;
import dev.sora.setting.SettingType.ListOf;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The devices of a training on the CPU. There is one, number 0; a list that names it several times
 * trains as on so many devices, which is how a training for several devices is tried out.
 */
final class LogicalDevices {

    /** Each replica keeps weights, buffers and data of its own. */
    private static final int MOST = 64;

    static final Setting<List<Long>> SETTING =
            Setting.of(
                    "devices",
                    "The devices that share each minibatch of a training; [0, 0] trains on the CPU"
                            + " as on two devices, with the result of two, and is not faster.",
                    new ListOf(
                            new IntegerType(OptionalLong.of(0), OptionalLong.of(0)),
                            OptionalInt.empty()),
                    List.class);

    private LogicalDevices() {}

    /**
     * Returns the number of devices.
     *
     * @throws SoraException if the list is empty or too long
     */
    static int count(Settings settings) {
        int count = settings.find(SETTING).map(List::size).orElse(1);
        if (count >= 1 && count <= MOST) {
            return count;
        }
        throw new SoraException(
                Problem.of("SORA-2602", "'devices' names %d devices".formatted(count))
                        .needs("1 to %d".formatted(MOST))
                        .have(Integer.toString(count))
                        .fix("name the device 0 as often as devices are to be tried out: [0, 0]"));
    }
}
