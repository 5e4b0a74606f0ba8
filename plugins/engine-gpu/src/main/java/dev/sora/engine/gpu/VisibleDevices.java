// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.problem.Problem;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many GPUs this process can see at most, as far as the environment and the files of the driver
 * tell: no native code.
 */
final class VisibleDevices {

    /** The variable of CUDA that hides devices. */
    static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

    private static final Pattern NUMBER = Pattern.compile("\\+?0*(\\d+)");
    private static final Pattern IDENTIFIER = Pattern.compile("(GPU-.*)");
    private static final Pattern PART = Pattern.compile("(MIG-.*)");
    private static final List<Pattern> FORMS = List.of(NUMBER, IDENTIFIER, PART);

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
            most = Math.min(most, listed(set, most));
        }
        return check(highest, most, set == null ? "(not set)" : "'" + set + "'");
    }

    /**
     * Returns how many devices the variable lists (NVIDIA, CUDA Programming Guide, CUDA Environment
     * Variables): CUDA ignores what follows an entry that is not a device, such as {@code -1}, and
     * hides all devices if one is listed twice. The first entry decides whether all are numbers or
     * identifiers. Of a divided GPU, a process sees one part only (NVIDIA, MIG User Guide).
     *
     * @param most the number of devices of the machine
     */
    private static int listed(String value, int most) {
        Set<String> devices = new LinkedHashSet<>();
        Pattern form = null;
        for (String entry : value.split(",", -1)) {
            if (form == null) {
                form = FORMS.stream().filter(each -> matches(each, entry)).findFirst().orElse(null);
            }
            if (form == null || !matches(form, entry)) {
                break;
            }
            String device = device(form, entry);
            if (form == NUMBER && new BigInteger(device).compareTo(BigInteger.valueOf(most)) >= 0) {
                break;
            }
            if (!devices.add(device)) {
                return 0;
            }
        }
        return form == PART ? Math.min(1, devices.size()) : devices.size();
    }

    private static boolean matches(Pattern form, String entry) {
        return form.matcher(entry.strip()).lookingAt();
    }

    private static String device(Pattern form, String entry) {
        Matcher found = form.matcher(entry.strip());
        // CUDA reads a number as C does: leading zeros count nothing, and letters end it
        return found.lookingAt() ? found.group(1) : "";
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
