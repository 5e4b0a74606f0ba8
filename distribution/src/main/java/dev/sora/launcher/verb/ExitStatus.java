// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.problem.Problem;
import java.util.List;

/** The exit statuses of the process. */
public final class ExitStatus {

    /** Success. */
    public static final int DONE = 0;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** A file of the user cannot be read or written. */
    public static final int DATA = 5;

    /** Stopped by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    /** The reader of standard output closed it, as {@code head} does: 128 plus SIGPIPE. */
    public static final int CLOSED_PIPE = 141;

    /** An internal error of Sora. */
    public static final int FAULT = 70;

    private ExitStatus() {}

    /** Returns the status for problems: the area of the first one decides. */
    public static int of(List<Problem> problems) {
        String code = problems.get(0).code();
        return switch (code.charAt(code.indexOf('-') + 1)) {
            case '1', '6' -> USAGE;
            case '2' -> 3;
            case '3' -> 4;
            case '4' -> DATA;
            case '5', '7' -> 6;
            default -> FAULT;
        };
    }
}
