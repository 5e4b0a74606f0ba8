// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

import dev.sora.container.store.InstalledPlugin;
import dev.sora.core.host.Version;

/** Decides which installed versions an update replaces. */
public final class Succession {

    private static final Version NO_VERSION = new Version(0, 0, 0, "");

    private Succession() {}

    static Version number(String version) {
        return Version.parse(version).orElse(NO_VERSION);
    }

    /**
     * Returns whether an installed version is replaced by another: an older one is, and one that
     * differs in the qualifier only, such as a snapshot.
     */
    public static boolean isReplacedBy(InstalledPlugin installed, String next) {
        return isReplacedBy(installed, number(next));
    }

    static boolean isReplacedBy(InstalledPlugin installed, Version next) {
        return installed.number().compareTo(next) < 0 || sameNumbers(installed.number(), next);
    }

    static boolean sameNumbers(Version one, Version other) {
        return one.major() == other.major()
                && one.minor() == other.minor()
                && one.micro() == other.micro();
    }
}
