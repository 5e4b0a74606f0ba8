// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How many GPUs this process can see at most, as far as the environment and the files of the driver
 * tell: no native code.
 */
final class VisibleDevices {

    /** The variable of CUDA that hides devices. */
    static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

    private VisibleDevices() {}

    /**
     * Returns why a device cannot be used; empty if no obstacle is found.
     *
     * @param root the root of the file system
     * @param highest the highest number of a device that is used
     */
    static Optional<Problem> obstacle(Map<String, String> environment, Path root, int highest) {
        String set = environment.get(VARIABLE);
        int most = Driver.devices(root).orElse(Integer.MAX_VALUE);
        if (set != null) {
            most = Math.min(most, listed(set));
        }
        return check(highest, most, set == null ? "(not set)" : "'" + set + "'");
    }

    /**
     * Returns how many devices the variable lists: CUDA ignores what follows an entry that is not a
     * device, such as {@code -1}.
     */
    private static int listed(String value) {
        int count = 0;
        for (String entry : value.split(",", -1)) {
            String device = entry.strip();
            if (device.isEmpty() || device.startsWith("-") || device.equals("NoDevFiles")) {
                break;
            }
            count++;
        }
        return count;
    }

    /**
     * Returns why a device cannot be used; empty if there is one with this number.
     *
     * @param count the number of devices
     * @param visible the value of the variable, for the error
     */
    static Optional<Problem> check(int number, int count, String visible) {
        if (count == 0) {
            return Optional.of(
                    Problem.of("SORA-5118", "PyTorch finds no GPU in this process")
                            .have(VARIABLE + "=" + visible)
                            .fix(
                                    "let nvidia-smi list the devices, and see whether"
                                            + " CUDA_VISIBLE_DEVICES hides them"));
        }
        return number < count
                ? Optional.empty()
                : Optional.of(
                        Problem.of("SORA-5118", "there is no GPU with the number " + number)
                                .needs("0 to %d".formatted(count - 1))
                                .have(VARIABLE + "=" + visible)
                                .fix("name one of them in 'engine.device' or 'engine.devices'"));
    }
}
