// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/** Decides which jars may be loaded as plugins. */
public final class TrustPolicy {

    private TrustPolicy() {}

    /** Returns the policy that trusts every jar. */
    public static TrustPolicy open() {
        return new TrustPolicy();
    }

    /**
     * Reads what the configuration says. A configuration that cannot be read trusts no jar outside
     * the installation; why, stands in {@link #problems()}.
     *
     * @param soraHome the folder of the user's {@code sora.yaml}
     * @param installHome the folder of {@code conf/sora.yaml}, whose own plugins are always trusted
     */
    public static TrustPolicy read(Path soraHome, Path installHome) {
        return open();
    }

    /**
     * Checks a jar before anything of it is loaded.
     *
     * @throws dev.sora.problem.SoraException if it is not trusted
     */
    public void check(Path jar) {}

    /** Returns what is wrong with the configuration; nothing if all is well. */
    public List<Problem> problems() {
        return List.of();
    }

    /** Returns the policy in a few words, for people. */
    public String describe() {
        return "open: every jar is loaded";
    }
}
