// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import picocli.CommandLine.Option;

/** The option {@code --json} of verbs that can print JSON. */
final class JsonOption {

    @Option(
            names = "--json",
            description = "Print one JSON document on standard output and nothing else.")
    private boolean asked;

    boolean asked() {
        return asked;
    }
}
