// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;

/** The configuration of the framework. */
final class FrameworkSettings {

    private FrameworkSettings() {}

    static Map<String, Object> of(Path storage, String packages) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, packages);
        // Each process has its own folder, so no lock is needed.
        settings.put("felix.cache.locking", "false");
        // Two builds of one version may be active at once, so equal names and versions are allowed.
        settings.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        settings.put("felix.service.urlhandlers", "false");
        // Plugins see only what they import. A class that is found on the class path by accident
        // would be missing in another environment.
        settings.put("felix.bootdelegation.implicit", "false");
        settings.put("felix.log.level", "0");
        // Idle threads of a pool would keep the class loader of the first caller in memory.
        settings.put("felix.resolver.parallelism", "1");
        return settings;
    }
}
