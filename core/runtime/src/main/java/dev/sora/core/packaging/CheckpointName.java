// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a checkpoint, which orders them: {@code epoch-0001.ckpt} after the first epoch,
 * {@code epoch-0001-step-000020.ckpt} after 20 steps of the second.
 *
 * @param epoch the number of completed epochs
 * @param step the number of completed steps of the next epoch; 0 between two epochs
 */
public record CheckpointName(int epoch, long step) implements Comparable<CheckpointName> {

    private static final Pattern NAME =
            Pattern.compile("epoch-(\\d{4,9})(?:-step-(\\d{6,12}))?\\.ckpt");

    private static final Comparator<CheckpointName> ORDER =
            Comparator.comparingInt(CheckpointName::epoch).thenComparingLong(CheckpointName::step);

    /** Returns the checkpoint that a file is named after; empty for other names. */
    public static Optional<CheckpointName> parse(String file) {
        Matcher matcher = NAME.matcher(file);
        return matcher.matches()
                ? Optional.of(
                        new CheckpointName(
                                Integer.parseInt(matcher.group(1)),
                                matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** Returns the name of the file. */
    public String file() {
        String within = step == 0 ? "" : String.format(Locale.ROOT, "-step-%06d", step);
        return String.format(Locale.ROOT, "epoch-%04d%s.ckpt", epoch, within);
    }

    @Override
    public int compareTo(CheckpointName other) {
        return ORDER.compare(this, other);
    }
}
