// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.engine.DeviceWork;
import dev.sora.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises failures of a device by the messages of PyTorch and of the CUDA runtime. */
final class DeviceFailure {

    private static final Pattern MEMORY =
            Pattern.compile(
                    "Tried to allocate ([\\d.]+ [KMGT]?i?B)(?:.*?GPU (\\d+) has a total capacity of"
                            + " ([\\d.]+ [KMGT]?i?B) of which ([\\d.]+ [KMGT]?i?B) is free)?",
                    Pattern.DOTALL);
    private static final int LONGEST = 300;

    private DeviceFailure() {}

    /**
     * Returns the problem that an exception, or one of its causes, reports; empty if none.
     *
     * @param work what was computed
     * @param free measures the free memory of the device
     */
    static Optional<Problem> of(Throwable thrown, DeviceWork work, Supplier<OptionalLong> free) {
        int depth = 0;
        for (Throwable each = thrown; each != null && depth < 16; each = each.getCause()) {
            Optional<Problem> found = of(String.valueOf(each.getMessage()), work, free);
            if (found.isPresent()) {
                return found;
            }
            depth++;
        }
        return Optional.empty();
    }

    private static Optional<Problem> of(
            String message, DeviceWork work, Supplier<OptionalLong> free) {
        String text = message.toLowerCase(Locale.ROOT);
        if (text.contains("cuda out of memory")
                || text.contains("cublas_status_alloc_failed")
                || text.contains("cuda error: out of memory")) {
            return Optional.of(outOfMemory(message, work, free));
        }
        if (text.contains("does not have a deterministic implementation")
                || text.contains("deterministic behavior was enabled")) {
            return Optional.of(
                    Problem.of("SORA-5132", "an operation of the model has no deterministic form")
                            .have(line(message))
                            .fix("leave 'engine.deterministic' out, or train on the CPU"));
        }
        if (text.contains("cuda error") || text.contains("cudnn error")) {
            return Optional.of(lost(line(message)));
        }
        return Optional.empty();
    }

    private static Problem outOfMemory(
            String message, DeviceWork work, Supplier<OptionalLong> free) {
        Matcher found = MEMORY.matcher(message);
        String have = line(message);
        if (found.find()) {
            have = "%s more were needed".formatted(found.group(1));
            if (found.group(3) != null) {
                have += ", and %s of %s are free".formatted(found.group(4), found.group(3));
            }
        }
        return Problem.of("SORA-5130", "the memory of the GPU is full")
                .have("%s; %d records were computed at a time".formatted(have, work.records()))
                .fix(remedy(work, free) + "; nvidia-smi shows what other processes use");
    }

    /** Without a count, half of the records: memory grows with them. */
    private static String remedy(DeviceWork work, Supplier<OptionalLong> free) {
        OptionalInt fitting = work.fitting(() -> free.get().orElseThrow());
        int fewer = fitting.orElse(work.records() / 2);
        if (fewer < 1) {
            return "use a smaller model, shorter or smaller inputs, or a GPU with more memory";
        }
        return work.remedy(fewer)
                + (fitting.isPresent()
                        ? ": so many fit, by the memory that a few of them need"
                        : ", half of them");
    }

    /** Returns the problem of a device that computes no longer. */
    static Problem lost(String reason) {
        return Problem.of("SORA-5131", "the GPU failed, and this process cannot use it again")
                .have(reason)
                .fix(
                        "start again, with --resume to continue from the last checkpoint; if it"
                                + " fails again, nvidia-smi and the kernel's log show whether the"
                                + " device is faulty");
    }

    private static String line(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
