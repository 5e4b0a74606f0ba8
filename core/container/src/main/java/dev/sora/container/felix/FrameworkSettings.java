// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;

/** How the framework is set up for plugins. */
final class FrameworkSettings {

    private FrameworkSettings() {}

    static Map<String, Object> in(Path storage) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, KernelPackages.header());
        // The folder is this process's own and no bundle needs a stream handler of the JVM's.
        settings.put("felix.cache.locking", "false");
        // A plugin that was built again may keep its version: the new one starts beside the old.
        settings.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        settings.put("felix.service.urlhandlers", "false");
        // Plugins see what they import; a class that is there by luck is missing elsewhere.
        settings.put("felix.bootdelegation.implicit", "false");
        settings.put("felix.log.level", "0");
        // Idle threads of a pool would keep the class loader of whoever came first.
        settings.put("felix.resolver.parallelism", "1");
        return settings;
    }
}
