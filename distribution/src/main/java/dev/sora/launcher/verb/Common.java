// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import picocli.CommandLine.Option;

/** The options of every verb. */
public final class Common {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and do nothing.")
    private boolean help;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say more on standard error: log messages, and causes of errors.")
    private boolean verbose;
}
