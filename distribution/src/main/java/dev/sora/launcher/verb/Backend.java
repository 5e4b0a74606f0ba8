// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.container.store.PluginStore;
import dev.sora.container.trust.PluginsConfig;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.Sora;
import dev.sora.core.host.PluginHost;
import dev.sora.core.serving.ServerProvider;
import java.nio.file.Path;
import java.util.List;

/**
 * The plugins, the store and the configuration that verbs use. Each is created at its first use.
 */
public interface Backend extends AutoCloseable {

    /** Returns the host of the active plugins; starts it if necessary. */
    PluginHost host();

    /** Returns Sora with these plugins. */
    Sora sora();

    /** Returns what starts servers; its classes are loaded at the first call. */
    ServerProvider servers();

    /** Starts only the plugins in the given jars; the caller closes the host. */
    PluginHost trial(List<Path> jars);

    /** Returns the jars of the plugins that come with Sora. */
    List<Path> shipped();

    /** Returns the jars of the command line itself. */
    List<Path> kernelJars();

    /** Returns the jars that only calls on Spark need. */
    List<Path> sparkJars();

    /** Returns the store of the plugins that the user installed. */
    PluginStore store();

    /** Reads the policy that decides which jars are loaded. */
    TrustPolicy policy();

    /** Reads the section of the configuration on plugins. */
    PluginsConfig config();

    /** Returns the folders from which plugins are loaded. */
    List<Path> pluginFolders();

    /** Returns the folder for caches and installed plugins. */
    Path soraHome();

    /** Returns Sora's version. */
    String version();

    @Override
    void close();
}
